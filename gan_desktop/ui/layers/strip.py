"""The strip under the canvas: in plain sentences what is seen, and the button to change it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gan_desktop.ui.palette import SPACE

# More would eat the canvas; the tooltip has all.
MOST_LINES = 3


class LayerStrip(QWidget):
    """Up to three lines, each cut where there is no room; the tooltip has all sentences.

    Args:
        button: stands beside the lines.
    """

    def __init__(self, button: QToolButton) -> None:
        super().__init__()
        self.setObjectName("layerStrip")
        self.sentences: tuple[str, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE + 4, 2, SPACE + 4, 2)
        row.setSpacing(SPACE)
        self._column = QWidget()
        layout = QVBoxLayout(self._column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        row.addWidget(self._column, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._button = button
        self.lines = [QLabel(self._column) for _ in range(MOST_LINES)]
        for line in self.lines:
            line.setObjectName("layerLine")
            line.setTextFormat(Qt.TextFormat.PlainText)
            # A long sentence must not make the window wider.
            line.setMinimumWidth(1)
            line.hide()
            layout.addWidget(line)

    def show_sentences(self, sentences: list[str]) -> None:
        """Show these, in this order."""
        if tuple(sentences) == self.sentences:
            return
        self.sentences = tuple(sentences)
        self.setToolTip("\n".join(sentences))
        self.setAccessibleName(" ".join(sentences))
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "lines"):
            self._fill()

    def _fill(self) -> None:
        shown = list(self.sentences[:MOST_LINES])
        more = len(self.sentences) - len(shown)
        room = self.width() - 2 * (SPACE + 4) - SPACE - self._button.sizeHint().width()
        metrics = QFontMetrics(self.lines[0].font())
        for index, line in enumerate(self.lines):
            line.setVisible(index < len(shown))
            if index >= len(shown):
                continue
            tail = ""
            if more and index == MOST_LINES - 1:
                tail = self.tr("  (+{count} more: point here)").format(count=more)
            width = room - metrics.horizontalAdvance(tail)
            cut = metrics.elidedText(shown[index], Qt.TextElideMode.ElideRight, max(0, width))
            line.setText(cut + tail)
