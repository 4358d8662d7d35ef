"""Getting rid of what blocks, and ending the main window as a person does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QApplication, QPushButton

from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import Hands, NothingToDoError


class _PersonsClose(QCloseEvent):
    """What the window system sends for its close button."""

    def spontaneous(self) -> bool:
        return True


def get_rid(hands: Hands, tries: int) -> Steps:
    """Close the popup or the modal dialog: by Esc, else by a button, else by its close button."""
    blocking = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if blocking is None:
        return
    hands.say(f"get rid of {type(blocking).__name__}")
    buttons = [b for b in blocking.findChildren(QPushButton) if b.isVisible() and b.isEnabled()]
    if tries % 3 == 1 or (tries % 3 == 2 and not buttons):
        hands.key(Qt.Key.Key_Escape)
    elif tries % 3 == 2:
        hands.click(hands.rng.choice(buttons))
    else:
        blocking.close()
    yield 0


@action(0.4)
def close_main_window(hands: Hands) -> Steps:
    """Close the main window by its button, its key, or quit; a question may come first."""
    if hands.window not in hands.windows():
        raise NothingToDoError
    way = hands.choose(("button", "closeWindow", "quit"))
    if way == "button":
        event = _PersonsClose()
        QApplication.sendEvent(hands.window, event)
        if event.isAccepted():
            # What Qt does then, for an event of its own.
            QApplication.quit()
    else:
        hands.window.findChild(QAction, f"{way}Action").trigger()
    yield 0
