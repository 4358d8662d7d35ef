"""`Hands`: what a person can do with mouse and keys, and how a widget is picked at random.

Events enter where the platform's do, at the window's handle: popups, modal dialogs, grabs and
shortcuts take part as they do for a person.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent, QKeySequence, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QScrollArea, QWidget
from shiboken6 import isValid

from gui_fuzz.folder import Folder

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_HELD = (
    (SHIFT, Qt.Key.Key_Shift),
    (CTRL, Qt.Key.Key_Control),
    (ALT, Qt.Key.Key_Alt),
)
# The ways out of the folder of one's own: a random hand could rename or delete what is there.
_LEADS_AWAY = ("toParentButton", "lookInCombo", "sidebar")


class NothingToDoError(Exception):
    """There is nothing on the screen that this action could act on."""


class GoneError(Exception):
    """What an action acts on has gone in the meantime."""


class Hands:
    """The hands for one action.

    Attributes:
        rng: random numbers that depend on the seed and the action's index alone.
        window: the main window.
        folder: files that may be opened and written.

    Args:
        say: takes what the action is about.
        turn: called before each event.
    """

    def __init__(
        self,
        key: str,
        window: QMainWindow,
        folder: Folder,
        say: Callable[[str], None],
        turn: Callable[[], None],
    ) -> None:
        self.rng = Random(key)  # noqa: S311 -- not a secret
        self.window, self.folder = window, folder
        self._key, self._say, self._turn = key, say, turn
        self._picks = 0

    # --- what there is ----------------------------------------------------------------------------

    def windows(self) -> list[QWidget]:
        """Windows that take input now: the popup, the modal dialog, or all that are open."""
        blocking = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if blocking is not None:
            return [blocking]
        return [w for w in QApplication.topLevelWidgets() if w.isVisible() and _is_window(w)]

    def widgets(self, kind: type[W]) -> list[W]:
        """Enabled widgets of a kind that can be reached."""
        found: list[W] = []
        for window in self.windows():
            own = [window] if isinstance(window, kind) else []
            found += [w for w in (*own, *window.findChildren(kind)) if _reachable(w, window)]
        return found

    def pick(self, widgets: Sequence[W]) -> W:
        """One of them: the same one whenever it is there, whatever others come and go."""
        self._picks += 1
        if not widgets:
            raise NothingToDoError
        key = f"{self._key}:{self._picks}:"
        chosen = min(widgets, key=lambda widget: zlib.crc32(f"{key}{label(widget)}".encode()))
        self._say(label(chosen))
        return chosen

    def pick_action(self, actions: Sequence[QAction]) -> QAction:
        """One of some actions, by its name, as `pick` does."""
        self._picks += 1
        if not actions:
            raise NothingToDoError
        key = f"{self._key}:{self._picks}:"
        names = [each.objectName() or each.text() for each in actions]
        chosen = min(range(len(names)), key=lambda i: zlib.crc32(f"{key}{names[i]}".encode()))
        self._say(names[chosen])
        return actions[chosen]

    def choose(self, values: Iterable[T]) -> T:
        """One of some values."""
        values = list(values)
        if not values:
            raise NothingToDoError
        chosen = self.rng.choice(values)
        self._say(repr(chosen))
        return chosen

    def say(self, what: str) -> None:
        """Note something about this action."""
        self._say(what)

    # --- mouse ------------------------------------------------------------------------------------

    def place_in(self, widget: QWidget) -> QPoint:
        """Any place of a widget that can be seen."""
        rect = seen(widget)
        return QPoint(
            self.rng.randint(rect.left(), max(rect.left(), rect.right())),
            self.rng.randint(rect.top(), max(rect.top(), rect.bottom())),
        )

    def show(self, widget: QWidget) -> QPoint:
        """Scroll to a widget; the middle of what can be seen of it."""
        parent = widget.parentWidget()
        while parent is not None and seen(widget).isEmpty():
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        rect = seen(widget)
        if rect.isEmpty():
            raise GoneError
        return rect.center()

    def click(
        self,
        widget: QWidget,
        place: QPoint | None = None,
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = NONE,
        *,
        double: bool = False,
    ) -> None:
        """Click a widget, in the middle if no place is given."""
        spot = place or self.show(widget)
        handle, at = self._at(widget, spot)
        QTest.mouseMove(handle, at)
        handle, at = self._at(widget, spot)
        (QTest.mouseDClick if double else QTest.mouseClick)(handle, button, keys, at)

    def move(self, widget: QWidget, place: QPoint) -> None:
        """Move the mouse, with whatever button is held."""
        handle, at = self._at(widget, place)
        QTest.mouseMove(handle, at)

    def press(self, widget: QWidget, place: QPoint, button: Qt.MouseButton = LEFT) -> None:
        """Press a button and hold it."""
        handle, at = self._at(widget, place)
        QTest.mousePress(handle, button, NONE, at)

    def release(self, widget: QWidget, place: QPoint, button: Qt.MouseButton = LEFT) -> None:
        """Let the button go."""
        handle, at = self._at(widget, place)
        QTest.mouseRelease(handle, button, NONE, at)

    def wheel(self, widget: QWidget, clicks: int, keys: Qt.KeyboardModifier = NONE) -> None:
        """Turn the wheel over a widget."""
        handle, at = self._at(widget, self.show(widget))
        event = QWheelEvent(
            QPointF(at), QPointF(handle.mapToGlobal(at)), QPoint(), QPoint(0, 120 * clicks),
            Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(handle, event)

    def _at(self, widget: QWidget, place: QPoint) -> tuple[QWindow, QPoint]:
        self._turn()
        if not isValid(widget) or not widget.isVisible():
            raise GoneError
        window = widget.window()
        at = widget.mapTo(window, place)
        handle = window.windowHandle()
        if handle is None or not QRect(QPoint(), handle.size()).contains(at):
            raise GoneError
        return handle, at

    # --- keys -------------------------------------------------------------------------------------

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        handle = self._focus()
        QTest.keyPress(handle, key, keys)
        # One after the other: QTest would let the rest go in a window that the first has closed.
        for each in (key, *(held for modifier, held in _HELD if modifier in keys)):
            handle = handle if isValid(handle) else QApplication.focusWindow()
            if handle is not None:
                QTest.keyRelease(handle, each)

    def shortcut(self, keys: QKeySequence) -> None:
        """Press a combination where the focus is."""
        for place in range(keys.count()):
            self.key(keys[place].key(), keys[place].keyboardModifiers())

    def type(self, text: str) -> None:
        """Type a text where the focus is; what has no key comes from an input method."""
        for character in text:
            handle = self._focus()
            if character.isascii():
                QTest.keyPress(handle, ord(character))
                if isValid(handle):
                    QTest.keyRelease(handle, ord(character))
                continue
            if ord(character) < 256:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(handle, QKeyEvent(kind, 0, NONE, character))
                continue
            receiver = QApplication.focusWidget()
            if receiver is not None:
                composing = QInputMethodEvent(character, [])
                QApplication.sendEvent(receiver, composing)
                done = QInputMethodEvent()
                done.setCommitString(character)
                QApplication.sendEvent(receiver, done)

    def _focus(self) -> QWindow:
        self._turn()
        handle = QApplication.focusWindow()
        if handle is None:
            windows = [w.windowHandle() for w in self.windows() if w.windowHandle() is not None]
            if not windows:
                raise GoneError
            handle = windows[0]
        return handle


def label(widget: QWidget) -> str:
    """A name that is the same in every process: of the widget and what it is in."""
    names = []
    part: QWidget | None = widget
    while part is not None and len(names) < 4:
        name = part.objectName()
        if not name or name.startswith("qt_"):
            text = getattr(part, "text", None)
            name = f"{type(part).__name__}({text() if callable(text) else ''})"
        names.append(name)
        part = part.parentWidget()
    return " < ".join(names)


def seen(widget: QWidget) -> QRect:
    """What of a widget is not hidden by what it is in."""
    return widget.visibleRegion().boundingRect()


def _is_window(widget: QWidget) -> bool:
    kinds = (Qt.WindowType.Window, Qt.WindowType.Dialog)
    return widget.windowType() in kinds and widget.windowHandle() is not None


def _reachable(widget: QWidget, window: QWidget) -> bool:
    if not (widget.isVisible() and widget.isEnabled() and widget.window() is window):
        return False
    if isinstance(window, QFileDialog):
        part: QWidget | None = widget
        while part is not None:
            if part.objectName() in _LEADS_AWAY:
                return False
            part = part.parentWidget()
    return widget.width() > 0 and widget.height() > 0
