"""The keyboard, wherever the focus is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QFileDialog

from gui_fuzz.actions import words
from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import ALT, CTRL, NONE, SHIFT, Hands, NothingToDoError

_KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space,
    Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up,
    Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F10, Qt.Key.Key_Menu, Qt.Key.Key_A, Qt.Key.Key_L,
    Qt.Key.Key_5, Qt.Key.Key_Minus, Qt.Key.Key_Plus,
)  # fmt: skip
# They end the whole window; `leaving.py` does that, more seldom.
_ENDING = ("closeWindowAction", "quitAction")


@action(10)
def press_shortcut(hands: Hands) -> Steps:
    """A combination of any action of the window in front."""
    found, ending = [], set()
    for window in hands.windows():
        for each in window.findChildren(QAction):
            if each.objectName() in _ENDING:
                # Its dialogs, which are children of it, close by the same key.
                ending |= {keys.toString() for keys in each.shortcuts()}
            else:
                found += each.shortcuts()
        found += [each.key() for each in window.findChildren(QShortcut)]
    texts = sorted({keys.toString() for keys in found if not keys.isEmpty()} - ending)
    chosen = hands.choose(texts)
    hands.shortcut(next(keys for keys in found if keys.toString() == chosen))
    yield 0


@action(6)
def press_keys(hands: Hands) -> Steps:
    """Some keys, also with modifiers."""
    if any(isinstance(window, QFileDialog) for window in hands.windows()):
        # Delete and Alt+Up are about real files there.
        raise NothingToDoError
    for _ in range(hands.rng.randint(1, 5)):
        key = hands.rng.choice(_KEYS)
        keys = hands.rng.choice((NONE, NONE, NONE, SHIFT, CTRL, ALT))
        hands.say(f"{key.name} {keys.name}")
        hands.key(key, keys)
        yield 0


@action(2)
def type_anywhere(hands: Hands) -> Steps:
    """A text, whatever has the focus."""
    if any(isinstance(window, QFileDialog) for window in hands.windows()):
        raise NothingToDoError
    hands.type(hands.choose((*words.NUMBERS, *words.NONSENSE)))
    yield 0


@action(3)
def walk_focus(hands: Hands) -> Steps:
    """Tab through the window."""
    for _ in range(hands.rng.randint(1, 12)):
        hands.key(*hands.rng.choice(((Qt.Key.Key_Tab, NONE), (Qt.Key.Key_Backtab, SHIFT))))
        yield 0
