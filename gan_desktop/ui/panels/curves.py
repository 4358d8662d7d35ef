"""The curves: both losses, modes captured, high-quality share."""

from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gan_desktop.core.history import History
from gan_desktop.core.metrics import HIGH_QUALITY_CEILING
from gan_desktop.ui.palette import SPACE, Palette

# Steps of the axis before there are any.
EMPTY_STEPS = 100


@dataclass(frozen=True)
class _Curve:
    key: str
    # Name of the palette's colour: the discriminator judges real data, the generator makes fakes.
    colour: str
    factor: float = 1.0


_LOSSES = (_Curve("d_loss", "real"), _Curve("g_loss", "fake"))
_MODES = (_Curve("modes", "modes"),)
_QUALITY = (_Curve("high_quality", "quality", 100.0),)


class CurvesPanel(QWidget):
    """Three small plots over the steps of the run."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._plots: list[tuple[pg.PlotWidget, tuple[_Curve, ...], list[pg.PlotDataItem]]] = []
        self._titles: list[QLabel] = []
        for name, curves in (
            ("lossCurves", _LOSSES),
            ("modesCurve", _MODES),
            ("qualityCurve", _QUALITY),
        ):
            title = QLabel()
            self._titles.append(title)
            plot = pg.PlotWidget()
            plot.setObjectName(name)
            plot.setAccessibleName(self.tr("Curves over the steps of the run"))
            plot.setMenuEnabled(False)
            plot.hideButtons()
            plot.setMouseEnabled(x=False, y=False)
            plot.getAxis("left").setWidth(44)
            # Room for the outermost tick labels.
            plot.getPlotItem().layout.setContentsMargins(0, 8, 10, 0)
            plot.setMinimumHeight(90)
            plot.setMinimumWidth(120)
            items = [plot.plot() for _ in curves]
            for item in items:
                item.setDownsampling(auto=True, method="peak")
                item.setClipToView(True)
            layout.addWidget(title)
            layout.addWidget(plot, 1)
            layout.addSpacing(SPACE // 2)
            self._plots.append((plot, curves, items))
        self._quality_ceiling = pg.InfiniteLine(pos=100 * HIGH_QUALITY_CEILING, angle=0)
        quality = self._plots[2][0]
        quality.addItem(self._quality_ceiling)
        quality.setYRange(0, 108, padding=0)
        quality.setToolTip(
            self.tr(
                "Share of generated points within 3 sigma of their mode. The dotted line is what "
                "a perfect generator reaches: {ceiling:.1f}%."
            ).format(ceiling=100 * HIGH_QUALITY_CEILING)
        )
        self._plots[1][0].setToolTip(
            self.tr("Modes with at least 10% of their share of the generated points.")
        )
        self._plots[0][0].setToolTip(self.tr("Losses of the last batch of each network."))

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        texts = (
            self.tr(
                'Loss: <span style="color:{d}">discriminator</span>, '
                '<span style="color:{g}">generator</span>'
            ),
            self.tr('<span style="color:{modes}">Modes captured</span>'),
            self.tr('<span style="color:{quality}">High quality, %</span>'),
        )
        colours = {
            "d": palette.real,
            "g": palette.fake,
            "modes": palette.modes,
            "quality": palette.quality,
        }
        for title, text in zip(self._titles, texts, strict=True):
            title.setText(text.format(**colours))
        for plot, curves, items in self._plots:
            plot.setBackground(palette.surface)
            for side in ("left", "bottom"):
                plot.getAxis(side).setPen(palette.grid)
                plot.getAxis(side).setTextPen(palette.muted)
            for curve, item in zip(curves, items, strict=True):
                item.setPen(pg.mkPen(getattr(palette, curve.colour), width=1))
        self._quality_ceiling.setPen(pg.mkPen(palette.muted, style=pg.QtCore.Qt.PenStyle.DotLine))

    def set_modes(self, count: int) -> None:
        """The number of modes there are to capture."""
        plot = self._plots[1][0]
        plot.setYRange(0, 1.08 * count, padding=0)
        plot.getAxis("left").setTickSpacing(major=max(1, round(count / 4)), minor=1)

    def show_history(self, history: History) -> None:
        """Draw all curves of a run."""
        begun = len(history) > 1
        for plot, curves, items in self._plots:
            if begun:
                plot.enableAutoRange("x")
            else:
                # Without steps pyqtgraph would invent some around 0.
                plot.setXRange(0, EMPTY_STEPS, padding=0)
            for curve, item in zip(curves, items, strict=True):
                steps, values = history.curve(curve.key)
                item.setData(steps, values * curve.factor)
