"""Draggable mode centres."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gan_desktop.ui.grip import Grip
from gan_desktop.ui.palette import Palette

RADIUS_PX = 8.0
MISSING_PX = 24.0
DOT_PX = 2.0


class CentreHandle(Grip):
    """A ring of fixed pixel size around a mode's centre; can be taken some pixels beside it."""

    def __init__(self, index: int, palette: Palette) -> None:
        super().__init__(index)
        self._selected = False
        self._missing = False
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setZValue(20)
        self.set_palette(palette)

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
            pen = QPen(self._selected_colour, 2.4, Qt.PenStyle.DashLine)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(0, 0), MISSING_PX * width, MISSING_PX * height)
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(0, 0), DOT_PX * width, DOT_PX * height)
