"""`ObservationLog`: the refreshes of a run in bounded memory."""

from gan_desktop.core.verdict.observation import Observation


class ObservationLog:
    """Keeps refreshes evenly over the whole run, the latest one in any case.

    When `capacity` is reached every second one is dropped, and from then on every second new one:
    the last fifth of what is kept stays the last fifth of the run.
    """

    def __init__(self, capacity: int = 2000) -> None:
        self._capacity = capacity
        self.clear()

    def clear(self) -> None:
        """Start over: another run, target or design."""
        self._kept: list[Observation] = []
        self._latest: Observation | None = None
        self._seen = 0
        self._stride = 1

    def add(self, observation: Observation) -> None:
        """One more refresh; one of the same step as the last (a pause) replaces it."""
        if self._latest is not None and self._latest.step == observation.step:
            self._latest = observation
            if self._kept and self._kept[-1].step == observation.step:
                self._kept[-1] = observation
            return
        self._latest = observation
        if self._seen % self._stride == 0:
            if len(self._kept) == self._capacity:
                self._kept = self._kept[::2]
                self._stride *= 2
            if self._seen % self._stride == 0:
                self._kept.append(observation)
        self._seen += 1

    def observations(self) -> tuple[Observation, ...]:
        """What is kept, oldest first."""
        if self._latest is None or (self._kept and self._kept[-1].step == self._latest.step):
            return tuple(self._kept)
        return (*self._kept, self._latest)
