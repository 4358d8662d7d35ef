"""Where something was changed during a run: marks in the plots, and a line that says what."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from gan_desktop.core.events import Event
from gan_desktop.ui.palette import Palette
from gan_desktop.ui.sizes import lines
from gan_desktop.ui.words import translated

_MARK = 7
# As many changes as a tooltip can hold.
_LISTED = 20


class EventMarks:
    """A dashed line with a head in one plot at each step where something was changed."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._lines = pg.PlotCurveItem(connect="pairs")
        self._heads = pg.ScatterPlotItem(symbol="t", size=_MARK, pen=None)
        self._steps: tuple[int, ...] = ()
        self._height = (0.0, 1.0)
        for item in (self._lines, self._heads):
            item.setZValue(8)
            plot.addItem(item, ignoreBounds=True)

    @property
    def steps(self) -> tuple[int, ...]:
        """What is marked."""
        return self._steps

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        line = QColor(palette.muted)
        line.setAlphaF(0.6)
        self._lines.setPen(pg.mkPen(line, width=1, style=Qt.PenStyle.DashLine))
        self._heads.setBrush(QColor(palette.muted))

    def set_steps(self, steps: Sequence[int]) -> None:
        """What to mark."""
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self._draw()

    def set_height(self, low: float, high: float) -> None:
        """From where to where the plot reaches."""
        if (low, high) != self._height:
            self._height = (low, high)
            if self._steps:
                self._draw()

    def _draw(self) -> None:
        places = np.array(self._steps, dtype=float)
        low, high = self._height
        self._lines.setData(np.repeat(places, 2), np.tile((low, high), len(places)))
        self._heads.setData(places, np.full(len(places), high - 0.04 * (high - low)))


class EventLine(QLabel):
    """The change at the mouse, or the last one; all of them as its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("eventLine")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._events: tuple[tuple[Event, str], ...] = ()
        self._shown: tuple[Event, str] | None = None
        self.hide()

    def heightForWidth(self, width: int) -> int:
        """Qt: room for two lines: the plots below must not jump when the mouse passes a longer."""
        return max(super().heightForWidth(width), lines(self, 2) + 2)

    @property
    def steps(self) -> tuple[int, ...]:
        """Where something was changed."""
        return tuple(event.step for event, _ in self._events)

    def show_events(self, events: tuple[tuple[Event, str], ...]) -> None:
        """All events of the run, in order."""
        self._events = events
        listed = [self._line(*each) for each in events[-_LISTED:]]
        if len(events) > _LISTED:
            listed.insert(0, "…")
        self.setToolTip("\n".join(listed))
        self.setVisible(bool(events))
        self._show(events[-1] if events else None)

    def show_at(self, step: float | None, reach: float) -> None:
        """Say what was changed at a step, give or take; None for the last change."""
        if not self._events:
            return
        nearest = self._events[-1]
        if step is not None:
            nearest = min(self._events, key=lambda each: abs(each[0].step - step))
            if abs(nearest[0].step - step) > reach:
                nearest = self._events[-1]
        self._show(nearest)

    def _show(self, chosen: tuple[Event, str] | None) -> None:
        if chosen is not self._shown:
            self._shown = chosen
            self.setText("" if chosen is None else self._line(*chosen))

    def _line(self, event: Event, text: str) -> str:
        template = self.tr("step {step}: {change}")
        return template.format(step=f"{event.step:,}", change=translated(text))
