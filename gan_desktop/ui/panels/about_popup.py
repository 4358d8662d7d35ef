"""A paragraph to read, beside what it is about; the next click or Esc closes it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gan_desktop.ui.palette import SPACE

TEXT_WIDTH = 340


class AboutPopup(QFrame):
    """One for all: it shows what it is asked for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("aboutPopup")
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setFixedWidth(TEXT_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.addWidget(self.label)

    def show_beside(self, html: str, anchor: QWidget) -> None:
        """Show a text, left of a widget where there is room."""
        self.label.setText(html)
        self.adjustSize()
        screen = anchor.screen().availableGeometry()
        corner = anchor.mapToGlobal(QPoint(0, 0))
        left = corner.x() - self.width() - SPACE
        if left < screen.left():
            left = min(corner.x(), screen.right() - self.width())
        top = min(corner.y(), screen.bottom() - self.height())
        self.move(max(left, screen.left()), max(top, screen.top()))
        self.show()
