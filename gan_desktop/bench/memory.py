"""Whether memory creeps during a long training with drawing."""

import time
from collections.abc import Iterator

import numpy as np

from gan_desktop.bench.benchmark import Figure
from gan_desktop.bench.process_memory import now_mb
from gan_desktop.bench.stage import FAR, Stage

MINUTES = 10
SAMPLE_S = 5.0


def measure() -> Iterator[Figure]:
    """Slope of the resident memory after the first minute."""
    samples = []
    with Stage() as stage:
        stage.window.session.play(until=FAR)
        start = time.monotonic()
        while (passed := time.monotonic() - start) < 60 * MINUTES:
            samples.append((passed / 60, now_mb()))
            stage.live(SAMPLE_S)
        steps = stage.window.session.snapshot.step
        stage.window.session.pause()
    minutes, megabytes = np.array([sample for sample in samples if sample[0] >= 1]).T
    slope = float(np.polyfit(minutes, megabytes, 1)[0])
    name = f"memory, {MINUTES} minutes of training with drawing ({steps:,} steps)"
    yield Figure(name, f"{slope:+.2f} MB a minute", "< 1 MB a minute", slope < 1)
