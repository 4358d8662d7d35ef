"""`Patience`: how long a popup or a modal dialog is acted in before it is to go."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import getCppPointer

# Actions in it before it is closed, and how often that is tried.
ACTIONS, TRIES = 8, 10


class Patience:
    """Counts the actions for as long as the same widget blocks the others.

    Args:
        blocking: the widget that blocks now, if any.
    """

    def __init__(self, blocking: Callable[[], QWidget | None]) -> None:
        self._blocking = blocking
        self._pointer, self._count = 0, 0

    @property
    def widget(self) -> QWidget | None:
        """What blocks now."""
        return self._blocking()

    def tries(self) -> int:
        """How often it has been time to close it, this time included; 0 while it may stay."""
        widget = self._blocking()
        pointer = 0 if widget is None else getCppPointer(widget)[0]
        if pointer != self._pointer:
            self._pointer, self._count = pointer, 0
        if widget is None:
            return 0
        self._count += 1
        return max(0, self._count - ACTIONS)
