"""Curves over the steps: mean of the seeds, and the band from the lowest to the highest."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QGraphicsPathItem, QHBoxLayout, QVBoxLayout, QWidget

from gan_desktop.core.metrics import HIGH_QUALITY_CEILING
from gan_desktop.core.verdict.over_seeds import Band, SeedSummary
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.palette import LIGHT, SPACE, Palette
from gan_desktop.ui.panels.axes import AXIS_WIDTH, StepAxis, ValueAxis, fit_axes
from gan_desktop.ui.sizes import em, text_width

BAND_OPACITY = 0.25
# Above the highest value, so that a line at the top is not cut.
HEADROOM = 1.08
# A reverse KL that stays at 0 would have no height.
LEAST_HEIGHT = 0.1
# Right of a plot, in em: half of the label at its end.
BESIDE = 2
# The least room for three labels at the lower axis, in widths of the longest.
_LABELS = 4


@dataclass(frozen=True)
class _Curve:
    key: str
    colour: str
    factor: float = 1.0


_CURVES = (
    _Curve("modes", "modes"),
    _Curve("high_quality", "quality", 100.0),
    _Curve("reverse_kl", "selected"),
)


class BandPlot(QWidget):
    """One measure."""

    def __init__(self, curve: _Curve, title: str, tooltip: str) -> None:
        super().__init__()
        self._curve, self._last = curve, 1
        self._title = ElidedLabel(title)
        self.plot = pg.PlotWidget(axisItems={"left": ValueAxis(), "bottom": StepAxis()})
        self.plot.setObjectName(f"{curve.key}Band")
        self.plot.setAccessibleName(title)
        self.plot.setToolTip(tooltip)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        self._low = pg.PlotCurveItem(connect="finite")
        self._high = pg.PlotCurveItem(connect="finite")
        self._band = QGraphicsPathItem()
        self._band.setPen(QPen(Qt.PenStyle.NoPen))
        self._mean = pg.PlotDataItem(connect="finite")
        self._wanted = pg.InfiniteLine(angle=0)
        self._wanted.setVisible(False)
        for item in (self._low, self._high, self._band, self._wanted, self._mean):
            self.plot.addItem(item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self.plot, 1)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_mean"):
            self._fit()

    def _fit(self) -> None:
        fit_axes(self.plot)
        # Room for the outermost tick labels.
        beside = em(self, BESIDE)
        self.plot.getPlotItem().layout.setContentsMargins(0, 8, beside, 0)
        self.plot.getAxis("bottom").setStyle(hideOverlappingLabels=beside)
        self._label_steps()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: room for more labels, or for less."""
        super().resizeEvent(event)
        self._label_steps()

    def _label_steps(self) -> None:
        """Three labels at the lower axis, or those of its ends where the plot is too narrow."""
        last, room = self._last, self.width() - em(self, AXIS_WIDTH)
        fits = room >= _LABELS * text_width(self, f"{last:,}")
        steps = {0, last // 2, last} if fits else {0, last}
        self.plot.getAxis("bottom").setTicks([[(step, f"{step:,}") for step in sorted(steps)]])

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        colour = getattr(palette, self._curve.colour)
        self._title.show_text(self._title.text(), colour)
        self.plot.setBackground(palette.surface)
        for side in ("left", "bottom"):
            self.plot.getAxis(side).setPen(palette.grid)
            self.plot.getAxis(side).setTextPen(palette.muted)
        fill = QColor(colour)
        fill.setAlphaF(BAND_OPACITY)
        self._band.setBrush(fill)
        for edge in (self._low, self._high):
            edge.setPen(fill)
        self._mean.setPen(pg.mkPen(colour, width=2))
        self._mean.setSymbolBrush(colour)
        self._mean.setSymbolPen(None)
        self._wanted.setPen(pg.mkPen(palette.muted, style=Qt.PenStyle.DotLine))

    def show_band(self, steps: tuple[int, ...], band: Band, wanted: float | None) -> None:
        """Draw it.

        Args:
            steps: (S,) the steps.
            band: the values at these.
            wanted: what a perfect generator reaches, dotted; None for none.
        """
        factor = self._curve.factor
        low, mean, high = (_numbers(part) * factor for part in (band.low, band.mean, band.high))
        x = np.asarray(steps, dtype=float)
        self._low.setData(x, low)
        self._high.setData(x, high)
        self._band.setPath(band_path(x, low, high))
        # A single step makes no line; one without a value is nowhere.
        dot = len(x) == 1 and np.isfinite(mean).all()
        self._mean.setData(x, mean, symbol="o" if dot else None, symbolSize=6)
        self._wanted.setVisible(wanted is not None)
        top = LEAST_HEIGHT if np.isnan(high).all() else max(float(np.nanmax(high)), LEAST_HEIGHT)
        if wanted is not None:
            self._wanted.setValue(wanted * factor)
            top = max(top, wanted * factor)
        self.plot.setYRange(0, HEADROOM * top, padding=0)
        self._last = max(steps, default=1)
        self.plot.setXRange(0, self._last, padding=0)
        self._label_steps()


class Bands(QWidget):
    """Modes, high quality and reverse KL beside each other."""

    def __init__(self) -> None:
        super().__init__()
        titles = (
            (self.tr("Modes captured"), self.tr("Dotted: the number of modes.")),
            (self.tr("High quality, %"), self.tr("Dotted: what a perfect generator reaches.")),
            (self.tr("Reverse KL, nats"), self.tr("0 is perfect.")),
        )
        what = self.tr("Line: mean over the seeds; band: lowest to highest; over the steps.")
        self.plots = [
            BandPlot(curve, title, f"<p>{what} {note}</p>")
            for curve, (title, note) in zip(_CURVES, titles, strict=True)
        ]
        hint = ElidedLabel(
            self.tr("Over the steps: mean of the seeds (line), lowest to highest (band)")
        )
        hint.setObjectName("hint")
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for plot in self.plots:
            row.addWidget(plot, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE // 2, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(hint)
        column.addLayout(row, 1)
        self.set_palette(LIGHT)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        for plot in self.plots:
            plot.set_palette(palette)

    def show_summary(self, summary: SeedSummary, modes: int) -> None:
        """Draw all three; `modes` is how many there are."""
        wanted = (float(modes), HIGH_QUALITY_CEILING, None)
        # Whole modes only.
        axis = self.plots[0].plot.getAxis("left")
        axis.setTickSpacing(major=max(1, round(modes / 4)), minor=1)
        for curve, plot, line in zip(_CURVES, self.plots, wanted, strict=True):
            plot.show_band(summary.steps, summary.curves[curve.key], line)


def band_path(
    x: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> QPainterPath:
    """The area between two curves: a polygon for each stretch in which both have values.

    Not pyqtgraph's FillBetweenItem, which fills across gaps.

    Args:
        x: (n,) ascending.
        low: (n,) the lower curve, NaN where it has no value.
        high: (n,) the upper one.
    """
    path = QPainterPath()
    known = np.flatnonzero(np.isfinite(low) & np.isfinite(high))
    for stretch in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1):
        if len(stretch) > 1:
            there = [QPointF(x[i], low[i]) for i in stretch]
            back = [QPointF(x[i], high[i]) for i in reversed(stretch)]
            path.addPolygon(QPolygonF([*there, *back, there[0]]))
    return path


def _numbers(values: tuple[float | None, ...]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
