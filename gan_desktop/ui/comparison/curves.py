"""The curves of all designs on the same axes: two metrics at a time."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gan_desktop.core.history import History
from gan_desktop.core.metrics import telling_pair
from gan_desktop.core.target import Target
from gan_desktop.ui.comparison.plot import LanePlot
from gan_desktop.ui.palette import SPACE, Palette


class LaneCurves(QWidget):
    """Two plots, of what tells the designs apart until a person chooses other metrics.

    The mouse in one reads both at the same step.
    """

    def __init__(self) -> None:
        super().__init__()
        self._histories: tuple[History, ...] = ()
        self._targets: tuple[Target, ...] = ()
        # Where the mouse is, and else what the pictures show; None for the latest values.
        self._cursor: float | None = None
        self._place: float | None = None
        self.plots = tuple(LanePlot(number, key) for number, key in enumerate(telling_pair(())))
        row = QHBoxLayout(self)
        row.setSpacing(2 * SPACE)
        for plot in self.plots:
            row.addWidget(plot, 1)
            plot.metric_changed.connect(self.draw)
            plot.hovered.connect(self._on_hovered)
            plot.left.connect(self._on_left)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        for plot in self.plots:
            plot.set_palette(palette)

    def show_histories(self, histories: Sequence[History], targets: Sequence[Target]) -> None:
        """What was measured of each design, and what each of them learns."""
        self._histories, self._targets = tuple(histories), tuple(targets)
        self._place = None
        for plot, key in zip(self.plots, telling_pair(self._targets), strict=True):
            plot.suggest(key)
        self.draw()

    def show_place(self, step: float) -> None:
        """The step that the pictures show, where the mouse is not at another one."""
        self._place = step
        self._show_values()

    @Slot()
    def draw(self) -> None:
        """Draw what there is by now."""
        last = max((history.last_step or 0.0 for history in self._histories), default=0.0)
        for plot in self.plots:
            curves = [history.curve(plot.key) for history in self._histories]
            plot.show_curves(curves, self._targets, last)
        self._show_values()

    def _show_values(self) -> None:
        step = self._place if self._cursor is None else self._cursor
        for plot in self.plots:
            plot.show_values(step)

    @Slot(float)
    def _on_hovered(self, step: float) -> None:
        self._cursor = step
        self._show_values()

    @Slot()
    def _on_left(self) -> None:
        self._cursor = None
        self._show_values()
