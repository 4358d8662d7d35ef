"""A small plot over the steps of a run, with a crosshair."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QToolButton

from gan_desktop.ui.palette import Palette
from gan_desktop.ui.panels.axes import AXIS_HEIGHT, AXIS_WIDTH, StepAxis, ValueAxis, fit_axes
from gan_desktop.ui.panels.event_marks import EventMarks
from gan_desktop.ui.sizes import em

# In em.
LEAST_WIDTH, LEAST_HEIGHT = 10, 7.5


class StepPlot(pg.PlotWidget):
    """The plot itself: axes, crosshair, the switch of its axis, and a note.

    Signals:
        hovered(step): the mouse is over the curves.
        left: it is not any more.
        log_toggled(on): the switch of the axis.
    """

    hovered = Signal(float)
    left = Signal()
    log_toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__(axisItems={"left": ValueAxis(), "bottom": StepAxis()})
        self.setAccessibleName(self.tr("Curves over the steps of the run"))
        self.setMenuEnabled(False)
        self.hideButtons()
        # No zoom: the wheel scrolls the panel.
        self.setMouseEnabled(x=False, y=False)
        item = self.getPlotItem()
        item.getViewBox().disableAutoRange()
        for side in ("top", "right"):
            # Hidden, they would still lay out a label at each change of the range.
            item.getAxis(side).enableAutoSIPrefix(False)
        # Room for the outermost tick labels.
        item.layout.setContentsMargins(0, 6, 12, 0)
        self._events = EventMarks(item)
        self._cursor = pg.InfiniteLine(angle=90)
        self._cursor.setZValue(10)
        self._cursor.setVisible(False)
        self.addItem(self._cursor, ignoreBounds=True)
        self._log = QToolButton(self)
        self._log.setObjectName("logButton")
        self._log.setText(self.tr("log"))
        self._log.setCheckable(True)
        self._log.setAccessibleName(self.tr("Logarithmic axis"))
        self._log.setToolTip(self.tr("Logarithmic axis; values of 0 and below are not drawn"))
        self._log.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._log.toggled.connect(self.log_toggled)
        self._note = QLabel(self)
        self._note.setObjectName("plotNote")
        self._note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._note.hide()
        self._fit()

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self.setBackground(palette.surface)
        for side in ("left", "bottom"):
            self.getAxis(side).setPen(palette.grid)
            self.getAxis(side).setTextPen(palette.muted)
        self._cursor.setPen(pg.mkPen(palette.text, width=1))
        self._events.set_palette(palette)

    @property
    def columns(self) -> int:
        """How many pixels the curves are wide."""
        return max(1, round(self.getViewBox().width() * self.devicePixelRatioF()))

    def set_ranges(self, x_range: tuple[float, float], y_range: tuple[float, float]) -> None:
        """What the axes show, in their own coordinates."""
        self.getViewBox().setRange(xRange=x_range, yRange=y_range, padding=0)
        self._events.set_height(*y_range)

    def set_log(self, on: bool) -> None:
        """The kind of axis."""
        self._log.blockSignals(True)
        self._log.setChecked(on)
        self._log.blockSignals(False)
        self.getAxis("left").setLogMode(on)

    def set_whole_ticks(self, most: int) -> None:
        """Marks at whole numbers up to about `most`; 0 for marks at any numbers."""
        spacing = (max(1, round(most / 4)), 1) if most else (None, None)
        self.getAxis("left").setTickSpacing(*spacing)

    def set_events(self, steps: Sequence[int]) -> None:
        """Mark these steps: something was changed there."""
        self._events.set_steps(steps)

    def set_note(self, text: str) -> None:
        """A line over the curves; "" for none."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._place()

    def set_cursor(self, step: float | None) -> None:
        """The crosshair's line; None for none."""
        self._cursor.setVisible(step is not None)
        if step is not None:
            self._cursor.setValue(step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: the crosshair follows."""
        super().mouseMoveEvent(event)
        box = self.getViewBox()
        place = self.mapToScene(event.position().toPoint())
        if box.sceneBoundingRect().contains(place):
            self.hovered.emit(box.mapSceneToView(place).x())
        else:
            self.left.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: so does its absence."""
        super().leaveEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: keep what lies over the curves in its place."""
        super().resizeEvent(event)
        if hasattr(self, "_note"):
            self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_note"):
            self._fit()
            self._place()

    def minimumSizeHint(self) -> QSize:
        """Qt: room for some labels at each axis."""
        return QSize(em(self, LEAST_WIDTH), em(self, LEAST_HEIGHT))

    def _fit(self) -> None:
        fit_axes(self)
        self.updateGeometry()

    def _place(self) -> None:
        # Below the left axis and left of the lower one nothing else is drawn.
        height = em(self, AXIS_HEIGHT)
        width = em(self, AXIS_WIDTH - 1)
        self._log.setGeometry(2, self.height() - height + 1, width, height - 3)
        self._note.adjustSize()
        self._note.move(max(0, self.width() - self._note.width() - 14), 6)
