"""Layers in a record of a spool: described in its head, their numbers behind the points.

A picture does not need more than half precision (1 part in 2,000); what does not fit its range is
kept in single.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from gan_desktop.core.layers.data import LayerData
from gan_desktop.core.model import Value

MAX_LAYERS = 32
MAX_ARRAYS = 16
MAX_NUMBERS = 1_000_000
LARGEST_HALF = 6e4

Name = Annotated[str, Field(min_length=1, max_length=64)]
Side = Annotated[int, Field(ge=0, le=MAX_NUMBERS)]


class ArrayHead(Value):
    """An array: its name, shape and type."""

    name: Name
    shape: Annotated[tuple[Side, ...], Field(min_length=1, max_length=4)]
    kind: Literal["<f2", "<f4"]

    @property
    def count(self) -> int:
        """Numbers in it."""
        return math.prod(self.shape)

    @property
    def size(self) -> int:
        """Bytes of it."""
        return self.count * np.dtype(self.kind).itemsize


class LayerHead(Value):
    """A layer without its numbers."""

    key: Name
    region: tuple[float, float, float, float] | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""
    arrays: Annotated[tuple[ArrayHead, ...], Field(max_length=MAX_ARRAYS)] = ()


def describe(layers: Mapping[str, LayerData]) -> tuple[tuple[LayerHead, ...], bytes]:
    """The heads of layers, and their numbers one after the other.

    Raises ValidationError where there are more of something than a record may hold.
    """
    heads, numbers = [], []
    for key, layer in layers.items():
        arrays = []
        for name, values in layer.arrays.items():
            largest = np.abs(values[np.isfinite(values)]).max(initial=0.0)
            kind: Literal["<f2", "<f4"] = "<f2" if largest < LARGEST_HALF else "<f4"
            arrays.append(ArrayHead(name=name, shape=values.shape, kind=kind))
            numbers.append(values.astype(kind).tobytes())
        reason = str(layer.reason)
        heads.append(LayerHead(key=key, region=layer.region, reason=reason, arrays=tuple(arrays)))
    return tuple(heads), b"".join(numbers)


def total_bytes(heads: Sequence[LayerHead]) -> int:
    """Bytes of all numbers. Raises ValueError where a record may not hold so many."""
    arrays = [array for head in heads for array in head.arrays]
    if any(array.count > MAX_NUMBERS for array in arrays):
        raise ValueError("a layer is too large")
    return sum(array.size for array in arrays)


def restore(heads: Sequence[LayerHead], numbers: memoryview) -> dict[str, LayerData]:
    """The layers of heads and numbers that `total_bytes` has found to belong together."""
    layers, offset = {}, 0
    for head in heads:
        arrays = {}
        for array in head.arrays:
            flat = np.frombuffer(numbers, array.kind, array.count, offset)
            arrays[array.name] = flat.astype(np.float32).reshape(array.shape)
            offset += array.size
        layers[head.key] = LayerData(arrays, head.region, head.reason)
    return layers
