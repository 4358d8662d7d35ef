"""Windows: their size and state, and which is in front."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import Hands, NothingToDoError


@action(2)
def resize(hands: Hands) -> Steps:
    """Give a window another size."""
    window = hands.pick(hands.windows())
    for _ in range(hands.rng.randint(1, 3)):
        window.resize(hands.rng.randint(200, 2000), hands.rng.randint(150, 1400))
        yield 0


@action(1.5)
def change_state(hands: Hands) -> Steps:
    """Minimise, maximise, and back."""
    window = hands.pick(hands.windows())
    states = (window.showMinimized, window.showMaximized, window.showFullScreen, window.showNormal)
    hands.rng.choice(states)()
    yield hands.rng.choice((0, 100))
    window.showNormal()
    yield 0


@action(2)
def bring_to_front(hands: Hands) -> Steps:
    """Go on in another window."""
    window = hands.pick(hands.windows())
    window.raise_()
    window.activateWindow()
    yield 0


@action(2)
def open_window(hands: Hands) -> Steps:
    """Open what judges, or what compares."""
    if hands.window not in hands.windows():
        raise NothingToDoError
    hands.window.activateWindow()
    hands.shortcut(QKeySequence(hands.choose(("Ctrl+J", "Ctrl+Shift+D"))))
    yield 0


@action(2)
def close_window(hands: Hands) -> Steps:
    """Close a window other than the main one, by its button, Esc or Ctrl+W."""
    others = [window for window in hands.windows() if window is not hands.window]
    window = hands.pick(others)
    window.activateWindow()
    yield 0
    how = hands.choose(("button", "Esc", "Ctrl+W"))
    if how == "Esc":
        hands.key(Qt.Key.Key_Escape)
    elif how == "Ctrl+W":
        hands.shortcut(QKeySequence("Ctrl+W"))
    else:
        window.close()
    yield 0
