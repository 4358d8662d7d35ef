"""One plot of the curves panel: names and values above, the curves below."""

from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gan_desktop.core.metrics import METRICS, Metric
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.series import Floats, known_at, nearest
from gan_desktop.core.smoothing import smoothed
from gan_desktop.ui.palette import Palette
from gan_desktop.ui.panels.curve_items import CurveItems
from gan_desktop.ui.panels.metric_row import MetricRow
from gan_desktop.ui.panels.metric_style import (
    Band,
    about_html,
    colour_role,
    scale,
    value_text,
    values_not_drawn,
)
from gan_desktop.ui.panels.step_plot import StepPlot
from gan_desktop.ui.panels.value_range import value_range
from gan_desktop.ui.words import translated

_NOTHING: tuple[Floats, Floats] = (np.empty(0), np.empty(0))
_NAN = float("nan")


class MetricPlot(QWidget):
    """The metrics of one plot, of which some may be hidden.

    Signals:
        hovered(step): the mouse is at this measured step.
        left: it is over no curves any more.
        asked(row): what does the metric of this row mean?
        log_toggled(key, on): the axis is to be logarithmic or not; `key` is that of the first.
    """

    hovered = Signal(float)
    left = Signal()
    asked = Signal(object)
    log_toggled = Signal(str, bool)

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__()
        self.keys = tuple(keys)
        self.setObjectName(f"plot.{'.'.join(self.keys)}")
        self.plot = StepPlot()
        self.rows: dict[str, MetricRow] = {}
        self._items: dict[str, CurveItems] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for place, key in enumerate(self.keys):
            row = MetricRow(METRICS[key], dashed=place > 0)
            row.asked.connect(self._on_asked)
            self.rows[key] = row
            self._items[key] = CurveItems(self.plot.getPlotItem(), dashed=place > 0)
            layout.addWidget(row)
        layout.addWidget(self.plot, 1)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.left.connect(self.left)
        self.plot.log_toggled.connect(self._on_log_toggled)
        self._shown: tuple[Metric, ...] = ()
        self._curves: dict[str, tuple[Floats, Floats]] = {}
        self._bands: Mapping[str, Band] = {}
        self._mixture: GaussianMixture | None = None
        self._x_range = (0.0, 1.0)
        self._smoothing, self._log = 0, False

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self.plot.set_palette(palette)
        for key, row in self.rows.items():
            row.set_palette(palette)
            self._items[key].set_palette(palette, colour_role(key))

    def set_options(self, keys: Iterable[str], smoothing: int, log: bool) -> None:
        """Which of its metrics are shown, and how."""
        wanted = set(keys)
        self._shown = tuple(METRICS[key] for key in self.keys if key in wanted)
        self._smoothing, self._log = smoothing, log
        self.plot.set_log(log)
        for key, row in self.rows.items():
            row.setVisible(key in wanted)
            self._items[key].set_visible(key in wanted)

    def set_marks(self, mixture: GaussianMixture | None, bands: Mapping[str, Band]) -> None:
        """What a perfect generator reads: with all points there are, and with those at hand."""
        self._mixture, self._bands = mixture, bands
        for key, row in self.rows.items():
            html = about_html(row.shown, mixture, bands.get(key))
            row.set_about(html)

    def show_curves(
        self, curves: Mapping[str, tuple[Floats, Floats]], x_range: tuple[float, float]
    ) -> None:
        """Draw."""
        self._curves = {key: curves.get(key, _NOTHING) for key in self.keys}
        self._x_range = x_range
        self.redraw()

    def redraw(self) -> None:
        """Draw again what is there already: its options or marks are others."""
        lows, highs, hidden = [], [], 0
        for metric in self._shown:
            steps, values = self._curves.get(metric.key, _NOTHING)
            shown = self._on_axis(metric, values)
            smooth = None
            if self._smoothing:
                smooth = self._on_axis(metric, smoothed(steps, values, self._smoothing))
            low, high = self._items[metric.key].draw(steps, shown, smooth, self.plot.columns)
            if np.isfinite(low):
                lows.append(low)
                highs.append(high)
            if self._log:
                hidden += int((values <= 0).sum())
        marks = {metric: self._marks(metric) for metric in self._shown}
        for best, band in marks.values():
            known = [value for value in (best, *band) if np.isfinite(value)]
            lows += known
            highs += known
        y_range = self._y_range(lows, highs)
        for metric, (best, band) in marks.items():
            # A band that reaches down to 0 has no end on a logarithmic axis.
            low = y_range[0] if self._log and not np.isfinite(band[0]) else band[0]
            ends = (low, band[1])
            self._items[metric.key].draw_marks(best, ends, self._x_range, y_range)
        self.plot.set_ranges(self._x_range, y_range)
        self.plot.set_note(translated(values_not_drawn(hidden)) if hidden else "")

    def show_values(self, step: float | None, begun: bool) -> None:
        """The crosshair, and the values there; None for the latest values."""
        self.plot.set_cursor(step)
        for metric in self._shown:
            steps, values = self._curves.get(metric.key, _NOTHING)
            # Of a step, never what was measured after it.
            value = known_at(steps, values, np.inf if step is None else step)
            missing = self.tr("n/a") if begun else "–"
            text = missing if np.isnan(value) else value_text(metric, value)
            self.rows[metric.key].value.setText(text)

    def _on_axis(self, metric: Metric, values: Floats) -> Floats:
        """Values in coordinates of the axis; NaN where it has no place for them."""
        if scale(metric) != 1:
            values = values * scale(metric)
        if not self._log:
            return values
        return np.log10(np.where(values > 0, values, np.nan))

    def _marks(self, metric: Metric) -> tuple[float, Band]:
        best = None if self._mixture is None else metric.best_for(self._mixture)
        band = self._bands.get(metric.key, (_NAN, _NAN))
        marks = np.array([_NAN if best is None else best, *band])
        placed = self._on_axis(metric, marks)
        return float(placed[0]), (float(placed[1]), float(placed[2]))

    def _y_range(self, lows: list[float], highs: list[float]) -> tuple[float, float]:
        units = {metric.unit for metric in self._shown}
        modes = 1 if self._mixture is None else len(self._mixture)
        self.plot.set_whole_ticks(modes if units == {"modes"} and not self._log else 0)
        return value_range(units, modes, self._log, (*lows, *highs))

    @Slot(float)
    def _on_hovered(self, step: float) -> None:
        found = [steps for key, (steps, _) in self._curves.items() if len(steps) and self._has(key)]
        if found:
            at = [float(steps[nearest(steps, step)]) for steps in found]
            self.hovered.emit(min(at, key=lambda place: abs(place - step)))

    def _has(self, key: str) -> bool:
        return any(metric.key == key for metric in self._shown)

    @Slot(bool)
    def _on_log_toggled(self, on: bool) -> None:
        self.log_toggled.emit(self.keys[0], on)

    @Slot()
    def _on_asked(self) -> None:
        self.asked.emit(self.sender())
