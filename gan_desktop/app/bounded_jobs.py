"""Jobs for one thread, with a bound for each kind: who orders never waits."""

import threading
from collections import Counter, deque
from collections.abc import Callable
from enum import Enum


class Kind(Enum):
    """Kinds of jobs; the value is how many of a kind may wait."""

    # So that each member is one of its own, whatever its bound.
    CONTROL = ("control", 1_000)
    PICTURE = ("picture", 32)
    STATE = ("state", 2)
    # Such as cannot be made again: as rare as failed steps.
    PINNED = ("pinned state", 1_000)
    LOSSES = ("losses", 10_000)
    EVENT = ("event", 10_000)

    @property
    def most(self) -> int:
        """How many of them may wait."""
        return self.value[1]


Job = Callable[[], None]


class BoundedJobs:
    """A queue in the order that jobs were ordered in; a full one takes no more of a kind."""

    def __init__(self) -> None:
        self._jobs: deque[tuple[Kind, Job]] = deque()
        self._waiting: Counter[Kind] = Counter()
        self._changed = threading.Condition()

    def put(self, kind: Kind, job: Job) -> bool:
        """Order a job; False when too many of its kind are waiting."""
        with self._changed:
            if self._waiting[kind] >= kind.most:
                return False
            self._waiting[kind] += 1
            self._jobs.append((kind, job))
            self._changed.notify()
        return True

    def take(self, timeout: float | None) -> Job | None:
        """The next job; None when none has come within `timeout` seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._jobs, timeout):
                return None
            kind, job = self._jobs.popleft()
            self._waiting[kind] -= 1
        return job
