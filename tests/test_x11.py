"""One walk through the main job on a real X display: `main.py` as a person uses it."""

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageGrab, ImageSequence

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool (scripts/test installs them)",
)


def wait_until(condition: Callable[[], object], seconds: float, what: str) -> object:
    """Poll a condition of another process; fails with `what` when it takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
    pytest.fail(f"not within {seconds} s: {what}")


class ClientMessage(ctypes.Structure):
    """Xlib's event of that name, as large as any event."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 12),
    )


class Screen:
    """A virtual display with a keyboard and a mouse."""

    def __init__(self) -> None:
        reader, writer = os.pipe()
        # Without -noreset the server starts anew whenever its last client has gone, and refuses
        # whoever comes just then.
        command = [
            "Xvfb",
            "-displayfd",
            str(writer),
            "-screen",
            "0",
            "1280x800x24",
            "-noreset",
        ]
        self._server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            self.name = f":{pipe.readline().strip()}"

    def do(self, *words: object) -> str:
        """One xdotool command."""
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env={**os.environ, "DISPLAY": self.name}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.stdout.strip()

    def press_close_button(self, window: int) -> None:
        """Send what a window manager sends then; here is none."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XInternAtom.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(self.name.encode()))
        protocols, delete = (
            x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
        )
        message = ClientMessage(33, 0, 1, display, window, protocols, 32, (delete, 0, 0, 0, 0))
        x11.XSendEvent(display, ctypes.c_ulong(window), 0, 0, ctypes.byref(message))
        x11.XCloseDisplay(display)

    def pixels(self) -> np.ndarray:
        """What is on it: (height, width, 3)."""
        return np.asarray(ImageGrab.grab(xdisplay=self.name).convert("RGB")).astype(int)

    def close(self) -> None:
        self._server.terminate()
        self._server.wait()


# Where the canvas is in a window of 1280 x 800, without the legend.
CANVAS = (slice(170, 560), slice(345, 1000))


def mask(pixels: np.ndarray, colour: str) -> np.ndarray:
    """Which pixels of the canvas are strongly red or blue."""
    red, green, blue = np.moveaxis(pixels[CANVAS], 2, 0)
    if colour == "red":
        return (red > 180) & (green < 110) & (blue < 110)
    return (blue > 180) & (red < 110) & (green < 150)


def top_centre(pixels: np.ndarray) -> tuple[int, int]:
    """Middle (x, y) of the uppermost centre's ring, the darkest thing on the canvas."""
    rows, columns = np.nonzero(pixels[CANVAS].max(axis=2) < 80)
    ring = rows < rows.min() + 22
    x = (columns[ring].min() + columns[ring].max()) // 2
    y = (rows[ring].min() + rows[ring].max()) // 2
    return int(x) + CANVAS[1].start, int(y) + CANVAS[0].start


def red_near(pixels: np.ndarray, x: int, y: int) -> int:
    """Number of red pixels around a place."""
    box = np.zeros(pixels.shape[:2], bool)
    box[y - 25 : y + 25, x - 25 : x + 25] = True
    return int((mask(pixels, "red") & box[CANVAS]).sum())


@pytest.fixture
def screen():
    made = Screen()
    yield made
    made.close()


def test_play_drag_record_stop_and_close(screen, tmp_path):
    recordings = tmp_path / "recordings"
    environment = {
        **os.environ,
        "DISPLAY": screen.name,
        "GAN_DESKTOP_RECORDINGS": str(recordings),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "PYTHONPATH": str(ROOT),
        "PYTHONFAULTHANDLER": "1",
    }
    environment.pop("QT_QPA_PLATFORM", None)
    environment.pop("WAYLAND_DISPLAY", None)
    application = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "--preset", "ring8-blog"],
        env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        find = ("search", "--onlyvisible", "--name", "GAN Desktop")
        window = wait_until(lambda: screen.do(*find), 60, "the window").splitlines()[0]
        screen.do("windowmove", window, 0, 0)
        screen.do("windowsize", window, 1280, 800)
        screen.do("windowfocus", window)
        wait_until(lambda: mask(screen.pixels(), "blue").sum() > 20, 60, "generated points")

        # Play: the generated points leave the middle.
        before = mask(screen.pixels(), "blue")
        screen.do("key", "space")
        wait_until(
            lambda: (mask(screen.pixels(), "blue") & ~before).sum() > 300, 60, "points that move"
        )

        # Drag the uppermost centre while it trains: the real points follow the mouse.
        x, y = top_centre(screen.pixels())
        assert red_near(screen.pixels(), x, y) > 100
        screen.do("mousemove", x, y, "mousedown", 1)
        for step in range(1, 9):
            screen.do("mousemove", x - 12 * step, y + 5 * step)
        screen.do("mouseup", 1)
        wait_until(lambda: red_near(screen.pixels(), x, y) < 30, 30, "the mode to leave its place")
        wait_until(
            lambda: red_near(screen.pixels(), x - 96, y + 40) > 100, 30, "the mode where it was put"
        )

        # Record, stop, read the file back.
        screen.do("key", "F9")
        wait_until(lambda: list(recordings.glob(".*.spool")), 30, "the recording to begin")
        wait_until(
            lambda: [p for p in recordings.glob(".*.spool") if p.stat().st_size > 60_000],
            60, "some frames",
        )  # fmt: skip
        screen.do("key", "F9")
        gifs = wait_until(lambda: list(recordings.glob("*.gif")), 60, "the GIF")
        with Image.open(gifs[0]) as picture:
            assert picture.info["loop"] == 0
            frames = [frame.convert("RGB") for frame in ImageSequence.Iterator(picture)]
        assert len(frames) >= 3
        last = np.asarray(frames[-1]).astype(int)
        assert ((last[..., 0] > 180) & (last[..., 1] < 110)).sum() > 500

        # Its close button while it trains: the mode that was moved is not saved, so it asks.
        screen.press_close_button(int(window))
        find_box = ("search", "--onlyvisible", "--name", "Unsaved changes")
        box = wait_until(lambda: screen.do(*find_box), 30, "the question").splitlines()[0]
        assert application.poll() is None
        screen.do("windowfocus", box)
        # From Save to Discard.
        screen.do("key", "Tab", "key", "space")
        assert application.wait(timeout=30) == 0
    finally:
        ended = application.poll()
        application.kill()
        _, errors = application.communicate()
        # Shown when the test fails: what the application said, and whether it had died.
        sys.stdout.write(f"exit status {ended}\n{errors}")
    assert "Traceback" not in errors
