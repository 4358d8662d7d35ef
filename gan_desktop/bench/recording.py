"""What a long recording costs, and whether its file is right."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageSequence

from gan_desktop.bench.benchmark import Figure
from gan_desktop.bench.process_memory import now_mb, peak_mb, reset_peak
from gan_desktop.bench.stage import Stage
from gan_desktop.core.presets import load_preset
from gan_desktop.recording.gif import LAST_FRAME_MS

FRAMES = 600


def measure() -> Iterator[Figure]:
    """Record 600 frames at 640x480 in the window, save them, read the file back."""
    config = load_preset("ring8-blog").with_values({"display.snapshot_every": 1})
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GAN_DESKTOP_RECORDINGS"] = folder
        with Stage(config) as stage:
            window = stage.window
            size, window.settings.frame_size = window.settings.frame_size, (640, 480)
            stage.train(2)
            before = now_mb()
            reset_peak()
            window.recorder.start(window._canvas.view)
            window.session.play(until=window.session.snapshot.step + FRAMES - 1)
            stage.wait_until(lambda: window.recorder.frames == FRAMES)
            window.recorder.stop()
            stage.wait_until(lambda: bool(list(Path(folder).glob("*.gif"))))
            rise = peak_mb() - before
            frame_ms = window.settings.frame_ms
            window.settings.frame_size = size
        (path,) = Path(folder).glob("*.gif")
        with Image.open(path) as picture:
            loop = picture.info.get("loop")
            total = sum(frame.info["duration"] for frame in ImageSequence.Iterator(picture))
        megabytes = path.stat().st_size / 1e6
    yield Figure(f"peak memory of {FRAMES} frames", f"+{rise:.0f} MB", "< 150 MB", rise < 150)
    expected = (FRAMES - 1) * frame_ms + LAST_FRAME_MS
    right = total == expected and loop == 0
    value = f"{total / 1000:g} s, loop {loop}, {megabytes:.1f} MB"
    yield Figure("total duration and loop", value, f"{expected / 1000:g} s, loop 0", right)
