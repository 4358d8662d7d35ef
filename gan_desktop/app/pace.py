"""How long a jury still takes, by what its processes have done so far."""

import heapq

from gan_desktop.app.jury import JuryProgress, SeedState
from gan_desktop.core.rate import RateMeter

WINDOW_S = 10.0


class Pace:
    """Steps a second of one process, and what is left for the busiest of them.

    Not the share that is done: the last seeds may run on fewer processes than there are, and the
    start of a process (seconds) is no training.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._meter = RateMeter(WINDOW_S)
        self._before = self._training = 0
        self._each = 0.0
        self._left = 0

    def mark(self, progress: JuryProgress) -> None:
        """Note how far it is now."""
        done = sum(seed.steps for seed in progress.seeds)
        training = sum(s.state is SeedState.RUNNING and s.steps > 0 for s in progress.seeds)
        # What one process has done on average since the last mark; those that start do not count,
        # those that have ended since then do.
        self._each += (done - self._before) / max(1, training, self._training)
        self._before, self._training = done, training
        if done:
            self._meter.mark(round(self._each))
        self._left = _left(progress, self._jobs)

    @property
    def seconds_left(self) -> float | None:
        """Until all is done; None before there is anything to go by."""
        if not self._left:
            return 0.0
        rate = self._meter.per_second
        return self._left / rate if rate > 0 else None


def _left(progress: JuryProgress, jobs: int) -> int:
    """Steps of the process that has most to do, when each takes the next seed as it gets free."""
    states = progress.seeds
    loads = [progress.steps - s.steps for s in states if s.state is SeedState.RUNNING]
    loads += [0] * (jobs - len(loads))
    heapq.heapify(loads)
    for seed in states:
        if seed.state is SeedState.WAITING:
            heapq.heapreplace(loads, loads[0] + progress.steps)
    return max(loads)
