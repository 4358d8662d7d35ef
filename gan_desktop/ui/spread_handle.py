"""The spread of the selected mode: its 2 sigma ellipse, with a grip at the end of each axis."""

import math

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from gan_desktop.core.ellipse import LEAST_RATIO, axes, covariance_of, stretched
from gan_desktop.core.mixture import Covariance, Point
from gan_desktop.ui.grip import Grip
from gan_desktop.ui.palette import Palette

SIGMAS = 2.0
# The grips stand off the ellipse: on a narrow one they would lie on the centre's handle.
GAP_PX = 24.0
SIDE_PX = 4.5


class AxisGrip(Grip):
    """A small square."""

    grip_px = 9.0
    painted_px = 8.0

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Above the centres: another mode's may lie there.
        self.setZValue(22)
        self._colour, self._fill = QColor(), QColor()

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._colour, self._fill = QColor(palette.selected), QColor(palette.surface)
        self.update()

    def paint(self, painter: QPainter, *_: object) -> None:
        """Qt: draw."""
        pen = QPen(self._colour, 2.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(self._colour if self._hovered or self.dragging else self._fill)
        painter.drawRect(self._square(SIDE_PX))


class _Outline(pg.GraphicsObject):
    """The ellipse, and the lines from it to the grips; the mouse does not see it."""

    view_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(18)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._colour = QColor()
        self._axes: tuple[Point, Point] = ((1.0, 0.0), (0.0, 1.0))
        self._ends: tuple[Point, ...] = ()

    def set_palette(self, palette: Palette) -> None:
        self._colour = QColor(palette.selected)
        self.update()

    def show_axes(self, both: tuple[Point, Point], ends: tuple[Point, ...]) -> None:
        """Another ellipse: its 1 sigma half axes, and where the grips are, from the centre."""
        self.prepareGeometryChange()
        self._axes, self._ends = both, ends
        self.update()

    def viewTransformChanged(self) -> None:  # noqa: N802 -- pyqtgraph's name
        self.view_changed.emit()

    def boundingRect(self) -> QRectF:
        reach = max((math.hypot(*end) for end in self._ends), default=0.0)
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter, *_: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._colour, 1.4)
        pen.setCosmetic(True)
        painter.setPen(pen)
        (ax, ay), (bx, by) = self._axes
        for (x, y), (end_x, end_y) in zip(self._axes, self._ends, strict=True):
            painter.drawLine(QLineF(SIGMAS * x, SIGMAS * y, end_x, end_y))
        painter.setTransform(QTransform(ax, ay, bx, by, 0, 0), combine=True)
        painter.drawEllipse(QPointF(0, 0), SIGMAS, SIGMAS)


class SpreadHandle(QObject):
    """Turns and stretches the selected mode.

    A grip is the end of its half axis: the axis follows the mouse, the other one keeps its length
    and its right angle.

    Signals:
        began(index): the person takes a grip of this mode.
        changed(index, covariance): it is dragged.
        ended(index): it is let go.
    """

    began = Signal(int)
    changed = Signal(int, object)
    ended = Signal(int)

    def __init__(self, figure: pg.PlotItem, parent: QObject) -> None:
        super().__init__(parent)
        self._mode = -1
        self._centre: Point = (0.0, 0.0)
        self._covariance: Covariance | None = None
        self._axes: tuple[Point, Point] = ((1.0, 0.0), (0.0, 1.0))
        self._other = 0.0
        self._outline = _Outline()
        self.grips = (AxisGrip(0), AxisGrip(1))
        for item in (self._outline, *self.grips):
            item.setVisible(False)
            figure.addItem(item, ignoreBounds=True)
        for grip in self.grips:
            grip.began.connect(self._on_began)
            grip.moved.connect(self._on_moved)
            grip.ended.connect(self._on_ended)
        self._outline.view_changed.connect(self._place)

    @property
    def dragging(self) -> bool:
        """Whether the person holds a grip."""
        return any(grip.dragging for grip in self.grips)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        for item in (self._outline, *self.grips):
            item.set_palette(palette)

    def cancel_drag(self) -> None:
        """Ignore the rest of the drag that is going on."""
        for grip in self.grips:
            grip.cancel_drag()

    def hide(self) -> None:
        """No mode is selected."""
        self.cancel_drag()
        self._mode, self._covariance = -1, None
        for item in (self._outline, *self.grips):
            item.setVisible(False)

    def show_mode(self, index: int, mean: Point, covariance: Covariance) -> None:
        """Put it around this mode."""
        if index != self._mode:
            self.cancel_drag()
        # A dragged axis stays what it is when it becomes the shorter one.
        if index != self._mode or covariance != self._covariance:
            self._axes = axes(covariance)
        self._mode, self._centre, self._covariance = index, mean, covariance
        for item in (self._outline, *self.grips):
            item.setVisible(True)
        self._place()

    @Slot()
    def _place(self) -> None:
        if self._mode < 0:
            return
        gap = self._gap()
        ends = tuple(
            ((SIGMAS + gap / length) * x, (SIGMAS + gap / length) * y)
            for x, y in self._axes
            for length in [math.hypot(x, y)]
        )
        x, y = self._centre
        self._outline.setPos(x, y)
        self._outline.show_axes(self._axes, ends)
        for grip, (end_x, end_y) in zip(self.grips, ends, strict=True):
            grip.setPos(x + end_x, y + end_y)

    def _gap(self) -> float:
        view = self._outline.getViewBox()
        return GAP_PX * view.viewPixelSize()[0] if isinstance(view, pg.ViewBox) else 0.0

    @Slot(int)
    def _on_began(self, grip: int) -> None:
        own, other = (math.hypot(*self._axes[k]) for k in (grip, 1 - grip))
        # Along x or y an ellipse may be narrower than where it is going to be turned to.
        self._other = max(other, LEAST_RATIO * own)
        self.began.emit(self._mode)

    @Slot(int, float, float)
    def _on_moved(self, grip: int, x: float, y: float) -> None:
        dx, dy = x - self._centre[0], y - self._centre[1]
        distance = math.hypot(dx, dy)
        if distance == 0:
            return
        # On the way to the centre the axis becomes short, it does not turn around.
        part = max(distance - self._gap(), 1e-9 * distance) / SIGMAS / distance
        axis, other = stretched((part * dx, part * dy), self._other)
        length = math.hypot(*axis)
        aside = (-axis[1] / length * other, axis[0] / length * other)
        self._axes = (axis, aside) if grip == 0 else ((-aside[0], -aside[1]), axis)
        self._covariance = covariance_of(axis, other)
        self.changed.emit(self._mode, self._covariance)

    @Slot(int)
    def _on_ended(self, _grip: int) -> None:
        self.ended.emit(self._mode)
