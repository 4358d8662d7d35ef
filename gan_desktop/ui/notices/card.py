"""A notice as a widget: the text, its buttons beside it where there is room, else below."""

import re

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from gan_desktop.ui.notices.notice import Answer, Notice
from gan_desktop.ui.palette import SPACE

# A part of a file's name that is longer than this may be broken anywhere.
_LONG_WORD = re.compile(r"[^\s/\\]{40}(?=[^\s/\\])")
_MAY_BREAK = "\u200b"


class Card(QFrame):
    """One message with buttons.

    A notice that stays a while goes by itself; its time does not run while the mouse is over it,
    while other notices hide it, or while the person is in another application.

    Attributes:
        notice: what it shows.
        corner: its upper right.

    Signals:
        answered(answer): a button was pressed.
        closed: the person has read it.
        expired: its time is over.
    """

    answered = Signal(object)
    closed = Signal()
    expired = Signal()

    def __init__(self, notice: Notice, *, closable: bool = True) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setProperty("kind", notice.kind)
        self.setAccessibleName(notice.text)
        self.notice = notice
        self._timer: QTimer | None = None
        self._build(closable)

    def _build(self, closable: bool) -> None:
        # The bar decides how wide it is: a long text must not widen the window.
        self.setMinimumWidth(1)
        label = QLabel(_LONG_WORD.sub(rf"\g<0>{_MAY_BREAK}", self.notice.text))
        label.setObjectName("cardText")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setVisible(False)
        self._buttons = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._buttons)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE)
        self._row.addStretch(1)
        for answer in self.notice.answers:
            self._row.addWidget(self._button(answer))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(SPACE)
        self._body.addWidget(label, 1)
        self._body.addWidget(self._progress)
        self._body.addWidget(self._buttons)
        if not self.notice.answers:
            self._buttons.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE + 4, SPACE // 2, SPACE // 2, SPACE // 2)
        layout.setSpacing(SPACE)
        layout.addLayout(self._body, 1)
        self.corner = QHBoxLayout()
        self.corner.setSpacing(0)
        layout.addLayout(self.corner)
        layout.setAlignment(self.corner, Qt.AlignmentFlag.AlignTop)
        if closable:
            self.corner.addWidget(self._close_button())

    def _button(self, answer: Answer) -> QPushButton:
        button = QPushButton(answer.text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.answered.emit(answer))
        return button

    def _close_button(self) -> QToolButton:
        close = QToolButton()
        close.setObjectName("closeCard")
        close.setText("×")
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close (Esc)"))
        close.clicked.connect(self.closed)
        return close

    @property
    def text(self) -> str:
        """The message."""
        return self.notice.text

    @property
    def name(self) -> str:
        """The notice's name."""
        return self.notice.name

    def show_progress(self, done: int, total: int) -> None:
        """How far what it tells of is; 0 of 0 while nobody knows."""
        self._progress.setVisible(True)
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def go_after(self, seconds: float) -> None:
        """From now on it goes by itself when it has been seen for so long."""
        # Its own timer and not a singleShot: that one would outlive the window.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.expired)
        QGuiApplication.instance().applicationStateChanged.connect(self._count)
        self._count()

    def remove(self) -> None:
        """Take it off the screen for good."""
        self.hide()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.setParent(None)
        self.deleteLater()

    @Slot()
    def _count(self) -> None:
        """Let its time run, or begin anew later."""
        if self._timer is None:
            return
        active = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        if not active or not self.isVisible() or self.underMouse():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt: the person reads it."""
        super().enterEvent(event)
        self._count()

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: the mouse is gone."""
        super().leaveEvent(event)
        self._count()

    def showEvent(self, event: QEvent) -> None:
        """Qt: it can be seen."""
        super().showEvent(event)
        self._count()

    def hideEvent(self, event: QEvent) -> None:
        """Qt: other notices hide it, or the window is closed."""
        super().hideEvent(event)
        self._count()

    def heightForWidth(self, width: int) -> int:
        """Qt: buttons go below the text, and below each other, where they would squeeze it."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        hints = [button.sizeHint().width() for button in self._buttons.findChildren(QPushButton)]
        needed = sum(hints) + SPACE * len(hints)
        self._body.setDirection(across if needed <= width // 2 else down)
        self._row.setDirection(across if needed <= width - 6 * SPACE else down)
        return self.layout().totalHeightForWidth(width)
