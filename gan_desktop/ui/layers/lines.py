"""Lines in data units: arrows, the latent grid, density contours."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen


def pen(
    colour: str, width: float = 1.0, alpha: float = 1.0, dash: Qt.PenStyle = Qt.PenStyle.SolidLine
) -> QPen:
    """A pen of so many pixels, whatever the zoom."""
    shade = QColor(colour)
    shade.setAlphaF(alpha)
    made = QPen(shade, width, dash)
    made.setCosmetic(True)
    return made


class Lines(pg.GraphicsObject):
    """Paths with a pen each; empty until it is given some."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: list[tuple[QPainterPath, QPen]] = []
        self._area = QRectF()

    def show_lines(self, paths: list[tuple[QPainterPath, QPen]]) -> None:
        """Draw these, one over the other."""
        self.prepareGeometryChange()
        self._paths = paths
        self._area = QRectF()
        for path, _ in paths:
            self._area |= path.controlPointRect()
        self.update()

    @property
    def paths(self) -> list[QPainterPath]:
        """What is drawn."""
        return [path for path, _ in self._paths]

    def boundingRect(self) -> QRectF:
        """Qt: the area, in data units."""
        return self._area

    def paint(self, painter: QPainter, *_: object) -> None:
        """Qt: draw."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for path, each in self._paths:
            painter.setPen(each)
            painter.drawPath(path)
