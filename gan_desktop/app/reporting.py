"""The guard of a worker's slots: an exception in one is told, and its thread goes on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from gan_desktop.core.errors import GanDesktopError
from gan_desktop.core.files import sentence
from gan_desktop.core.words import Text, told


class Reporter(Protocol):
    """A worker that can tell its window of an error."""

    def on_error(self, error: Exception) -> None:
        """A slot has ended by this error."""


def reporting(slot: Callable[..., None]) -> Callable[..., None]:
    """Turn an exception in a slot into a call of its worker's `on_error`."""

    @wraps(slot)
    def guarded(self: Reporter, *args: Any) -> None:
        try:
            slot(self, *args)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the window must hear of it
            self.on_error(error)

    return guarded


def reason_of(error: Exception) -> str:
    """One sentence on any exception; of one that is a mistake of ours, its kind as well."""
    if isinstance(error, OSError):
        return sentence(error)
    if isinstance(error, GanDesktopError):
        return told(error)
    return Text("unexpected error ({kind}): {what}", kind=type(error).__name__, what=str(error))
