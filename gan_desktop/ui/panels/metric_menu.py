"""The menu in which metrics are chosen."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from gan_desktop.app.curve_options import DEFAULT_KEYS
from gan_desktop.core.metrics import METRICS, Cost
from gan_desktop.ui.panels.metric_style import about_html, groups
from gan_desktop.ui.words import translated


class MetricMenu(QMenu):
    """All metrics of the registry, in groups; it stays open while they are ticked.

    Signals:
        chosen(keys): another choice, as a frozenset.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("metricMenu")
        self.setToolTipsVisible(True)
        self._actions: dict[str, QAction] = {}
        for heading, plots in groups():
            self._add_heading(heading)
            for key in (key for plot in plots for key in plot):
                self._add(key)
        self.addSeparator()
        default = self.addAction(self.tr("Default choice"))
        default.setObjectName("defaultMetrics")
        default.setToolTip(self.tr("Show the curves that a new installation shows"))
        default.triggered.connect(self._on_default)

    def _add_heading(self, text: str) -> None:
        # Not addSection: with a style sheet it is a line without words.
        heading = self.addAction(text)
        heading.setEnabled(False)
        font = self.font()
        font.setBold(True)
        heading.setFont(font)

    def _add(self, key: str) -> None:
        metric = METRICS[key]
        name = translated(metric.label)
        if metric.cost is Cost.COSTLY:
            name = self.tr("{name} (costly: less often)").format(name=name)
        action = self.addAction(name)
        action.setObjectName(f"metric.{key}")
        action.setCheckable(True)
        action.setToolTip(about_html(metric, None, None))
        action.toggled.connect(self._on_toggled)
        self._actions[key] = action

    def set_keys(self, keys: Iterable[str]) -> None:
        """Tick what is shown."""
        wanted = set(keys)
        for key, action in self._actions.items():
            action.blockSignals(True)
            action.setChecked(key in wanted)
            action.blockSignals(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: ticking does not close the menu, so that several can be chosen."""
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt: the same for the keyboard's Space."""
        if event.type() is QEvent.Type.KeyPress and self._tick(event):
            return True
        return super().event(event)

    def _tick(self, event: QKeyEvent) -> bool:
        action = self.activeAction()
        ticks = event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable()
        if ticks:
            action.trigger()
        return ticks

    @Slot()
    def _on_toggled(self) -> None:
        keys = (key for key, action in self._actions.items() if action.isChecked())
        self.chosen.emit(frozenset(keys))

    @Slot()
    def _on_default(self) -> None:
        self.set_keys(DEFAULT_KEYS)
        self._on_toggled()
