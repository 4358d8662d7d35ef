"""What one curve is drawn with: its line, the raw line behind it, band and best value."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsRectItem

from gan_desktop.core.envelope import envelope, lone
from gan_desktop.core.series import Floats
from gan_desktop.ui.palette import Palette

DASHES = (4.0, 2.5)
FAINT, BAND = 0.3, 0.13
_DOT = 4


def curve_pen(colour: str, dashed: bool) -> QPen:
    """Two curves in one plot differ by colour and by line."""
    pen = pg.mkPen(colour, width=1)
    if dashed:
        pen.setDashPattern(DASHES)
    return pen


class CurveItems:
    """The items of one curve in a plot, all in coordinates of the axis."""

    def __init__(self, plot: pg.PlotItem, dashed: bool) -> None:
        self._dashed = dashed
        self._band = QGraphicsRectItem()
        self._band.setPen(QPen(Qt.PenStyle.NoPen))
        self._best = pg.InfiniteLine(angle=0)
        self._raw, self._line = (pg.PlotCurveItem(connect="finite") for _ in range(2))
        # A value between two gaps is no line.
        self._dots = pg.ScatterPlotItem(size=_DOT, pen=None)
        for depth, item in enumerate((self._band, self._best, self._raw, self._line, self._dots)):
            item.setZValue(depth)
            plot.addItem(item, ignoreBounds=True)

    def set_palette(self, palette: Palette, role: str) -> None:
        """Colours."""
        colour = QColor(getattr(palette, role))
        self._line.setPen(curve_pen(colour, self._dashed))
        self._dots.setBrush(colour)
        self._best.setPen(pg.mkPen(palette.muted, style=Qt.PenStyle.DotLine))
        for alpha, paint in ((FAINT, self._set_raw), (BAND, self._set_band)):
            pale = QColor(colour)
            pale.setAlphaF(alpha)
            paint(pale)

    def _set_raw(self, colour: QColor) -> None:
        self._raw.setPen(pg.mkPen(colour, width=1))

    def _set_band(self, colour: QColor) -> None:
        self._band.setBrush(colour)

    def set_visible(self, visible: bool) -> None:
        """Whether the curve is among those chosen."""
        for item in (self._raw, self._line, self._dots, self._band, self._best):
            item.setVisible(visible)

    def draw(
        self, steps: Floats, values: Floats, smooth: Floats | None, columns: int
    ) -> tuple[float, float]:
        """The curve; with `smooth` that is the line, and what was measured is faint behind it.

        Returns:
            Lowest and highest value drawn, NaN for none.
        """
        line = values if smooth is None else smooth
        drawn = [_show(self._line, steps, line, columns)]
        drawn.append(_show(self._raw, steps[:0] if smooth is None else steps, values, columns))
        alone = lone(line)
        _show(self._dots, steps[alone], line[alone], columns)
        both = np.concatenate(drawn)
        both = both[np.isfinite(both)]
        return (float(both.min()), float(both.max())) if len(both) else (np.nan, np.nan)

    def draw_marks(
        self,
        best: float,
        band: tuple[float, float],
        x_range: tuple[float, float],
        y_range: tuple[float, float],
    ) -> None:
        """Best value and band; NaN for none, the band's lower end may be below the picture."""
        shown = self._line.isVisible()
        self._best.setVisible(shown and bool(np.isfinite(best)))
        if np.isfinite(best):
            self._best.setValue(best)
        low, high = (min(max(limit, y_range[0]), y_range[1]) for limit in band)
        self._band.setVisible(shown and high > low)
        if high > low:
            self._band.setRect(QRectF(x_range[0], low, x_range[1] - x_range[0], high - low))


def _show(
    item: pg.PlotCurveItem | pg.ScatterPlotItem, x: Floats, y: Floats, columns: int
) -> Floats:
    """Draw, unless there is nothing to draw and nothing to take away; the values drawn."""
    shown = item.getData()[0]
    x, y = envelope(x, y[: len(x)], columns)
    if len(x) or (shown is not None and len(shown)):
        item.setData(x, y)
    return y
