"""The strip under the canvas: in plain sentences what is seen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gan_desktop.ui.palette import SPACE

# More would eat the canvas; the tooltip has all.
MOST_LINES = 3


class LayerStrip(QWidget):
    """Up to three lines, each cut where there is no room; the tooltip has all sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("layerStrip")
        self.sentences: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE + 4, 2, SPACE + 4, SPACE // 2)
        layout.setSpacing(1)
        self.lines = [QLabel(self) for _ in range(MOST_LINES)]
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

    def _fill(self) -> None:
        shown = list(self.sentences[:MOST_LINES])
        more = len(self.sentences) - len(shown)
        room = self.contentsRect().width() - 2 * (SPACE + 4)
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
