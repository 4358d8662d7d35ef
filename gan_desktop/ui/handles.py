"""Draggable mode centres."""

from enum import Enum, auto

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from gan_desktop.ui.palette import Palette

RADIUS_PX = 8.0
MISSING_PX = 24.0
DOT_PX = 2.0
GRIP_PX = 12.0
PAINTED_PX = 27.0


class _Drag(Enum):
    NONE = auto()
    RUNNING = auto()
    # The rest of a cancelled drag: the button is still down.
    CANCELLED = auto()


class CentreHandle(pg.GraphicsObject):
    """A ring of fixed pixel size around a mode's centre.

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

    def __init__(self, index: int, palette: Palette) -> None:
        super().__init__()
        self._index = index
        self._drag = _Drag.NONE
        self._hovered = False
        self._selected = False
        self._missing = False
        self._grip = QPointF()
        self._pixel = (1.0, 1.0)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setZValue(20)
        self.set_palette(palette)

    @property
    def dragging(self) -> bool:
        """Whether the person holds it."""
        return self._drag is _Drag.RUNNING

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._colour, self._selected_colour = QColor(palette.centre), QColor(palette.selected)
        self._fill = QColor(palette.surface)
        self.update()

    def set_selected(self, selected: bool) -> None:
        """Show that it is the one that the table's current row describes."""
        if selected is not self._selected:
            self._selected = selected
            self.update()

    def set_missing(self, missing: bool) -> None:
        """Show that no generated points are here: a second, dashed ring."""
        if missing is not self._missing:
            self._missing = missing
            self.update()

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
        return self._square(PAINTED_PX)

    def shape(self) -> QPainterPath:
        """Qt: the area that can be taken: some pixels more than the inner ring.

        Not by Qt's ItemIgnoresTransformations: under pyqtgraph's view such an item can be taken
        in its very middle only.
        """
        path = QPainterPath()
        path.addRect(self._square(GRIP_PX))
        return path

    def _square(self, pixels: float) -> QRectF:
        width, height = (pixels * size for size in self._pixel)
        return QRectF(-width, -height, 2 * width, 2 * height)

    def paint(self, painter: QPainter, *_: object) -> None:
        """Qt: draw."""
        strong = self._hovered or self.dragging or self._selected
        colour = self._selected_colour if self._selected or self.dragging else self._colour
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(self._fill)
        # Clear while nobody looks at it: a narrow mode's points are all inside the ring.
        fill.setAlphaF(0.5 if strong else 0.0)
        pen = QPen(colour, 2.4 if strong else 1.4)
        pen.setCosmetic(True)
        painter.setBrush(fill)
        painter.setPen(pen)
        width, height = self._pixel
        painter.drawEllipse(QPointF(0, 0), RADIUS_PX * width, RADIUS_PX * height)
        if self._missing:
            # Not in red: the real points around it are.
            pen = QPen(self._colour, 2.4, Qt.PenStyle.DashLine)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(0, 0), MISSING_PX * width, MISSING_PX * height)
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(0, 0), DOT_PX * width, DOT_PX * height)

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
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.chosen.emit(self._index)

    def mouseDragEvent(self, event: object) -> None:
        """pyqtgraph: a drag moves the centre under the mouse, from where it was taken."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        view = self.getViewBox()
        if event.isStart():
            self._drag = _Drag.RUNNING
            self._grip = self.pos() - view.mapSceneToView(event.buttonDownScenePos())
            self.chosen.emit(self._index)
            self.began.emit(self._index)
        if self._drag is _Drag.RUNNING:
            target = view.mapSceneToView(event.scenePos()) + self._grip
            # Kept in sight: a centre that is dragged out of the view could not be taken again.
            (left, right), (bottom, top) = view.viewRange()
            x, y = min(max(target.x(), left), right), min(max(target.y(), bottom), top)
            self.moved.emit(self._index, x, y)
        if event.isFinish():
            ran, self._drag = self._drag is _Drag.RUNNING, _Drag.NONE
            self.update()
            if ran:
                self.ended.emit(self._index)
