"""Logs of a run in bounded memory: `EvenLog`, and `ObservationLog` of its refreshes."""

from typing import Generic, TypeVar

from gan_desktop.core.verdict.observation import Observation

T = TypeVar("T")


class EvenLog(Generic[T]):
    """Keeps entries evenly over the whole run, the latest one in any case.

    When `capacity` is reached every second one is dropped, and from then on every second new one:
    the last fifth of what is kept stays the last fifth of the run.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self.clear()

    def clear(self) -> None:
        """Start over, for a new run."""
        self._kept: list[tuple[int, T]] = []
        self._latest: tuple[int, T] | None = None
        self._seen = 0
        self._stride = 1

    def put(self, step: int, entry: T) -> None:
        """One more; one of the same step as the last (a pause) replaces it."""
        if self._latest is not None and self._latest[0] == step:
            self._latest = (step, entry)
            if self._kept and self._kept[-1][0] == step:
                self._kept[-1] = self._latest
            return
        self._latest = (step, entry)
        if self._seen % self._stride == 0:
            if len(self._kept) == self._capacity:
                self._kept = self._kept[::2]
                self._stride *= 2
            if self._seen % self._stride == 0:
                self._kept.append(self._latest)
        self._seen += 1

    def entries(self) -> tuple[tuple[int, T], ...]:
        """What is kept, each with its step, oldest first."""
        if self._latest is None or (self._kept and self._kept[-1][0] == self._latest[0]):
            return tuple(self._kept)
        return (*self._kept, self._latest)


class ObservationLog(EvenLog[Observation]):
    """The refreshes of a run; cleared when its target or design is changed."""

    def __init__(self, capacity: int = 2000) -> None:
        super().__init__(capacity)

    def add(self, observation: Observation) -> None:
        """One more refresh."""
        self.put(observation.step, observation)

    def observations(self) -> tuple[Observation, ...]:
        """What is kept, oldest first."""
        return tuple(observation for _, observation in self.entries())
