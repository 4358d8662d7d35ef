"""Keys beside those of the actions: what has the focus goes first, and Ctrl+W closes a window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QWidget

CLOSE = "Ctrl+W"


def closes_by_key(window: QWidget) -> None:
    """Let Ctrl+W close a window or a dialog, as its close button does.

    The main window has an action for it, since it asks about edits first.
    """
    QShortcut(QKeySequence(CLOSE), window).activated.connect(window.close)


def belongs_to(focus: QWidget | None, event: QKeyEvent) -> bool:
    """Whether a key is for a widget: Space for a button, digits for the cells of a table."""
    if event.key() == Qt.Key.Key_Space:
        return isinstance(focus, QAbstractButton | QComboBox)
    if not event.text().isdigit() or not isinstance(focus, QAbstractItemView):
        return False
    return bool(focus.editTriggers() & QAbstractItemView.EditTrigger.AnyKeyPressed)
