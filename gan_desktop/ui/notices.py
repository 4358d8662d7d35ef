"""Cards over the canvas: what happened, and what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.ui.palette import SPACE

MAX_WIDTH = 460
MAX_NEWS = 2


@dataclass(frozen=True)
class Answer:
    """A button of a card: its text, what it does, and whether the card goes with it."""

    text: str
    action: Callable[[], None]
    closes: bool = True


class Card(QFrame):
    """One message with buttons. A button answers it and closes it."""

    def __init__(self, text: str, buttons: Sequence[Answer], kind: str, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.name = name
        self.asks = bool(buttons)
        self._label = QLabel(text)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setText("×")
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close"))
        close.clicked.connect(self.dismiss)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setVisible(False)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addStretch(1)
        for answer in buttons:
            button = QPushButton(answer.text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if answer.closes:
                button.clicked.connect(self.dismiss)
            button.clicked.connect(answer.action)
            row.addWidget(button)
        top = QHBoxLayout()
        top.addWidget(self._label, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE + 4, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(top)
        layout.addWidget(self._progress)
        if buttons:
            layout.addLayout(row)

    @property
    def text(self) -> str:
        """The message."""
        return self._label.text()

    def show_progress(self, done: int, total: int) -> None:
        """How far what it tells of is."""
        self._progress.setVisible(True)
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    @Slot()
    def dismiss(self) -> None:
        """Take it off the canvas."""
        self.hide()
        for timer in self.findChildren(QTimer):
            timer.stop()
        self.setParent(None)
        self.deleteLater()


class NoticeArea(QWidget):
    """A stack of cards at the lower right of its parent; the newest is the lowest."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noticeArea")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self.hide()
        parent.installEventFilter(self)

    @property
    def cards(self) -> list[Card]:
        """The cards shown, oldest first."""
        items = (self._column.itemAt(index) for index in range(self._column.count()))
        return [item.widget() for item in items if isinstance(item.widget(), Card)]

    def show_card(
        self,
        text: str,
        buttons: Sequence[Answer] = (),
        kind: str = "info",
        name: str = "",
        seconds: int = 0,
    ) -> Card:
        """Add a card; one of the same `name` is replaced; it goes by itself after `seconds`."""
        if name:
            self.dismiss(name)
        card = Card(text, buttons, kind, name)
        self._column.addWidget(card)
        # A card that offers something stays until it is answered; news make room for news.
        for old in [card for card in self.cards if not card.asks][:-MAX_NEWS]:
            old.dismiss()
        card.installEventFilter(self)
        if seconds:
            # Its own timer and not a singleShot: that one would outlive the window.
            timer = QTimer(card)
            timer.setSingleShot(True)
            timer.timeout.connect(card.dismiss)
            timer.start(seconds * 1000)
        self.show()
        self.raise_()
        # At once, or it would have no size until the next event.
        card.show()
        self._place()
        return card

    def dismiss(self, name: str) -> None:
        """Take the card of that name away, if it is there."""
        for card in self.cards:
            if card.name == name:
                card.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: follow the parent's size and the cards' comings and goings."""
        kinds = (QEvent.Type.Resize, QEvent.Type.ParentChange, QEvent.Type.LayoutRequest)
        if event.type() in kinds:
            QTimer.singleShot(0, self, self._place)
        return super().eventFilter(watched, event)

    @Slot()
    def _place(self) -> None:
        if not self.cards:
            self.hide()
            return
        parent = self.parentWidget()
        width = min(MAX_WIDTH, parent.width() - 4 * SPACE)
        self.setFixedWidth(width)
        self._column.activate()
        height = self._column.totalHeightForWidth(width)
        height = height if height >= 0 else self.sizeHint().height()
        bottom = parent.height() - 6 * SPACE
        self.setGeometry(parent.width() - width - 2 * SPACE, bottom - height, width, height)
