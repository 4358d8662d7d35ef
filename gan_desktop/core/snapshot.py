"""`Snapshot`: what a run looked like at one step."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.layers.data import LayerData
from gan_desktop.core.metrics.shape import Shapes
from gan_desktop.core.target import Target

Points = NDArray[np.float32]
# What a picture shows, in data units: x_min, x_max, y_min, y_max.
View = tuple[float, float, float, float]


def finite(points: Points) -> Points:
    """The rows of (n, 2) points whose coordinates are both finite."""
    return points[np.isfinite(points).all(axis=1)]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Points and measures of one step; immutable and picklable.

    Attributes:
        run_id: which run it belongs to; late results of an old run are told apart by it.
        step: generator updates done so far.
        real: (n, 2) float32, read-only: points of the target.
        fake: (n, 2) float32, read-only: generated points.
        metrics: value by key; a measure that is not available is absent, never 0.
        target: the target that this step was trained on.
        measured: keys of the metrics that were looked at; one of them that is not in `metrics` is
            not available at this step, any other one was not asked for.
        average: (n, 2) float32, read-only: generated with averaged weights, where there are any.
        shapes: each mode's count, width and offset, where they were asked for.
        layers: what else was asked for to be seen, by the layer's key.
    """

    run_id: str
    step: int
    real: Points
    fake: Points
    metrics: Mapping[str, float]
    target: Target
    measured: frozenset[str] = frozenset()
    shapes: Shapes | None = None
    average: Points | None = None
    layers: Mapping[str, LayerData] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("real", "fake", "average"):
            given = getattr(self, name)
            if given is None:
                continue
            points = np.array(given, dtype=np.float32)
            points.flags.writeable = False
            object.__setattr__(self, name, points)
        object.__setattr__(self, "metrics", MappingProxyType(dict(self.metrics)))
        object.__setattr__(self, "layers", MappingProxyType(dict(self.layers)))
        object.__setattr__(self, "measured", frozenset(self.measured) | self.metrics.keys())

    def readings(self) -> dict[str, float]:
        """What was measured, by key; NaN where it is not available."""
        return {key: self.metrics.get(key, math.nan) for key in self.measured}

    def __reduce__(self) -> tuple[Any, ...]:
        # A mappingproxy cannot be pickled, and unpickled arrays would be writable.
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        plain = {"metrics": dict(self.metrics), "layers": dict(self.layers)}
        return (_made, ({**values, **plain},))


def _made(values: dict[str, Any]) -> Snapshot:
    return Snapshot(**values)
