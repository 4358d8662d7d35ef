"""Legend and captions of the picture: plain items over the view, placed in pixels.

pyqtgraph's own legend keeps labels that Qt asks for their size while Python takes them apart.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSimpleTextItem

MARGIN = 10.0
SYMBOL = 11.0
# The size of the words in pictures of a fixed size, in pixels; on screen they follow the font.
TEXT_PX = 13
TEXT_EM = 13 / 12
# In parts of it: a row of the legend, and the column of its symbols.
ROW, SYMBOL_COLUMN = 1.7, 2.3


def font_of(pixels: int) -> QFont:
    """The font of words in a picture."""
    font = QFont()
    font.setPixelSize(pixels)
    return font


@dataclass(frozen=True)
class PaintedText:
    """A text that is drawn by hand, and the room there is for it, in its item's coordinates.

    Whatever draws texts says them in `painted_texts`: then it can be checked that none is cut.
    """

    text: str
    area: QRectF
    font: QFont


class Legend(QGraphicsItem):
    """Symbols with names in a box at the upper left of its parent."""

    def __init__(self, parent: QGraphicsItem, rows: tuple[tuple[QPainterPath, str], ...]) -> None:
        super().__init__(parent)
        self._text, self._line, self._fill = QColor(), QColor(), QColor()
        self._text_px = TEXT_PX
        self.set_rows(rows)
        self.setPos(MARGIN, MARGIN)
        self.setZValue(30)

    def set_rows(self, rows: tuple[tuple[QPainterPath, str], ...]) -> None:
        """Other rows; their colours are to be set anew."""
        self.prepareGeometryChange()
        self.rows = rows
        self._colours = tuple(QColor() for _ in rows)
        metrics = QFontMetricsF(font_of(self._text_px))
        widest = max(metrics.horizontalAdvance(name) for _, name in rows)
        self._size = QRectF(0, 0, self._column + widest + MARGIN, self._row * len(rows) + MARGIN)

    def set_text_size(self, pixels: int) -> None:
        """Words of another size."""
        colours = self._colours
        self._text_px = pixels
        self.set_rows(self.rows)
        self._colours = colours
        self.update()

    @property
    def _row(self) -> float:
        return ROW * self._text_px

    @property
    def _column(self) -> float:
        return SYMBOL_COLUMN * self._text_px

    def painted_texts(self) -> list[PaintedText]:
        """What is written, and the room there is for it."""
        font = font_of(self._text_px)
        return [PaintedText(name, self._area(row), font) for row, (_, name) in enumerate(self.rows)]

    def _area(self, row: int) -> QRectF:
        top = MARGIN / 2 + self._row * row
        return QRectF(self._column, top, self._size.width() - self._column, self._row)

    def set_colours(self, symbols: tuple[str, ...], text: str, line: str, fill: str) -> None:
        """Colours by name; the box lets the points behind it shine through a little."""
        self._colours = tuple(QColor(name) for name in symbols)
        self._text, self._line, self._fill = QColor(text), QColor(line), QColor(fill)
        self._fill.setAlphaF(0.85)
        self.update()

    def boundingRect(self) -> QRectF:
        """Qt: the area, in pixels."""
        return self._size.adjusted(-1, -1, 1, 1)

    def paint(self, painter: QPainter, *_: object) -> None:
        """Qt: draw."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._line, 1))
        painter.setBrush(self._fill)
        painter.drawRoundedRect(self._size, 5, 5)
        painter.setFont(font_of(self._text_px))
        for row, ((symbol, name), colour) in enumerate(zip(self.rows, self._colours, strict=True)):
            area = self._area(row)
            painter.save()
            painter.translate(QPointF(self._column / 2, area.center().y()))
            painter.scale(SYMBOL, SYMBOL)
            painter.fillPath(symbol, colour)
            painter.restore()
            painter.setPen(self._text)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)


class Caption(QGraphicsSimpleTextItem):
    """A line of text at an edge of its parent, wherever that edge goes."""

    def __init__(self, parent: QGraphicsItem, alignment: Qt.AlignmentFlag) -> None:
        super().__init__(parent)
        self._alignment = alignment
        self.setFont(font_of(TEXT_PX))
        self.setZValue(30)
        self._fill = QColor(Qt.GlobalColor.transparent)
        self._full_text = ""
        self._avoided: QGraphicsItem | None = None

    def avoid(self, item: QGraphicsItem) -> None:
        """Go below another item where both have no room side by side."""
        self._avoided = item

    def set_text_size(self, pixels: int) -> None:
        """Words of another size."""
        self.setFont(font_of(pixels))
        self.place()

    def set_fill(self, colour: str) -> None:
        """What lies between the text and what is behind it."""
        self._fill = QColor(colour)
        self._fill.setAlphaF(0.7)
        self.update()

    def paint(self, painter: QPainter, *details: object) -> None:
        """Qt: draw."""
        if self.text():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._fill)
            painter.drawRoundedRect(self.boundingRect(), 3, 3)
        super().paint(painter, *details)

    def show_text(self, text: str, colour: str) -> None:
        """Another text."""
        self._full_text = text
        self.setBrush(QColor(colour))
        self.place()

    def place(self) -> None:
        """Go to the edge; to be called when the parent has another size."""
        area = self.parentItem().boundingRect()
        metrics = QFontMetricsF(self.font())
        room = max(0.0, area.width() - 2 * MARGIN)
        self.setText(metrics.elidedText(self._full_text, Qt.TextElideMode.ElideRight, room))
        size = self.boundingRect()
        if self._alignment & Qt.AlignmentFlag.AlignRight:
            x = area.right() - size.width() - MARGIN
        else:
            x = area.center().x() - size.width() / 2
        top = bool(self._alignment & Qt.AlignmentFlag.AlignTop)
        y = area.top() + MARGIN if top else area.bottom() - size.height() - MARGIN
        if self._avoided is not None:
            other = self._avoided.mapRectToParent(self._avoided.boundingRect())
            if x < other.right() and y < other.bottom():
                y = other.bottom() + MARGIN / 2
        self.setPos(x, y)
