"""`Window`: the last refreshes of a run as arrays, and what is measured over them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.verdict.observation import Observation

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Window:
    """The refreshes that a verdict looks at, oldest first.

    Attributes:
        observations: at least one.
    """

    observations: tuple[Observation, ...]

    @classmethod
    def last(cls, observations: Sequence[Observation], share: float, fewest: int) -> "Window":
        """The last part of a run."""
        return cls(tuple(observations[-max(fewest, math.ceil(share * len(observations))) :]))

    @property
    def halves(self) -> tuple["Window", "Window"]:
        """The older and the newer half; both the whole where there is one refresh."""
        half = len(self.observations) // 2
        return Window(self.observations[:half] or self.observations), Window(
            self.observations[half:]
        )

    @cached_property
    def steps(self) -> Array:
        """(n,) steps."""
        return np.array([o.step for o in self.observations], dtype=np.float64)

    @cached_property
    def captured(self) -> NDArray[np.bool_]:
        """(n, K) which modes were captured."""
        return np.array([o.captured for o in self.observations], dtype=bool)

    @cached_property
    def centres(self) -> Array:
        """(n, 2) centres of the generated points."""
        return np.array([o.centre for o in self.observations])

    @cached_property
    def reaches(self) -> Array:
        """(n,) reaches."""
        return np.array([o.reach for o in self.observations])

    @property
    def modes(self) -> int:
        """Number of the target's modes; 0 where they are not known."""
        return len(self.observations[-1].captured)

    def values(self, key: str) -> tuple[Array, Array]:
        """Steps and values of a metric where it was available."""
        rows = [(o.step, o.metrics[key]) for o in self.observations if key in o.metrics]
        return (np.array([s for s, _ in rows], float), np.array([v for _, v in rows], float))

    def median(self, key: str) -> float | None:
        """Median of a metric over the refreshes in which it was available; None without any."""
        _, values = self.values(key)
        return float(np.median(values)) if len(values) else None

    @cached_property
    def occupancy(self) -> Array:
        """(K,) share of the refreshes in which each mode was captured."""
        return np.asarray(self.captured.mean(axis=0))

    @cached_property
    def changes(self) -> tuple[int, int]:
        """How often any mode was lost, and how often one was won."""
        step = np.diff(self.captured.astype(int), axis=0)
        return int((step < 0).sum()), int((step > 0).sum())

    def rise(self, key: str) -> tuple[float, float]:
        """Mean of the second half of a metric less that of the first, and its standard error.

        (0, inf) where there are too few values to say.
        """
        _, values = self.values(key)
        half = len(values) // 2
        if half < 2:
            return 0.0, math.inf
        first, second = values[:half], values[-half:]
        error = math.sqrt((first.var(ddof=1) + second.var(ddof=1)) / half)
        return float(second.mean() - first.mean()), error

    @cached_property
    def movement(self) -> float:
        """Root mean square movement of the points' centre and reach about their means."""
        return float(np.sqrt(self.centres.var(axis=0).sum() + self.reaches.var()))

    @cached_property
    def drift(self) -> tuple[float, float]:
        """Length of the straight path of centre and reach, and the mean distance from it.

        Root mean square, in the window.
        """
        path = np.column_stack([self.centres, self.reaches])
        fitted = path - _detrended(self.steps, path)
        rest = float(np.sqrt(((path - fitted) ** 2).sum(axis=1).mean()))
        return float(np.hypot.reduce(fitted[-1] - fitted[0])), rest

    @cached_property
    def swing(self) -> float:
        """Standard deviation of the points' centre about its straight path through the window."""
        return float(np.sqrt((_detrended(self.steps, self.centres) ** 2).sum(axis=1).mean()))

    @cached_property
    def period(self) -> int | None:
        """Steps of one round of the points' centre; None unless it turned around four times."""
        centres = _detrended(self.steps, self.centres)
        axis = centres[:, int(centres.var(axis=0).argmax())]
        # A turn counts when the swing is a real one: small wiggles about 0 are not.
        sides = np.sign(axis[np.abs(axis) > 0.5 * axis.std()])
        turns = int((np.diff(sides) != 0).sum())
        if turns < 4:
            return None
        return round(2 * float(self.steps[-1] - self.steps[0]) / turns)


def _detrended(steps: Array, path: Array) -> Array:
    """(n, d) a path less its straight line by least squares."""
    time, path = steps - steps.mean(), path - path.mean(axis=0)
    spread = float((time**2).sum())
    if spread == 0:
        return path
    slope = (time[:, None] * path).sum(axis=0) / spread
    return np.asarray(path - time[:, None] * slope)
