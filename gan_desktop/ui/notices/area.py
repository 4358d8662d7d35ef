"""The bar of notices: a place of its own in the window's layout, as large as what it says."""

from collections import deque
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from gan_desktop.ui.notices.card import Card
from gan_desktop.ui.notices.notice import MOST_NOTICES, Answer, Notice, NoticeLog, Stays

# So many are seen at once, the newest below.
MOST_SEEN = 2
# One only in a window that is lower than so many lines of text.
_LOW = 32


class NoticeArea(QWidget):
    """A stack of cards; it takes no room while there are none. Esc closes the newest one.

    Attributes:
        log: what was said, to be read again.

    Args:
        log: the session's, where it has one already.
    """

    def __init__(self, log: NoticeLog | None = None) -> None:
        super().__init__()
        self.setObjectName("noticeArea")
        self.log = log or NoticeLog(self)
        self._cards: list[Card] = []
        # Another bar may have the same log, and names of its own.
        self._shown: deque[Notice] = deque(maxlen=MOST_NOTICES)
        self.log.settled.connect(self._on_settled)
        # In the newest card: a row of its own would be taken from the canvas.
        self._more = QToolButton(self)
        self._more.setObjectName("moreNotices")
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.clicked.connect(self._show_next)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        # The window is not made wider by what it says.
        self.setMinimumWidth(1)
        self.hide()

    @property
    def cards(self) -> list[Card]:
        """The cards that are not closed, oldest first; the last ones are seen."""
        return list(self._cards)

    def show_card(
        self,
        text: str,
        buttons: Sequence[Answer] = (),
        kind: str = "info",
        name: str = "",
        stays: Stays | None = None,
    ) -> Card:
        """Add a card; one of the same `name` is replaced.

        Args:
            text: the message.
            buttons: what can be done about it.
            kind: info or error.
            name: of what it tells.
            stays: until it is answered, if None, where there is something to answer; else a while.
        """
        if name:
            self.dismiss(name)
        if stays is None:
            stays = Stays.UNTIL_ANSWERED if buttons else Stays.A_WHILE
        card = Card(Notice(text, tuple(buttons), kind, name, stays))
        card.answered.connect(partial(self.log.answer, card.notice))
        card.closed.connect(partial(self._take, card))
        card.expired.connect(partial(self._on_expired, card))
        self._column.addWidget(card)
        self._cards.append(card)
        self._shown.append(card.notice)
        self.log.add(card.notice)
        # A notice that asks stays; news make room for news.
        passing = [each for each in self._cards if each.notice.stays is Stays.A_WHILE]
        for old in passing[:-MOST_SEEN]:
            self._on_expired(old)
        self._arrange()
        if stays is Stays.A_WHILE:
            card.go_after(card.notice.seconds)
        # Keys that nothing else in the window has a use for.
        self.window().installEventFilter(self)
        return card

    def dismiss(self, name: str) -> None:
        """What the card of that name tells of is over: take it away, if it is there."""
        for notice in tuple(self._shown):
            if notice.name == name:
                self._shown.remove(notice)
                self.log.settle(notice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Esc closes the newest card that is seen, where nothing else has a use for it."""
        if watched is self.window() and self._cards:
            if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._take(self._cards[-1])
                return True
            if event.type() is QEvent.Type.Resize:
                self._arrange()
        return super().eventFilter(watched, event)

    @Slot(object)
    def _on_settled(self, notice: Notice) -> None:
        for card in self.cards:
            if card.notice is notice:
                self._take(card)

    def _on_expired(self, card: Card) -> None:
        self._take(card)
        self.log.note_unread()

    def _take(self, card: Card) -> None:
        """Take a card off the screen; it can still be answered in the list."""
        if card in self._cards:
            self._cards.remove(card)
            self._more.setParent(self)
            if card.isAncestorOf(self.window().focusWidget() or self):
                # Qt would hand it to the neighbour, which would take Space for itself.
                self.window().setFocus()
            card.remove()
            self._arrange()

    @Slot()
    def _show_next(self) -> None:
        """Bring the card to the front that has waited longest."""
        card = self._cards.pop(0)
        self._column.removeWidget(card)
        self._column.addWidget(card)
        self._cards.append(card)
        self._arrange()

    def _arrange(self) -> None:
        low = self.window().height() < _LOW * self.fontMetrics().lineSpacing()
        waiting = len(self._cards) - (1 if low else MOST_SEEN)
        for index, card in enumerate(self._cards):
            card.setVisible(index >= waiting)
        if waiting > 0:
            self._cards[-1].corner.insertWidget(0, self._more)
            self._more.setText(f"+{waiting}")
            text = self.tr("More notices: {count}. Show the next one.").format(count=waiting)
            self._more.setToolTip(text)
            self._more.setAccessibleName(text)
        self._more.setVisible(waiting > 0)
        self.setVisible(bool(self._cards))
