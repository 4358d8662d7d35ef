"""What a layer shows at one step, and what is asked of the training for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# x_min, x_max, y_min, y_max in data units.
Region = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class LayerData:
    """One layer of one snapshot; immutable and picklable.

    Attributes:
        arrays: float32, read-only, by names that belong to the layer (a map has `values` of shape
            (rows, columns), row 0 at the bottom; arrows have `at` and `by`, both (n, 2), ...).
        region: the part of the plane that a map covers; None for what carries its own positions.
        reason: why there is nothing to show (one sentence; then `arrays` is empty), or "".
    """

    arrays: Mapping[str, NDArray[np.floating[Any]]] = field(default_factory=dict)
    region: Region | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        kept = {}
        for name, values in self.arrays.items():
            kept[name] = np.array(values, dtype=np.float32)
            kept[name].flags.writeable = False
        object.__setattr__(self, "arrays", MappingProxyType(kept))

    def __reduce__(self) -> tuple[Any, ...]:
        # A mappingproxy cannot be pickled, and unpickled arrays would be writable.
        return (LayerData, (dict(self.arrays), self.region, self.reason))


@dataclass(frozen=True)
class LayerRequest:
    """What the window wants to see beside the points: no part of the experiment.

    Attributes:
        keys: of the layers that are switched on and need the networks.
        region: the part of the plane that maps cover.
        resolution: cells of a map along each side.
        latent_axes: the two latent dimensions that the generator's manifold is a slice along.
    """

    keys: frozenset[str] = frozenset()
    region: Region = (-3.0, 3.0, -4.0, 4.0)
    resolution: int = 128
    latent_axes: tuple[int, int] = (0, 1)
