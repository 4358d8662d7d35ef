"""A paragraph to read, beside what it is about; the next click or Esc closes it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.sizes import em

# In em; and the part of the screen that the text is wide at most.
TEXT_WIDTH, SCREEN_PART = 28, 0.6


class AboutPopup(QFrame):
    """One for all: it shows what it is asked for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("aboutPopup")
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.addWidget(self.label)

    def show_beside(self, html: str, anchor: QWidget) -> None:
        """Show a text, left of a widget where there is room."""
        screen = anchor.screen().availableGeometry()
        width = min(em(self, TEXT_WIDTH), round(SCREEN_PART * screen.width()))
        self.label.setFixedWidth(width)
        self.label.setText(html)
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(0, 0))
        left = corner.x() - self.width() - SPACE
        if left < screen.left():
            left = min(corner.x(), screen.right() - self.width())
        top = min(corner.y(), screen.bottom() - self.height())
        self.move(max(left, screen.left()), max(top, screen.top()))
        self.show()
