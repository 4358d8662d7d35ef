"""The bell in the status bar, and the list of notices that it opens."""

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.ui.icons import icon
from gan_desktop.ui.notices.card import Card
from gan_desktop.ui.notices.notice import Answer, Notice, NoticeLog
from gan_desktop.ui.palette import LIGHT, SPACE, Palette

# Of the list, in characters of its font.
_CHARACTERS = 72


class NoticeBell(QToolButton):
    """A button that opens the notices of the session; coloured when one has gone unread."""

    def __init__(self, log: NoticeLog) -> None:
        super().__init__()
        self.setObjectName("noticesButton")
        self.setAutoRaise(True)
        self.setAccessibleName(self.tr("Notices"))
        self.setToolTip(self.tr("Notices of this session, to be read again (Ctrl+Shift+N)"))
        self._log, self._palette, self._unread = log, LIGHT, False
        side = self.fontMetrics().height()
        self.setIconSize(QSize(side, side))
        self._list: NoticeList | None = None
        self.clicked.connect(self.open)
        log.changed.connect(self._show_unread)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self._colour()

    @Slot()
    def open(self) -> None:
        """Show the list, above the bell."""
        self.close_list()
        self._list = NoticeList(self._log, self)
        self._list.show_above(self)
        self._log.mark_read()

    def close_list(self) -> None:
        """The list goes, if it is there."""
        if self._list is not None:
            self._list.close()
            self._list.deleteLater()
            self._list = None

    @Slot()
    def _show_unread(self) -> None:
        if self._log.unread is not self._unread:
            self._unread = self._log.unread
            self._colour()

    def _colour(self) -> None:
        colour = self._palette.accent if self._unread else self._palette.muted
        self.setIcon(icon("bell", colour))


class NoticeList(QFrame):
    """The notices, latest first; the next click beside it or Esc closes it."""

    def __init__(self, log: NoticeLog, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("noticeList")
        self._log = log
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for notice in reversed(log.notices):
            column.addWidget(self._row(notice))
        if not log.notices:
            none = QLabel(self.tr("Nothing has been said in this session yet."))
            none.setObjectName("hint")
            none.setMargin(2 * SPACE)
            column.addWidget(none)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._scroll)

    def show_above(self, anchor: QWidget) -> None:
        """Show it above a widget, within the screen."""
        screen = anchor.screen().availableGeometry()
        width = self.fontMetrics().averageCharWidth() * _CHARACTERS
        width = min(width, screen.width() - 2 * SPACE)
        inside = width - self._scroll.verticalScrollBar().sizeHint().width() - 2
        # Their layout depends on the width, and their height on both.
        self._content.resize(inside, self._content.sizeHint().height())
        self._content.layout().activate()
        needed = self._content.heightForWidth(inside) + 2
        corner = anchor.mapToGlobal(QPoint(anchor.width(), 0))
        height = min(needed, corner.y() - screen.top() - SPACE, screen.height() * 2 // 3)
        left = max(screen.left(), corner.x() - width)
        self.setGeometry(left, corner.y() - height, width, height)
        self.show()

    def _row(self, notice: Notice) -> QWidget:
        row = QWidget()
        row.setObjectName("noticeRow")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(SPACE, 0, 0, 0)
        layout.setSpacing(0)
        when = QLabel(f"{notice.when:%H:%M}")
        when.setObjectName("noticeTime")
        when.setMargin(SPACE // 2)
        layout.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        card = Card(notice, closable=False)
        card.answered.connect(partial(self._on_answered, notice))
        layout.addWidget(card, 1)
        return row

    def _on_answered(self, notice: Notice, answer: Answer) -> None:
        self.close()
        self._log.answer(notice, answer)
