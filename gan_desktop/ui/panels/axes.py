"""Axes of small plots: few labels, short ones, and none on top of another."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QFont, QFontMetricsF

from gan_desktop.ui.sizes import SMALL, em

# The room of each axis, in em.
AXIS_WIDTH, AXIS_HEIGHT = 3.5, 1.7
# The room of a label on the left axis, in lines of text.
_LABEL_LINES = 1.3
# By how much the distance of labels can grow: 1, 2, 5 stay round numbers.
_COARSER = tuple(part * 10.0**power for power in range(4) for part in (1, 2, 5))
# Parts of a decade that get a label, the more of them the less of it is seen.
_PARTS = ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7))


def short_number(value: float) -> str:
    """A number of steps: 50, 1.5k, 200k, 3M."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


class _SmallAxis(pg.AxisItem):
    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.setStyle(tickLength=-4, tickTextOffset=3)
        self.enableAutoSIPrefix(False)

    def set_text_size(self, pixels: int) -> None:
        """Labels of this size."""
        font = QFont()
        font.setPixelSize(pixels)
        self.setStyle(tickFont=font)

    @property
    def _line(self) -> float:
        return QFontMetricsF(self.style["tickFont"] or QFont()).height()


class StepAxis(_SmallAxis):
    """The lower axis."""

    def __init__(self) -> None:
        super().__init__("bottom")

    def tickStrings(  # noqa: N802 -- pyqtgraph's name
        self,
        values: Sequence[float],
        scale: float,
        spacing: float,  # noqa: ARG002 -- pyqtgraph's signature
    ) -> list[str]:
        """pyqtgraph: the labels."""
        return [short_number(value * scale) for value in values]


class ValueAxis(_SmallAxis):
    """The left axis, linear or logarithmic."""

    def __init__(self) -> None:
        super().__init__("left")

    def tickValues(  # noqa: N802 -- pyqtgraph's name
        self, low: float, high: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """pyqtgraph: the places of the marks."""
        if not self.logMode:
            return super().tickValues(low, high, size)
        return [(1.0, log_ticks(low, high, max(2, int(size / (_LABEL_LINES * self._line)))))]

    def tickSpacing(  # noqa: N802 -- pyqtgraph's name
        self, low: float, high: float, size: float
    ) -> list[tuple[float, float]]:
        """pyqtgraph: how far the marks are from each other, those with labels first."""
        levels = super().tickSpacing(low, high, size)
        least = _LABEL_LINES * self._line / max(size, 1.0) * abs(high - low)
        spacing, offset = levels[0]
        factor = next((f for f in _COARSER if f * spacing >= least), _COARSER[-1])
        return levels if factor == 1 else [(factor * spacing, offset)]

    def tickStrings(  # noqa: N802 -- pyqtgraph's name
        self, values: Sequence[float], scale: float, spacing: float
    ) -> list[str]:
        """pyqtgraph: the labels."""
        if not self.logMode:
            return super().tickStrings(values, scale, spacing)
        return [f"{10.0**value:.3g}" for value in values]


def fit_axes(plot: pg.PlotWidget) -> None:
    """Size a plot's axes for labels of its font, whatever they say: all plots begin at one place.

    Args:
        plot: one with a `ValueAxis` and a `StepAxis`.
    """
    for side in ("left", "bottom"):
        plot.getAxis(side).set_text_size(em(plot, SMALL))
    plot.getAxis("left").setWidth(em(plot, AXIS_WIDTH))
    plot.getAxis("bottom").setHeight(em(plot, AXIS_HEIGHT))


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Where a logarithmic axis from 10^low to 10^high has labels, as exponents."""
    decades = np.arange(np.floor(low), np.ceil(high) + 1)
    inside = decades[(decades >= low) & (decades <= high)]
    if len(inside) >= 2:
        return [float(place) for place in inside[:: -(-len(inside) // most)]]
    ticks: list[float] = []
    for parts in _PARTS:
        places = (decades[:, None] + np.log10(parts)).ravel()
        ticks = [float(place) for place in places if low <= place <= high]
        if len(ticks) >= 2:
            break
    return ticks[:: -(-len(ticks) // most)] if ticks else ticks
