"""What can be taken with the mouse on the canvas: of a fixed size in pixels, in data units."""

from enum import Enum, auto

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainterPath


class _Drag(Enum):
    NONE = auto()
    RUNNING = auto()
    # The rest of a cancelled drag: the button is still down.
    CANCELLED = auto()


class Grip(pg.GraphicsObject):
    """A mark that is dragged; what it looks like is its subclass's.

    Signals:
        began(index): the person takes it.
        moved(index, x, y): it is dragged, in data units.
        ended(index): it is let go.
        chosen(index): it was clicked or taken.
    """

    began = Signal(int)
    moved = Signal(int, float, float)
    ended = Signal(int)
    chosen = Signal(int)

    # Half the side of the square that can be taken, and of the one that is painted, in pixels.
    grip_px = 12.0
    painted_px = 27.0

    def __init__(self, index: int) -> None:
        super().__init__()
        self._index = index
        self._drag = _Drag.NONE
        self._hovered = False
        self._taken_at = QPointF()
        self._pixel = (1.0, 1.0)

    @property
    def dragging(self) -> bool:
        """Whether the person holds it."""
        return self._drag is _Drag.RUNNING

    @property
    def hovered(self) -> bool:
        """Whether the mouse is over it."""
        return self._hovered

    def cancel_drag(self) -> None:
        """Ignore the rest of the drag that is going on."""
        if self._drag is _Drag.RUNNING:
            self._drag = _Drag.CANCELLED
            self.update()

    def viewTransformChanged(self) -> None:  # noqa: N802 -- pyqtgraph's name
        """pyqtgraph: the view shows another part of the plane, a pixel is another distance."""
        view = self.getViewBox()
        if isinstance(view, pg.ViewBox) and view.width() > 0 and view.height() > 0:
            self.prepareGeometryChange()
            self._pixel = view.viewPixelSize()

    def boundingRect(self) -> QRectF:
        """Qt: the area that is painted, in data units."""
        return self._square(self.painted_px)

    def shape(self) -> QPainterPath:
        """Qt: the area that can be taken.

        Not by Qt's ItemIgnoresTransformations: under pyqtgraph's view such an item can be taken
        in its very middle only.
        """
        path = QPainterPath()
        path.addRect(self._square(self.grip_px))
        return path

    def _square(self, pixels: float) -> QRectF:
        width, height = (pixels * size for size in self._pixel)
        return QRectF(-width, -height, 2 * width, 2 * height)

    def hoverEvent(self, event: object) -> None:
        """pyqtgraph: the mouse comes or goes."""
        hovered = not event.isExit() and event.acceptDrags(Qt.MouseButton.LeftButton)
        if hovered:
            event.acceptClicks(Qt.MouseButton.LeftButton)
        if hovered is not self._hovered:
            self._hovered = hovered
            self.update()

    def mouseClickEvent(self, event: object) -> None:
        """pyqtgraph: a click chooses."""
        if event.button() == Qt.MouseButton.LeftButton and self.isVisible():
            event.accept()
            self.chosen.emit(self._index)

    def mouseDragEvent(self, event: object) -> None:
        """pyqtgraph: a drag moves it under the mouse, from where it was taken."""
        begins_hidden = event.isStart() and not self.isVisible()
        if event.button() != Qt.MouseButton.LeftButton or begins_hidden:
            event.ignore()
            return
        event.accept()
        view = self.getViewBox()
        if event.isStart():
            self._drag = _Drag.RUNNING
            self._taken_at = self.pos() - view.mapSceneToView(event.buttonDownScenePos())
            self.chosen.emit(self._index)
            self.began.emit(self._index)
        if self._drag is _Drag.RUNNING:
            target = view.mapSceneToView(event.scenePos()) + self._taken_at
            # Kept in sight: what is dragged out of the view could not be taken again.
            (left, right), (bottom, top) = view.viewRange()
            x, y = min(max(target.x(), left), right), min(max(target.y(), bottom), top)
            self.moved.emit(self._index, x, y)
        if event.isFinish():
            ran, self._drag = self._drag is _Drag.RUNNING, _Drag.NONE
            self.update()
            if ran:
                self.ended.emit(self._index)
