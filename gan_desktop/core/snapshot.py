"""`Snapshot`: what a run looked like at one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.mixture import GaussianMixture

Points = NDArray[np.float32]
# What a picture shows, in data units: x_min, x_max, y_min, y_max.
View = tuple[float, float, float, float]


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
    """

    run_id: str
    step: int
    real: Points
    fake: Points
    metrics: Mapping[str, float]
    target: GaussianMixture

    def __post_init__(self) -> None:
        for name in ("real", "fake"):
            points = np.array(getattr(self, name), dtype=np.float32)
            points.flags.writeable = False
            object.__setattr__(self, name, points)
        object.__setattr__(self, "metrics", MappingProxyType(dict(self.metrics)))

    def __reduce__(self) -> tuple[Any, ...]:
        # A mappingproxy cannot be pickled, and unpickled arrays would be writable.
        fields = (self.run_id, self.step, self.real, self.fake, dict(self.metrics), self.target)
        return (Snapshot, fields)
