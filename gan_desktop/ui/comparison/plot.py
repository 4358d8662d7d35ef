"""One metric of all designs over the same steps."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gan_desktop.core.envelope import envelope, lone
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.series import Floats, nearest
from gan_desktop.core.target import Target
from gan_desktop.ui.comparison.style import LETTERS, lane_colour, lane_pen, lane_sample
from gan_desktop.ui.elided import ElidedComboBox
from gan_desktop.ui.headings import add_heading
from gan_desktop.ui.palette import LIGHT, SPACE, Palette
from gan_desktop.ui.panels.metric_style import (
    about_html,
    groups,
    number_text,
    scale,
    values_not_drawn,
)
from gan_desktop.ui.panels.step_plot import StepPlot
from gan_desktop.ui.panels.value_range import value_range
from gan_desktop.ui.words import translated

Curve = tuple[Floats, Floats]
_DOT = 4


class LanePlot(QWidget):
    """A choice of metric, a line for each design, and their values as a legend.

    Signals:
        metric_changed: another metric was chosen.
        hovered(step), left: the mouse is at a step, or at none.
    """

    metric_changed = Signal()
    hovered = Signal(float)
    left = Signal()

    def __init__(self, number: int, key: str) -> None:
        super().__init__()
        self._palette = LIGHT
        self._curves: list[Curve] = []
        self._targets: tuple[Target, ...] = ()
        self._last_step, self._log = 100.0, False
        self._box = ElidedComboBox()
        self._box.setObjectName(f"laneMetric{number}")
        self._box.setAccessibleName(self.tr("Metric"))
        self._chosen = False
        self._keys: list[str] = []
        self._fill()
        self._box.setCurrentIndex(self._keys.index(key))
        self._box.activated.connect(self._on_chosen)
        self.plot = StepPlot()
        self.plot.setObjectName(f"lanePlot{number}")
        self.plot.hovered.connect(self._on_hovered)
        self.plot.left.connect(self.left)
        self.plot.log_toggled.connect(self._on_log)
        self._best = pg.InfiniteLine(angle=0)
        self.plot.addItem(self._best, ignoreBounds=True)
        self._items: list[tuple[pg.PlotCurveItem, pg.ScatterPlotItem]] = []
        self._values: list[tuple[QLabel, QLabel]] = []
        self._legend = QHBoxLayout()
        self._legend.setSpacing(SPACE // 2)
        self._legend.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._box)
        column.addWidget(self.plot, 1)
        column.addLayout(self._legend)
        self._explain()

    @property
    def key(self) -> str:
        """The metric."""
        return self._keys[self._box.currentIndex()]

    def suggest(self, key: str) -> None:
        """Show this metric, unless the person has chosen one."""
        if not self._chosen and key != self.key:
            self._box.setCurrentIndex(self._keys.index(key))
            self._explain()

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self.plot.set_palette(palette)
        self._best.setPen(pg.mkPen(palette.muted, style=Qt.PenStyle.DotLine))
        for index in range(len(self._items)):
            self._colour(index)

    def show_curves(
        self, curves: Sequence[Curve], targets: Sequence[Target], last_step: float
    ) -> None:
        """Draw the metric of each design."""
        self._targets, self._last_step = tuple(targets), last_step or 100.0
        self._set_count(len(curves))
        self._curves = list(curves)
        self._draw()

    def show_values(self, step: float | None) -> None:
        """The values at a step, or the latest ones."""
        self.plot.set_cursor(step)
        metric = METRICS[self.key]
        for letter, (steps, values), (_, label) in zip(
            LETTERS, self._curves, self._values, strict=False
        ):
            text = "–"
            if len(steps):
                value = float(values[-1 if step is None else nearest(steps, step)])
                text = self.tr("n/a") if np.isnan(value) else number_text(metric, value)
            label.setText(f"{letter} {text}")

    def _fill(self) -> None:
        for heading, plots in groups():
            add_heading(self._box, heading)
            self._keys.append("")
            for key in (key for plot in plots for key in plot):
                self._box.addItem(translated(METRICS[key].label))
                self._keys.append(key)

    def _set_count(self, count: int) -> None:
        while len(self._items) < count:
            index = len(self._items)
            line, dots = pg.PlotCurveItem(connect="finite"), pg.ScatterPlotItem(size=_DOT, pen=None)
            for item in (line, dots):
                self.plot.addItem(item, ignoreBounds=True)
            self._items.append((line, dots))
            sample, value = QLabel(), QLabel("–")
            value.setObjectName("curveValue")
            # Apart from the next one's sample.
            value.setContentsMargins(0, 0, SPACE, 0)
            self._values.append((sample, value))
            for widget in (sample, value):
                self._legend.insertWidget(self._legend.count() - 1, widget)
            self._colour(index)
        while len(self._items) > count:
            for item in self._items.pop():
                self.plot.removeItem(item)
            for widget in self._values.pop():
                self._legend.removeWidget(widget)
                widget.hide()
                widget.deleteLater()

    def _colour(self, index: int) -> None:
        line, dots = self._items[index]
        line.setPen(lane_pen(self._palette, index))
        dots.setBrush(QColor(lane_colour(self._palette, index)))
        self._values[index][0].setPixmap(lane_sample(self._palette, index))

    def _draw(self) -> None:
        metric, drawn, hidden = METRICS[self.key], [], 0
        for (line, dots), (steps, values) in zip(self._items, self._curves, strict=True):
            shown = self._on_axis(values)
            x, y = envelope(steps, shown, self.plot.columns)
            line.setData(x, y)
            # A value between two gaps is no line.
            alone = lone(shown)
            dots.setData(steps[alone], shown[alone])
            drawn.append(y[np.isfinite(y)])
            hidden += int((values <= 0).sum()) if self._log else 0
        best = {metric.best_for(target) for target in self._targets}
        mark = best.pop() if len(best) == 1 else None
        place = np.nan if mark is None else float(self._on_axis(np.array([mark]))[0])
        self._best.setVisible(bool(np.isfinite(place)))
        if np.isfinite(place):
            self._best.setValue(place)
            drawn.append(np.array([place]))
        modes = max((len(target) for target in self._targets), default=1) or 1
        whole = metric.unit == "modes" and not self._log
        self.plot.set_whole_ticks(modes if whole else 0)
        seen = np.concatenate(drawn) if drawn else np.empty(0)
        ends = (seen.min(), seen.max()) if len(seen) else ()
        self.plot.set_ranges(
            (0.0, self._last_step), value_range({metric.unit}, modes, self._log, ends)
        )
        self.plot.set_note(translated(values_not_drawn(hidden)) if hidden else "")

    def _on_axis(self, values: Floats) -> Floats:
        """Values in coordinates of the axis; NaN where it has no place for them."""
        shown = values * scale(METRICS[self.key])
        return np.log10(np.where(shown > 0, shown, np.nan)) if self._log else shown

    def _explain(self) -> None:
        target = self._targets[0] if len(set(self._targets)) == 1 else None
        self._box.setToolTip(about_html(METRICS[self.key], target, None))

    @Slot()
    def _on_chosen(self) -> None:
        self._chosen = True
        self._explain()
        self.metric_changed.emit()

    @Slot(bool)
    def _on_log(self, on: bool) -> None:
        self._log = on
        self.plot.set_log(on)
        self._draw()

    @Slot(float)
    def _on_hovered(self, step: float) -> None:
        at = [steps[nearest(steps, step)] for steps, _ in self._curves if len(steps)]
        if at:
            self.hovered.emit(float(min(at, key=lambda place: abs(place - step))))
