"""The colour bar of a map, in pixels at the lower right of the picture."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from gan_desktop.core.layers.maps import MapView
from gan_desktop.ui.layers.colours import COLOURS, Table
from gan_desktop.ui.overlay import MARGIN
from gan_desktop.ui.palette import Palette

FONT_PX = 11
BAR = 12.0
HEIGHT = 130.0
TITLE = 22.0
WIDTH = 74.0
PADDING = 8.0


class ColourBar(QGraphicsItem):
    """A bar with the values of the contour lines; the parent is the view."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.setZValue(30)
        self.setVisible(False)
        self.title = ""
        self.labels: tuple[tuple[float, str], ...] = ()
        self._image = QImage()
        self._palette: Palette | None = None
        self._opacity = 1.0
        self._font = QFont()
        self._font.setPixelSize(FONT_PX)

    def show_map(
        self, title: str, view: MapView, table: Table, palette: Palette, opacity: float
    ) -> None:
        """The bar of a map that is drawn with these colours."""
        self.title, self._palette, self._opacity = title, palette, opacity
        span = view.high - view.low
        self.labels = tuple(
            ((level - view.low) / span, number(level))
            for level in sorted({*view.levels, view.middle})
        )
        column = np.ascontiguousarray(table[COLOURS - 1 :: -1])
        # A copy: the image does not keep the array.
        self._image = QImage(column.data, 1, COLOURS, 4, QImage.Format.Format_RGB32).copy()
        self.setVisible(True)
        self.place()
        self.update()

    def place(self) -> None:
        """Go to the edge; to be called when the parent has another size."""
        area = self.parentItem().boundingRect()
        size = self.boundingRect()
        self.setPos(area.right() - size.width() - MARGIN, area.bottom() - size.height() - MARGIN)

    def boundingRect(self) -> QRectF:
        """Qt: the area, in pixels."""
        return QRectF(0, 0, WIDTH, TITLE + HEIGHT + 2 * PADDING)

    def paint(self, painter: QPainter, *_: object) -> None:
        """Qt: draw."""
        if self._palette is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(self._palette.surface)
        fill.setAlphaF(0.88)
        painter.setPen(QPen(QColor(self._palette.line), 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(self.boundingRect().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(self._font)
        painter.setPen(QColor(self._palette.text))
        top = QRectF(0, PADDING / 2, WIDTH, TITLE)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self.title)
        bar = QRectF(PADDING, PADDING + TITLE, BAR, HEIGHT)
        painter.setOpacity(painter.opacity() * self._opacity)
        painter.drawImage(bar, self._image)
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._palette.grid), 1))
        painter.drawRect(bar)
        for part, text in self.labels:
            y = bar.bottom() - part * HEIGHT
            painter.setPen(QPen(QColor(self._palette.grid), 1))
            painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 4, y))
            painter.setPen(QColor(self._palette.text))
            place = QRectF(bar.right() + 7, y - 8, WIDTH - bar.right() - 9, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)


def number(value: float) -> str:
    """A short number with a minus sign."""
    return f"{value:.3g}".replace("-", "−")


def title_of(key: str, probability: bool) -> str:
    """What stands above the bar: D is a probability, f the bare output."""
    name = "D" if probability else "f"
    titles = {
        "discriminator": f"{name}(x)",
        "optimal": f"{name}*(x)",
        "difference": f"{name} − {name}*",
    }
    return titles[key]
