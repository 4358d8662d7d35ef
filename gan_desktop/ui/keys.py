"""Keys that belong to what has the focus, although they are the shortcut of an action."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QWidget


def belongs_to(focus: QWidget | None, event: QKeyEvent) -> bool:
    """Whether a key is for a widget: Space for a button, digits for the cells of a table."""
    if event.key() == Qt.Key.Key_Space:
        return isinstance(focus, QAbstractButton | QComboBox)
    if not event.text().isdigit() or not isinstance(focus, QAbstractItemView):
        return False
    return bool(focus.editTriggers() & QAbstractItemView.EditTrigger.AnyKeyPressed)
