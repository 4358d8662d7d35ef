"""How well judging over seeds uses the cores."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

from gan_desktop.app.jury import Jury, JuryProgress, cpu_count
from gan_desktop.bench.benchmark import Figure
from gan_desktop.core.presets import load_preset

SEEDS = 4
STEPS = 3000
JOBS = 2
# Of the cores: the rest goes to starting processes and to seeds that end at other times.
GOAL = 0.9


class Workers:
    """CPU time of the worker processes, looked at while they run (Linux).

    Attributes:
        ran: by process: seconds on a core.
        waited: by process: seconds in which it could have run and other work had the core.
    """

    def __init__(self) -> None:
        self.ran: dict[int, float] = {}
        self.waited: dict[int, float] = {}

    def look(self, _progress: JuryProgress) -> None:
        """Read what the kernel has counted so far."""
        for child in psutil.Process().children():
            with suppress(OSError, psutil.Error):
                if "spawn_main" not in " ".join(child.cmdline()):
                    continue
                ran, waited, _ = Path(f"/proc/{child.pid}/schedstat").read_text().split()
                self.ran[child.pid] = int(ran) / 1e9
                self.waited[child.pid] = int(waited) / 1e9


def measure() -> Iterator[Figure]:
    """`ring8-blog`, 4 seeds of 3,000 steps in 2 processes.

    What counts is the time in which the workers could have used a core, over the time that all
    took: other work on the machine takes cores away, and that is none of the jury's fault.
    """
    config = load_preset("ring8-blog").with_values({"training.steps": STEPS})
    jobs = min(JOBS, cpu_count())
    workers, start = Workers(), time.monotonic()
    rows = Jury(config, SEEDS, jobs).run(workers.look)
    wall, steps = time.monotonic() - start, sum(row.steps for row in rows)
    ran, waited = sum(workers.ran.values()), sum(workers.waited.values())
    cores, goal = (ran + waited) / wall, GOAL * jobs
    value = f"{cores:.2f} ({ran:.0f} s used, {waited:.0f} s lost to other work, in {wall:.0f} s)"
    met = cores >= goal and steps == SEEDS * STEPS
    name = f"cores of {jobs} that {SEEDS} seeds of {STEPS:,} steps use or wait for"
    yield Figure(name, value, f">= {goal:g}", met)
