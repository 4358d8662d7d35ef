"""`gan-desktop` without a command."""

import sys

import pytest

from gan_desktop.cli import main


@pytest.mark.skipif(sys.platform != "linux", reason="displays are named on Linux only")
def test_without_a_display_one_line_says_what_to_do(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1
    assert "gan-desktop run" in said.err


def test_an_unknown_preset_is_refused_before_qt_is_loaded(capsys):
    assert main(["--preset", "nope"]) == 2
    assert "ring8-blog" in capsys.readouterr().err


def test_version(capsys):
    from gan_desktop import __version__

    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out
