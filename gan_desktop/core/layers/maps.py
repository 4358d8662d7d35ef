"""From a map's numbers to what is drawn: which values, from which colour to which, which lines."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.layers.data import LayerData, Region
from gan_desktop.core.layers.output import Output

Values = NDArray[np.float32]
PROBABILITY_LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
# Lines of other maps, as parts of the way from the middle to an end.
PARTS = (-0.8, -0.4, 0.0, 0.4, 0.8)
# The ends hold this part of the values: a far corner would leave the rest without colours.
HELD = 0.98


@dataclass(frozen=True, eq=False)
class MapView:
    """What is drawn of a map.

    Attributes:
        values: (rows, columns), row 0 at the bottom; NaN stays empty.
        region: the part of the plane that it covers.
        low, high: the values of the first and the last colour; the middle one is between them.
        levels: of the contour lines.
        probability: whether the values are probabilities or differences of such.
    """

    values: Values
    region: Region
    low: float
    high: float
    levels: tuple[float, ...]
    probability: bool

    @property
    def middle(self) -> float:
        """The value of the middle colour."""
        return (self.low + self.high) / 2


def sigmoid(values: Values) -> Values:
    """1 / (1 + exp(-f)) without overflow."""
    half: Values = 0.5 * (1 + np.tanh(0.5 * values))
    return half


def nice(value: float) -> float:
    """The least of 1, 2, 5, 10, 20, ... (and 0.5, 0.2, ...) that is not below a value > 0."""
    power = 10.0 ** math.floor(math.log10(value))
    # Rounding must not carry 0.2 to 0.5.
    return next(step * power for step in (1, 2, 5, 10) if value <= step * power * (1 + 1e-9))


def output_view(data: LayerData, middle: float, probability: bool) -> MapView | None:
    """Of the discriminator's output, or the optimal one; None where there is nothing to draw."""
    values, region = data.arrays.get("values"), data.region
    if values is None or region is None:
        return None
    if probability and Output.in_map(data) is Output.LOGIT:
        return MapView(sigmoid(values), region, 0.0, 1.0, PROBABILITY_LEVELS, True)
    return _around(values, region, middle, PARTS, False)


def difference_view(data: LayerData, optimal: LayerData, probability: bool) -> MapView | None:
    """Output minus optimal output; None where one is missing or they cover different places."""
    first, second = data.arrays.get("values"), optimal.arrays.get("values")
    region = data.region
    if first is None or second is None or region is None:
        return None
    if region != optimal.region or first.shape != second.shape:
        return None
    shown = probability and Output.in_map(data) is Output.LOGIT
    values = sigmoid(first) - sigmoid(second) if shown else first - second
    # No line at 0: where both agree it would wind about without meaning.
    return _around(values, region, 0.0, tuple(part for part in PARTS if part), shown)


def middle_of(data: LayerData | None) -> float:
    """The output between real and generated that a map of the discriminator came with."""
    found = None if data is None else data.arrays.get("middle")
    return float(found.flat[0]) if found is not None and found.size else 0.0


def _around(
    values: Values, region: Region, middle: float, parts: tuple[float, ...], probability: bool
) -> MapView:
    known = np.abs(values[np.isfinite(values)] - middle)
    reach = 0.0
    if known.size:
        last = math.ceil(HELD * (known.size - 1))
        reach = float(np.partition(known, last)[last])
    half = nice(reach) if reach > 1e-6 else 1.0
    levels = tuple(middle + part * half for part in parts)
    return MapView(values, region, middle - half, middle + half, levels, probability)
