"""The guard of a worker's slots: an exception in one is told, and its thread goes on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol


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
