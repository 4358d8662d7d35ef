"""The curves of a run: which, how smooth, and what was measured at the mouse."""

import dataclasses
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.app.curve_options import SMOOTHING_STEPS, CurveOptions
from gan_desktop.core.events import EventLog
from gan_desktop.core.history import History
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.series import Floats
from gan_desktop.ui.column_scroll import ColumnScroll
from gan_desktop.ui.elided import ElidedComboBox, ElidedLabel
from gan_desktop.ui.icons import icon
from gan_desktop.ui.palette import SPACE, Palette
from gan_desktop.ui.panels.about_popup import AboutPopup
from gan_desktop.ui.panels.event_marks import EventLine
from gan_desktop.ui.panels.metric_menu import MetricMenu
from gan_desktop.ui.panels.metric_plot import MetricPlot
from gan_desktop.ui.panels.metric_row import MetricRow
from gan_desktop.ui.panels.metric_style import Band, groups

# A change counts as at the mouse within this part of all steps.
NEAR = 0.02
# Of the curves: about one plot is seen, with the names of two metrics.
LEAST_LINES = 10
# Steps of the axis before there are any.
EMPTY_STEPS = 100


class CurvesPanel(QWidget):
    """One small plot for each metric that is chosen (some share one), over the same steps.

    Signals:
        options_changed(CurveOptions): the person chose other curves, or another way to draw them.
        export_wanted: the person wants them as a file.
    """

    options_changed = Signal(object)
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._options = CurveOptions()
        self._palette: Palette | None = None
        self._plots: dict[tuple[str, ...], MetricPlot] = {}
        self._curves: dict[str, tuple[Floats, Floats]] = {}
        self._history: History | None = None
        self._first_step = 0
        self._last_step: float | None = None
        self._cursor: float | None = None
        self._place: float | None = None
        self._mixture: GaussianMixture | None = None
        self._bands: Mapping[str, Band] = {}
        self._events = EventLine()
        self._menu = MetricMenu(self)
        self._menu.chosen.connect(self._on_chosen)
        self._about = AboutPopup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._controls())
        layout.addLayout(self._smoothing_row())
        layout.addWidget(self._events)
        self._empty = QLabel(self.tr("No metric is chosen."))
        self._empty.setObjectName("hint")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 4)
        contents = QWidget()
        contents.setLayout(self._column)
        scroll = ColumnScroll(contents, least_lines=LEAST_LINES)
        scroll.setObjectName("curvesScroll")
        layout.addWidget(scroll, 1)
        self.set_options(self._options)

    def _controls(self) -> QHBoxLayout:
        metrics = QToolButton()
        metrics.setObjectName("metricsButton")
        metrics.setText(self.tr("Metrics"))
        metrics.setToolTip(self.tr("Choose the metrics whose curves are shown"))
        metrics.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        metrics.setMenu(self._menu)
        self._step = ElidedLabel()
        self._step.setObjectName("stepOfValues")
        self._step.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._export = QToolButton()
        self._export.setObjectName("exportCurvesButton")
        self._export.setAccessibleName(self.tr("Export curves"))
        self._export.setToolTip(self.tr("Save all curves of this run as a CSV file"))
        self._export.clicked.connect(self.export_wanted)
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        row.addWidget(metrics)
        row.addWidget(self._step, 1)
        row.addWidget(self._export)
        for button in (metrics, self._export):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return row

    def _smoothing_row(self) -> QHBoxLayout:
        label = QLabel(self.tr("Smoothing"))
        label.setObjectName("hint")
        self._smoothing = ElidedComboBox()
        self._smoothing.setObjectName("smoothingBox")
        self._smoothing.setAccessibleName(self.tr("Smoothing"))
        tip = self.tr(
            "<p>Smoothing: exponential moving average over so many steps. A value that is that "
            "many steps old has 37% of the weight of a new one. What was measured stays visible, "
            "faint.</p>"
        )
        self._smoothing.setToolTip(tip)
        for steps in SMOOTHING_STEPS:
            text = self.tr("over {steps} steps").format(steps=f"{steps:,}")
            self._smoothing.addItem(text if steps else self.tr("off"), steps)
        self._smoothing.currentIndexChanged.connect(self._on_smoothing)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 2)
        row.addWidget(label)
        row.addWidget(self._smoothing, 1)
        return row

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self._export.setIcon(icon("save", palette.text))
        for plot in self._plots.values():
            plot.set_palette(palette)

    def set_options(self, options: CurveOptions) -> None:
        """Which curves, and how they are drawn."""
        self._options = options
        self._menu.set_keys(options.keys)
        self._smoothing.blockSignals(True)
        self._smoothing.setCurrentIndex(self._smoothing.findData(options.smoothing))
        self._smoothing.blockSignals(False)
        for keys in (keys for _, plots in groups() for keys in plots):
            if keys not in self._plots and options.keys.intersection(keys):
                self._add(keys)
        # Before any is shown: a plot without a parent would be a window.
        self._arrange()
        for keys, plot in self._plots.items():
            shown = options.keys.intersection(keys)
            plot.set_options(shown, options.smoothing, keys[0] in options.log_keys)
            plot.set_marks(self._mixture, self._bands)
            plot.setVisible(bool(shown))
        self._draw()

    def show_target(self, mixture: GaussianMixture) -> None:
        """What a perfect generator of this target reaches is the dotted line."""
        if mixture != self._mixture:
            self._mixture = mixture
            self._mark()

    def show_floor(self, bands: Mapping[str, Band]) -> None:
        """What it reads with the points at hand, from 5% to 95%; {} for not known (yet)."""
        if bands != self._bands:
            self._bands = dict(bands)
            self._mark()

    def show_history(self, history: History, first_step: int = 0) -> None:
        """Draw the curves of a run; one that goes on from another begins at another step than 0."""
        self._history, self._first_step = history, first_step
        self._draw()

    def show_events(self, events: EventLog) -> None:
        """What was changed in this run."""
        self._events.show_events(tuple(events))
        for plot in self._plots.values():
            plot.plot.set_events(self._events.steps)

    def show_place(self, step: int | None) -> None:
        """The moment that is looked at; None for the present."""
        if step != self._place:
            self._place = step
            self._show_values()

    def _add(self, keys: tuple[str, ...]) -> None:
        plot = MetricPlot(keys)
        if self._palette is not None:
            plot.set_palette(self._palette)
        plot.plot.set_events(self._events.steps)
        plot.hovered.connect(self._on_hovered)
        plot.left.connect(self._on_left)
        plot.asked.connect(self._on_asked)
        plot.log_toggled.connect(self._on_log_toggled)
        self._plots[keys] = plot

    def _arrange(self) -> None:
        """Plots in the menu's order; one that was taken away waits, hidden, to be wanted again."""
        while self._column.count():
            self._column.takeAt(0)
        for keys in (keys for _, plots in groups() for keys in plots):
            if keys in self._plots:
                self._column.addWidget(self._plots[keys], 1)
        self._column.addWidget(self._empty)
        self._empty.setVisible(not self._options.keys)

    def _mark(self) -> None:
        for plot in self._plots.values():
            plot.set_marks(self._mixture, self._bands)
            plot.redraw()

    def _draw(self) -> None:
        if self._history is not None:
            self._last_step = self._history.last_step
            self._curves = {key: self._history.curve(key) for key in self._options.keys}
        first, last = float(self._first_step), self._last_step or 0.0
        x_range = (first, last if last > first else first + EMPTY_STEPS)
        for plot in self._visible():
            plot.show_curves(self._curves, x_range)
        self._show_values()

    def _visible(self) -> list[MetricPlot]:
        return [plot for plot in self._plots.values() if self._options.keys.intersection(plot.keys)]

    def _show_values(self) -> None:
        begun = self._last_step is not None
        # A new run may not have come as far as the mouse yet.
        wanted = self._place if self._cursor is None else self._cursor
        step = wanted if begun and (wanted or 0) <= self._last_step else None
        for plot in self._visible():
            plot.show_values(step, begun)
        self._events.show_at(step, (self._last_step or 0) * NEAR)
        text = self.tr("at step {step}") if step is not None else self.tr("step {step}")
        at = self._last_step if step is None else step
        self._step.setText(text.format(step="–" if at is None else f"{at:,.0f}"))

    def _change(self, **changes: object) -> None:
        options = dataclasses.replace(self._options, **changes)
        self.set_options(options)
        self.options_changed.emit(options)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: what was opened from here goes with it."""
        super().hideEvent(event)
        self._about.hide()
        self._menu.close()

    @Slot(object)
    def _on_chosen(self, keys: frozenset[str]) -> None:
        self._change(keys=keys)

    @Slot()
    def _on_smoothing(self) -> None:
        self._change(smoothing=self._smoothing.currentData())

    @Slot(str, bool)
    def _on_log_toggled(self, key: str, on: bool) -> None:
        log_keys = self._options.log_keys
        self._change(log_keys=log_keys | {key} if on else log_keys - {key})

    @Slot(float)
    def _on_hovered(self, step: float) -> None:
        if step != self._cursor:
            self._cursor = step
            self._show_values()

    @Slot()
    def _on_left(self) -> None:
        if self._cursor is not None:
            self._cursor = None
            self._show_values()

    @Slot(object)
    def _on_asked(self, row: MetricRow) -> None:
        self._about.show_beside(row.about, row)
