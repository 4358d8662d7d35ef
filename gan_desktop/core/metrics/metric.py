"""What a metric is: a number read from a `Scene`, with the words that explain it."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gan_desktop.core.metrics.scene import Scene
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.target import Target

Best = float | Callable[[GaussianMixture], float] | None


class Cost(StrEnum):
    """How often a metric can be computed; `docs/metrics.md` has the figures."""

    CHEAP = "cheap"  # at every refresh
    COSTLY = "costly"  # all pairs of points: at a lower rate


@dataclass(frozen=True)
class Metric:
    """One metric.

    Attributes:
        key: what snapshots, files and the command line call it.
        label: what menus call it (English; translated where it is shown).
        about: one paragraph: what it means and what it cannot see (English, as the label).
        unit: of the value; "" for a pure number, "share" for 0 to 1 (shown in per cent).
        best: what a perfect generator reaches with infinitely many points, where that is known;
            a function of the mixture where it depends on it. The noise floor says what it
            reaches with the points at hand.
        compute: the value for a scene, or None where it is not available (never 0 for that).
        cost: how often it can be computed.
    """

    key: str
    label: str
    about: str
    unit: str
    best: Best
    compute: Callable[[Scene], float | None]
    cost: Cost = Cost.CHEAP

    def best_for(self, target: Target) -> float | None:
        """What a perfect generator of this target reaches, None where that is not known."""
        if not callable(self.best):
            return self.best
        modes = target.known_modes
        return None if modes is None else float(self.best(modes))


def measure(scene: Scene, metrics: Iterable[Metric]) -> dict[str, float]:
    """The values by key; what is not available, or not a finite number, is absent."""
    values = {}
    # Coordinates near the end of the number range overflow: such a value is absent.
    with np.errstate(over="ignore", invalid="ignore"):
        for metric in metrics:
            value = metric.compute(scene)
            if value is not None and math.isfinite(value):
                values[metric.key] = float(value)
    return values
