"""A notice, and the list of all notices of a session."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

# Older ones can not be read again.
MOST_NOTICES = 100
# A notice that asks nothing stays this long, and longer the more there is to read.
LEAST_S = 5.0
READING_S_PER_CHARACTER = 0.06
# One that reports an error, or that offers something, stays at least this long.
LEAST_IMPORTANT_S = 20.0


class Stays(Enum):
    """How long a notice is on the screen."""

    A_WHILE = auto()
    UNTIL_ANSWERED = auto()
    WHILE_IT_LASTS = auto()


@dataclass(frozen=True)
class Answer:
    """A button of a notice: its text, what it does, and whether the notice goes with it."""

    text: str
    action: Callable[[], None]
    closes: bool = True


@dataclass(eq=False)
class Notice:
    """One message.

    Attributes:
        text: what it says.
        answers: its buttons; those that are still of use.
        kind: info or error.
        name: a notice replaces an earlier one of the same name, "" for none.
        stays: how long it is on the screen.
        when: it was shown.
    """

    text: str
    answers: tuple[Answer, ...] = ()
    kind: str = "info"
    name: str = ""
    stays: Stays = Stays.A_WHILE
    when: datetime = field(default_factory=datetime.now)

    @property
    def seconds(self) -> float:
        """How long it takes to notice and to read it."""
        important = self.kind == "error" or bool(self.answers)
        least = LEAST_IMPORTANT_S if important else LEAST_S
        return max(least, LEAST_S + READING_S_PER_CHARACTER * len(self.text))


class NoticeLog(QObject):
    """The notices of a session, to be read again; each with the answers that are still of use.

    Signals:
        changed: there is another notice, or one less, or `unread` is another.
        settled(notice): what it tells of is over.
    """

    changed = Signal()
    settled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices: deque[Notice] = deque(maxlen=MOST_NOTICES)
        self._unread = False

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All of them, oldest first."""
        return tuple(self._notices)

    @property
    def unread(self) -> bool:
        """Whether one has left the screen by itself since the list was read last."""
        return self._unread

    def add(self, notice: Notice) -> None:
        """A notice is shown."""
        self._notices.append(notice)
        self.changed.emit()

    def note_unread(self) -> None:
        """A notice has left the screen by itself."""
        self._unread = True
        self.changed.emit()

    def mark_read(self) -> None:
        """The person has read the list."""
        self._unread = False
        self.changed.emit()

    def answer(self, notice: Notice, answer: Answer) -> None:
        """The person has pressed a button of a notice, in the bar or in the list."""
        if answer.closes:
            self.settle(notice)
        answer.action()

    def settle(self, notice: Notice) -> None:
        """What it tells of is over: nothing can be answered; work that is done is not listed."""
        notice.answers = ()
        if notice.stays is Stays.WHILE_IT_LASTS and notice in self._notices:
            self._notices.remove(notice)
        self.settled.emit(notice)
        self.changed.emit()
