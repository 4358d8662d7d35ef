"""The layers of a snapshot, compactly: half precision, scaled to fit, bytes sorted, deflated.

Layers are pictures, points are data: points are kept bit for bit, maps and arrows are rounded to
float16 after their largest magnitude was scaled (by a power of two, so exactly) to just below
2^15. The error is at most 2^-11 = 0.05% of a value, or 2^-40 of the largest one for the tiniest;
a map of 256 colours, or a position on a screen, needs less. NaN and infinities stay what they are.
The high bytes of all numbers come before the low ones: smooth maps then deflate to about half.
"""

import math
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.layers.data import Floats, LayerData
from gan_desktop.core.layers.forms import FORMS
from gan_desktop.store.run_file.blobs import (
    DamagedError,
    data_of,
    number,
    opened,
    sealed,
    text_blob,
)

MAX_LAYERS = 100
MAX_ARRAYS = 100
# Numbers in all layers of one snapshot: sixteen maps of 1024 x 1024.
MAX_VALUES = 1 << 24
MAX_DIMENSIONS = 4
_LARGEST_EXPONENT = 15
_FASTEST = 1


def layer_blobs(layers: Mapping[str, LayerData]) -> tuple[bytes, bytes]:
    """What is where (JSON), and the numbers."""
    head: dict[str, Any] = {}
    halves: list[NDArray[np.float16]] = []
    for key, layer in layers.items():
        arrays = {}
        for name, values in layer.arrays.items():
            half, exponent = _halved(values)
            halves.append(half.ravel())
            arrays[name] = [list(values.shape), exponent]
        region = None if layer.region is None else list(map(float, layer.region))
        head[key] = {"arrays": arrays, "region": region, "reason": str(layer.reason)}
    flat = np.concatenate(halves) if halves else np.empty(0, np.float16)
    if len(flat) > MAX_VALUES:
        raise ValueError(f"layers of {len(flat):,} values; allowed: {MAX_VALUES:,}")
    return text_blob(head), sealed(zlib.compress(_planes(flat), _FASTEST))


def layers_of(head_blob: Any, content_blob: Any) -> dict[str, LayerData]:
    """The layers of a snapshot, each as it can be drawn; unknown ones are left out.

    Raises DamagedError.
    """
    head = data_of(head_blob)
    if not isinstance(head, dict) or len(head) > MAX_LAYERS:
        raise DamagedError("these are no layers")
    plans = {key: _plan(layer) for key, layer in head.items()}
    count = sum(math.prod(shape) for arrays, _, _ in plans.values() for shape, _ in arrays.values())
    if count > MAX_VALUES:
        raise DamagedError(f"layers of {count:,} values; allowed: {MAX_VALUES:,}")
    flat = _values(opened(content_blob, 2 * MAX_VALUES), count)
    found, at = {}, 0
    for key, (arrays, region, reason) in plans.items():
        values = {}
        for name, (shape, exponent) in arrays.items():
            part = flat[at : at + math.prod(shape)].astype(np.float32)
            # Rounding may lift the largest float32 to infinity.
            with np.errstate(over="ignore"):
                values[name] = np.ldexp(part, exponent).reshape(shape)
            at += math.prod(shape)
        form = FORMS.get(key)
        if form is None:
            # Of another version.
            continue
        formed = form.formed(LayerData(values, region, reason))
        if formed is None:
            raise DamagedError(f"the layer '{key}' cannot be drawn")
        found[key] = formed
    return found


def _halved(values: Floats) -> tuple[NDArray[np.float16], int]:
    """As float16, and the power of two that they were divided by."""
    finite = np.abs(values[np.isfinite(values)])
    largest = float(finite.max()) if finite.size else 0.0
    exponent = math.frexp(largest)[1] - _LARGEST_EXPONENT if largest else 0
    return np.ldexp(values.astype(np.float64), -exponent).astype(np.float16), exponent


def _planes(flat: NDArray[np.float16]) -> bytes:
    """High bytes first, then low bytes."""
    return flat.astype(">f2").view(np.uint8).reshape(-1, 2).T.tobytes()


def _values(content: bytes, count: int) -> NDArray[np.float16]:
    """The numbers of deflated planes; not a byte more is inflated than they take."""
    inflater = zlib.decompressobj()
    try:
        planes = inflater.decompress(content, 2 * count + 1)
    except zlib.error:
        raise DamagedError("the layers cannot be decompressed") from None
    if len(planes) != 2 * count or not (inflater.eof or not count):
        raise DamagedError("the size of the layers is wrong")
    pairs = np.frombuffer(planes, np.uint8).reshape(2, -1).T
    return np.ascontiguousarray(pairs).view(">f2").ravel().astype(np.float16)


_Arrays = dict[str, tuple[tuple[int, ...], int]]
_Region = tuple[float, float, float, float]


def _plan(layer: Any) -> tuple[_Arrays, _Region | None, str]:
    if not isinstance(layer, dict) or layer.keys() != {"arrays", "region", "reason"}:
        raise DamagedError("a layer is incomplete")
    arrays, region, reason = layer["arrays"], layer["region"], layer["reason"]
    if not isinstance(arrays, dict) or len(arrays) > MAX_ARRAYS or not isinstance(reason, str):
        raise DamagedError("a layer's content is wrong")
    return {name: _shape(entry) for name, entry in arrays.items()}, _region(region), reason


def _shape(entry: Any) -> tuple[tuple[int, ...], int]:
    match entry:
        case [list(shape), int(exponent)] if (
            len(shape) <= MAX_DIMENSIONS
            and all(type(n) is int and 0 <= n <= MAX_VALUES for n in shape)
            and -200 <= exponent <= 200
        ):
            return tuple(shape), exponent
    raise DamagedError("the shape of a layer is wrong")


def _region(given: Any) -> _Region | None:
    if given is None:
        return None
    match given:
        case [x_min, x_max, y_min, y_max]:
            return number(x_min), number(x_max), number(y_min), number(y_max)
    raise DamagedError("the region of a layer is wrong")
