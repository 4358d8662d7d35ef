"""The colour bar of a map, in pixels at the lower right of the picture."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from gan_desktop.core.layers.maps import MapView
from gan_desktop.ui.layers.colours import COLOURS, Table
from gan_desktop.ui.overlay import MARGIN, TEXT_PX, PaintedText, font_of
from gan_desktop.ui.palette import Palette

# Of the size of the words in the picture.
FONT_PART = 0.85
# All in parts of the size of its own words.
BAR, HEIGHT, TITLE, PADDING = 1.1, 11.8, 2.0, 0.7
# Lower, its numbers would say nothing.
LEAST = 4.0
# The distance of two numbers.
LINE = 1.4
# Between the bar and its numbers: a mark, and a gap.
MARK = 0.7


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
        self._height = self._above = 0.0
        self._font = QFont()
        self.set_text_size(TEXT_PX)

    def set_text_size(self, pixels: int) -> None:
        """Numbers beside words of this size."""
        self.prepareGeometryChange()
        self._font = font_of(round(FONT_PART * pixels))
        # It stays below the words at the upper edge.
        self._above = 2.0 * pixels
        self.place()

    def show_map(
        self, title: str, view: MapView, table: Table, palette: Palette, opacity: float
    ) -> None:
        """The bar of a map that is drawn with these colours."""
        self.title, self._palette, self._opacity = title, palette, opacity
        self.prepareGeometryChange()
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
        self.prepareGeometryChange()
        area = self.parentItem().boundingRect()
        unit = self._unit
        room = area.height() - self._above - 2 * MARGIN - (TITLE + 2 * PADDING) * unit
        self._height = max(LEAST * unit, min(HEIGHT * unit, room))
        size = self.boundingRect()
        self.setPos(area.right() - size.width() - MARGIN, area.bottom() - size.height() - MARGIN)

    def boundingRect(self) -> QRectF:
        """Qt: the area, in pixels."""
        unit = self._unit
        metrics = QFontMetricsF(self._font)
        texts = [metrics.horizontalAdvance(text) for _, text in self.labels]
        numbers = (PADDING + BAR + MARK) * unit + max(texts, default=0.0)
        width = max(numbers, metrics.horizontalAdvance(self.title)) + PADDING * unit
        return QRectF(0, 0, width, (TITLE + 2 * PADDING) * unit + self._height)

    @property
    def _unit(self) -> float:
        return float(self._font.pixelSize())

    def _bar(self) -> QRectF:
        unit = self._unit
        return QRectF(PADDING * unit, (PADDING + TITLE) * unit, BAR * unit, self._height)

    def painted_texts(self) -> list[PaintedText]:
        """What is written, and the room there is for it."""
        whole, bar, unit = self.boundingRect(), self._bar(), self._unit
        title = QRectF(0, PADDING * unit / 2, whole.width(), TITLE * unit)
        left = bar.right() + MARK * unit
        texts = [PaintedText(self.title, title, self._font)]
        last = float("inf")
        for part, text in self.labels:
            y = bar.bottom() - part * bar.height()
            if last - y >= LINE * unit:
                last = y
                area = QRectF(left, y - LINE * unit / 2, whole.right() - left, LINE * unit)
                texts.append(PaintedText(text, area, self._font))
        return texts

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
        title, *numbers = self.painted_texts()
        painter.drawText(title.area, Qt.AlignmentFlag.AlignCenter, title.text)
        bar = self._bar()
        painter.setOpacity(painter.opacity() * self._opacity)
        painter.drawImage(bar, self._image)
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._palette.grid), 1))
        painter.drawRect(bar)
        for label in numbers:
            y = label.area.center().y()
            painter.setPen(QPen(QColor(self._palette.grid), 1))
            painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 4, y))
            painter.setPen(QColor(self._palette.text))
            painter.drawText(label.area, Qt.AlignmentFlag.AlignVCenter, label.text)


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
