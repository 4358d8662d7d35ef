"""What runs inside a worker process of the jury: torch is imported here, never in the parent."""

import multiprocessing
import os
import signal
import threading
from ctypes import c_bool, c_longlong
from multiprocessing.connection import wait

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.verdict.seed_row import SeedRow


class Shared:
    """What parent and worker both see: bare memory.

    No locks: a worker that is killed while it holds one would stop all others.

    Attributes:
        steps: written by the worker: generator updates done of its current seed.
        cancelled: written by the parent: the worker shall give up.
    """

    def __init__(self, steps: c_longlong, cancelled: c_bool) -> None:
        self.steps, self.cancelled = steps, cancelled

    def go_on(self, steps_done: int) -> bool:
        """Tell how far the training is; whether it shall go on."""
        self.steps.value = steps_done
        return not self.cancelled.value


_shared: Shared | None = None


def prepare(steps: c_longlong, cancelled: c_bool, niceness: int) -> None:
    """Make this process a worker; called once, before its first seed."""
    global _shared  # noqa: PLW0603 -- the one thing that a worker process is about
    # Ctrl-C in a terminal reaches all processes of it: the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="parent watch", daemon=True).start()
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
    _shared = Shared(steps, cancelled)


def work(config: ExperimentConfig) -> SeedRow | None:
    """Train and judge one seed; None if it was given up."""
    if _shared is None:
        raise RuntimeError("work before prepare")
    # The first seed of a process pays for this import, the others find it done.
    from gan_desktop.training.seed_run import run_seed

    return run_seed(config, _shared.go_on)


def _end_with_parent() -> None:
    """A parent that was killed cannot end its workers: they look for themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
