"""The slider of the timeline: steps of a run, with marks where something was changed."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

from gan_desktop.ui.palette import Palette

_MARK = 4.0
_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_PageDown: -10,
}


class TimelineSlider(QSlider):
    """Goes where it is clicked; the keys go from snapshot to snapshot, not from step to step.

    Signals:
        moved(count): so many snapshots on are wanted.
    """

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._marks: tuple[int, ...] = ()
        self._colour = QColor()

    def set_palette(self, palette: Palette) -> None:
        """Colour of the marks."""
        self._colour = QColor(palette.muted)
        self.update()

    def set_marks(self, steps: Sequence[int]) -> None:
        """Steps to mark."""
        if tuple(steps) != self._marks:
            self._marks = tuple(steps)
            self.update()

    @property
    def marks(self) -> tuple[int, ...]:
        """The marked steps."""
        return self._marks

    def place_of(self, step: int) -> float:
        """Where a step is, in pixels from the left."""
        groove, handle = self._geometry()
        width = groove.width() - handle.width()
        at = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), step, width)
        return groove.left() + handle.width() / 2 + at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: neighbours."""
        count = _KEYS.get(event.key())
        if count is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.moved.emit(count)
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click beside the handle takes it there; it can be dragged on from there."""
        if event.button() == Qt.MouseButton.LeftButton:
            groove, handle = self._geometry()
            x = event.position().x() - groove.left() - handle.width() / 2
            width = groove.width() - handle.width()
            value = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), round(x), width)
            self.setSliderDown(True)
            self.setSliderPosition(value)
            self.sliderMoved.emit(value)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: so does every move with the button held."""
        if self.isSliderDown():
            self.mousePressEvent(_held(event))
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: the drag is over."""
        if self.isSliderDown():
            self.setSliderDown(False)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the slider, then a small triangle at each mark."""
        super().paintEvent(event)
        if not self._marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        for step in self._marks:
            x = self.place_of(step)
            corners = (QPointF(x - _MARK, 0), QPointF(x + _MARK, 0), QPointF(x, 1.5 * _MARK))
            painter.drawPolygon(QPolygonF(corners))
        painter.end()

    def _geometry(self) -> tuple[object, object]:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, style = QStyle.ComplexControl.CC_Slider, self.style()
        groove = style.subControlRect(control, option, QStyle.SubControl.SC_SliderGroove, self)
        handle = style.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        return groove, handle


def _held(event: QMouseEvent) -> QMouseEvent:
    return QMouseEvent(
        event.type(),
        event.position(),
        event.globalPosition(),
        Qt.MouseButton.LeftButton,
        event.buttons(),
        event.modifiers(),
    )
