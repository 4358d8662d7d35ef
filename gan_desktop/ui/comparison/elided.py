"""A line of text that ends in dots where it has no room; the tooltip has all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget


class ElidedLabel(QWidget):
    """Never wider than it is given room for.

    Attributes:
        full_text: what it says.
    """

    def __init__(self) -> None:
        super().__init__()
        self.full_text = ""
        self._colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, colour: str = "") -> None:
        """Another text; "" for the usual colour."""
        self.full_text, self._colour = text, colour
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: one line."""
        return QSize(80, self.fontMetrics().height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw."""
        painter = QPainter(self)
        painter.setPen(
            QColor(self._colour) if self._colour else self.palette().color(QPalette.ColorRole.Text)
        )
        text = self.fontMetrics().elidedText(
            self.full_text, Qt.TextElideMode.ElideRight, self.width()
        )
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), side, text)
