"""Displays that are named and cannot be used: said before Qt ends the process."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gan_desktop.cli import main
from gan_desktop.cli.display import reachable_display
from gan_desktop.core.errors import GanDesktopError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="displays are named on Linux only")


@pytest.fixture
def displays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Sets the environment that names displays, and nothing else of it."""

    def set_to(**names: str) -> None:
        for name in (
            "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE",
        ):  # fmt: skip
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        for name, value in names.items():
            monkeypatch.setenv(name, value)

    return set_to


def refusal(**more: float) -> str:
    with pytest.raises(GanDesktopError) as caught, reachable_display(**more):
        pass
    assert "gan-desktop run" in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", [":4711", ":4711.0", "host.invalid:0", "nonsense", "unix:4711"])
def test_a_display_that_is_not_there_is_one_sentence(displays, capfd, name):
    displays(DISPLAY=name)
    assert main([]) == 2
    said = capfd.readouterr().err
    assert len(said.splitlines()) == 1
    assert f"the display {name} cannot be reached" in said
    assert "gan-desktop run" in said


def test_the_process_ends_with_2_and_not_with_an_abort(tmp_path):
    environment = {**os.environ, "DISPLAY": ":4711", "XDG_CONFIG_HOME": str(tmp_path)}
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "gan_desktop"],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_display_that_does_not_answer_is_given_up(displays):
    """A host that swallows everything, as behind a firewall or a dead ssh tunnel."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        displays(DISPLAY=f"127.0.0.1:{number}")
        assert "does not answer" in refusal(answer_s=0.05)
        # The thread that waits for it ends with the server.


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="needs Xvfb (scripts/test installs it)")
def test_a_display_that_refuses_is_named_with_its_reason(displays, tmp_path, monkeypatch, capfd):
    # One entry of an authority file: family "wild", no address, no number, the name and the cookie.
    def field(content: bytes) -> bytes:
        return len(content).to_bytes(2, "big") + content

    keys, reader_writer = tmp_path / "keys", os.pipe()
    keys.write_bytes(
        b"\xff\xff" + field(b"") + field(b"") + field(b"MIT-MAGIC-COOKIE-1") + field(b"k" * 16)
    )
    reader, writer = reader_writer
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-auth", str(keys), "-noreset"],
        pass_fds=[writer], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        os.close(writer)
        with os.fdopen(reader) as pipe:
            displays(DISPLAY=f":{pipe.readline().strip()}")
        monkeypatch.setenv("XAUTHORITY", os.devnull)
        said = refusal()
        assert "cannot be reached (Authorization required" in said
        # What the library says by itself is in the sentence, and not on the terminal as well.
        assert capfd.readouterr().err == ""
        monkeypatch.setenv("XAUTHORITY", str(keys))
        with reachable_display():
            pass
    finally:
        server.terminate()
        server.wait()


def test_what_the_platform_of_qt_decides(displays):
    displays(QT_QPA_PLATFORM="offscreen:size=800x600", DISPLAY=":4711")
    with reachable_display():
        pass
    displays(QT_QPA_PLATFORM="xcb;offscreen", DISPLAY=":4711")
    with reachable_display():
        pass
    displays(QT_QPA_PLATFORM="xcb")
    assert "DISPLAY is not set" in refusal()


def test_wayland_is_tried_first_and_x_after_it(displays, tmp_path, monkeypatch):
    monkeypatch.setattr("gan_desktop.cli.display._check_plugin", lambda _name: None)
    displays(WAYLAND_DISPLAY="wayland-7", DISPLAY=":4711")
    said = refusal()
    assert "the Wayland display wayland-7 cannot be reached, and the display :4711" in said
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        compositor.listen()
        with reachable_display():
            pass
        displays(WAYLAND_DISPLAY=str(tmp_path / "wayland-7"))
        with reachable_display():
            pass


def test_a_library_that_qt_lacks_is_named(displays, monkeypatch):
    """As libxcb-cursor0 is on a fresh Debian or Ubuntu."""
    import ctypes

    load = ctypes.CDLL

    def without_cursor(name: str, *rest: object) -> ctypes.CDLL:
        if "libqxcb" in name:
            raise OSError("libxcb-cursor.so.0: cannot open shared object file")
        return load(name, *rest)

    monkeypatch.setattr(ctypes, "CDLL", without_cursor)
    displays(DISPLAY=":4711")
    assert "plugin xcb cannot be loaded (libxcb-cursor.so.0: cannot open" in refusal()
