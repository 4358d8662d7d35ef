"""Steps per second over the last moments."""

import time
from collections import deque


class RateMeter:
    """Mean rate over a sliding window of a monotonic clock, while training goes on."""

    def __init__(self, window_s: float = 2.0) -> None:
        self._window_s = window_s
        self._marks: deque[tuple[float, int]] = deque()

    def restart(self, steps_done: int) -> None:
        """Forget the past: training starts or resumes now."""
        self.clear()
        self.mark(steps_done)

    def clear(self) -> None:
        """Forget the past: it is measured from the next mark on."""
        self._marks.clear()

    def mark(self, steps_done: int) -> None:
        """Note how many steps are done now."""
        now = time.monotonic()
        self._marks.append((now, steps_done))
        while len(self._marks) > 2 and now - self._marks[1][0] >= self._window_s:
            self._marks.popleft()

    @property
    def per_second(self) -> float:
        """Steps per second; 0 before there is anything to measure."""
        if len(self._marks) < 2:
            return 0.0
        (start, first), (end, last) = self._marks[0], self._marks[-1]
        return (last - first) / (end - start) if end > start else 0.0
