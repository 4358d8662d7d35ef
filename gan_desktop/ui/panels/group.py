"""A panel that folds: header, contents, and what is behind "More"."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gan_desktop.ui.palette import SPACE


class Group(QWidget):
    """A header that opens and closes a column of widgets."""

    def __init__(self, title: str, name: str, opened: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self._header = fold_button("groupHeader", title)
        self._header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._header.setChecked(opened)
        self._header.toggled.connect(self._on_toggled)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, SPACE)
        self._column.setSpacing(SPACE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._body)
        self._more: QWidget | None = None
        self._shown = 0
        self._on_toggled(opened)

    def add(self, widget: QWidget) -> None:
        """Add a widget below the others, and above "More"."""
        self._column.insertWidget(self._shown, widget)
        self._shown += 1

    def add_more(self, widget: QWidget) -> None:
        """Add a widget that is folded behind "More"."""
        if self._more is None:
            button = fold_button("moreButton", self.tr("More"))
            self._more = QWidget()
            column = QVBoxLayout(self._more)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(SPACE)
            self._more.setVisible(False)
            button.toggled.connect(self._more.setVisible)
            button.toggled.connect(lambda on: button.setArrowType(arrow(on)))
            self._column.addWidget(button)
            self._column.addWidget(self._more)
        self._more.layout().addWidget(widget)

    @Slot(bool)
    def _on_toggled(self, opened: bool) -> None:
        self._body.setVisible(opened)
        self._header.setArrowType(arrow(opened))


def arrow(opened: bool) -> Qt.ArrowType:
    """Of what is open or folded."""
    return Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow


def fold_button(name: str, text: str) -> QToolButton:
    """A line that unfolds something when it is checked."""
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setCheckable(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setArrowType(Qt.ArrowType.RightArrow)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
