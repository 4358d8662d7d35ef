"""`Observation`: what a verdict looks at, of one refresh."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from gan_desktop.core.snapshot import Snapshot


@dataclass(frozen=True)
class Observation:
    """One refresh; small, so that a whole run of them can be kept.

    Lengths are in units of the target's radius: the root mean square distance of the real points
    from their own centre.

    Attributes:
        step: generator updates done.
        metrics: value by key, as in `Snapshot`: what is not available is absent.
        captured: (K,) whether each mode holds 10% of its share; empty without known modes.
        centre: of the generated points, from the centre of the real ones.
        reach: root mean square distance of the generated points from the centre of the real ones;
            1 for a perfect generator.
    """

    step: int
    metrics: Mapping[str, float]
    captured: tuple[bool, ...]
    centre: tuple[float, float]
    reach: float

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """What is to be kept of a measured snapshot."""
        real, fake = (np.asarray(p, np.float64) for p in (snapshot.real, snapshot.fake))
        origin = real.mean(axis=0)
        radius = math.sqrt(float(((real - origin) ** 2).sum(axis=1).mean())) or 1.0
        x, y = (fake.mean(axis=0) - origin) / radius
        reach = math.sqrt(float(((fake - origin) ** 2).sum(axis=1).mean())) / radius
        captured = () if snapshot.shapes is None else tuple(map(bool, snapshot.shapes.captured))
        return cls(snapshot.step, dict(snapshot.metrics), captured, (float(x), float(y)), reach)
