"""How fast it trains when it is to be watched: steps a second, by a clock, without waiting."""

import time
from collections.abc import Callable

UNLIMITED = 0.0
# What can be chosen, steps a second.
SPEEDS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, UNLIMITED)
# Sub-steps a second of slow motion.
WALK_SPEEDS = (0.2, 0.5, 1.0, 2.0, 5.0)
WALK_SPEED = 1.0
# What was missed for so long (a slow step, a refresh) is made up; of a longer gap the rest is not.
SLACK_S = 0.05


class Pacer:
    """Says when the next step is due. It never waits: whoever asks has other things to do."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._rate = UNLIMITED
        self._next = clock()

    @property
    def limited(self) -> bool:
        """Whether steps have to wait at all."""
        return self._rate != UNLIMITED

    def set_rate(self, rate: float) -> None:
        """Other steps a second (`UNLIMITED` for as many as there can be), from now on.

        Raises:
            ValueError: it is negative.
        """
        if rate < 0:
            raise ValueError(f"{rate} steps a second; allowed: more than 0, or 0 for no limit")
        self._rate = rate
        self.restart()

    def restart(self) -> None:
        """Training begins or resumes: the next step is due now."""
        self._next = self._clock()

    @property
    def due(self) -> bool:
        """Whether a step may be made now."""
        return not self.limited or self._clock() >= self._next

    @property
    def wait_ms(self) -> int:
        """Until the next step is due, rounded up: a timer of it finds the step due."""
        if self.due:
            return 0
        return int((self._next - self._clock()) * 1000) + 1

    def stepped(self) -> None:
        """A step was made."""
        if self.limited:
            self._next = max(self._next + 1 / self._rate, self._clock() - SLACK_S)
