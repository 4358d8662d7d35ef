"""Closing while training and recording."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from gan_desktop.bench.benchmark import Figure

ROUNDS = 3

_CHILD = """
import sys, threading
from gan_desktop.bench.stage import Stage
stage = Stage()
stage.__enter__()
window = stage.window
window.session.play()
window.recorder.start(window._canvas.view)
stage.wait_until(lambda: window.recorder.frames >= 3)
print("closing", flush=True)
window.close()
left = [t.objectName() for t in (window.session._thread, window.recorder._thread) if t.isRunning()]
print(len(left), flush=True)
"""


def measure() -> Iterator[Figure]:
    """From the click to the end of the process, the worst of some rounds."""
    seconds, statuses, left = [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            process = subprocess.Popen(
                [sys.executable, "-c", _CHILD],
                env={**os.environ, "GAN_DESKTOP_RECORDINGS": folder},
                stdout=subprocess.PIPE,
                text=True,
            )
            assert process.stdout is not None  # noqa: S101 -- it is a pipe
            while process.stdout.readline().strip() != "closing":
                pass
            start = time.monotonic()
            rest, _ = process.communicate()
            seconds.append(time.monotonic() - start)
            statuses.append(process.returncode)
            left.append(int(rest.split()[-1]))
    worst = max(seconds)
    yield Figure("closing while training and recording", f"{worst:.2f} s", "< 2 s", worst < 2)
    yield Figure("its exit statuses", str(statuses), "all 0", not any(statuses))
    yield Figure("threads left", str(sum(left)), "0", not any(left))
