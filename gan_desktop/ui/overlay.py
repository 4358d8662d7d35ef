"""Legend and captions of the picture: plain items over the view, placed in pixels.

pyqtgraph's own legend keeps labels that Qt asks for their size while Python takes them apart.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSimpleTextItem

MARGIN = 10.0
ROW = 22.0
SYMBOL = 11.0
SYMBOL_COLUMN = 30.0
FONT_PX = 13


def _font() -> QFont:
    font = QFont()
    font.setPixelSize(FONT_PX)
    return font


class Legend(QGraphicsItem):
    """Symbols with names in a box at the upper left of its parent."""

    def __init__(self, parent: QGraphicsItem, rows: tuple[tuple[QPainterPath, str], ...]) -> None:
        super().__init__(parent)
        self._text, self._line, self._fill = QColor(), QColor(), QColor()
        self.set_rows(rows)
        self.setPos(MARGIN, MARGIN)
        self.setZValue(30)

    def set_rows(self, rows: tuple[tuple[QPainterPath, str], ...]) -> None:
        """Other rows; their colours are to be set anew."""
        self.prepareGeometryChange()
        self.rows = rows
        self._colours = tuple(QColor() for _ in rows)
        widest = max(QFontMetricsF(_font()).horizontalAdvance(name) for _, name in rows)
        self._size = QRectF(0, 0, SYMBOL_COLUMN + widest + MARGIN, ROW * len(rows) + MARGIN)

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
        painter.setFont(_font())
        for row, ((symbol, name), colour) in enumerate(zip(self.rows, self._colours, strict=True)):
            middle = MARGIN / 2 + ROW * (row + 0.5)
            painter.save()
            painter.translate(QPointF(SYMBOL_COLUMN / 2, middle))
            painter.scale(SYMBOL, SYMBOL)
            painter.fillPath(symbol, colour)
            painter.restore()
            painter.setPen(self._text)
            area = QRectF(SYMBOL_COLUMN, middle - ROW / 2, self._size.width(), ROW)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)


class Caption(QGraphicsSimpleTextItem):
    """A line of text at an edge of its parent, wherever that edge goes."""

    def __init__(self, parent: QGraphicsItem, alignment: Qt.AlignmentFlag) -> None:
        super().__init__(parent)
        self._alignment = alignment
        self.setFont(_font())
        self.setZValue(30)
        self._fill = QColor(Qt.GlobalColor.transparent)

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
        self.setText(text)
        self.setBrush(QColor(colour))
        self.place()

    def place(self) -> None:
        """Go to the edge; to be called when the parent has another size."""
        area, size = self.parentItem().boundingRect(), self.boundingRect()
        if self._alignment & Qt.AlignmentFlag.AlignRight:
            x = area.right() - size.width() - MARGIN
        else:
            x = area.center().x() - size.width() / 2
        top = bool(self._alignment & Qt.AlignmentFlag.AlignTop)
        self.setPos(x, area.top() + MARGIN if top else area.bottom() - size.height() - MARGIN)
