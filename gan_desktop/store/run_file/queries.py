"""Asks a run file, and says in one sentence what of it cannot be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.words import told
from gan_desktop.store.run_file.blobs import DamagedError
from gan_desktop.store.run_file.opening import UNREADABLE, connected, damaged, explained


class Queries:
    """A connection that only reads; what is asked is wrapped in `at`.

    Raises:
        InvalidValueError, OSError: as `connected`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = connected(path)

    def rows(self, query: str, *values: Any) -> Iterator[Any]:
        """The rows, as they are asked for."""
        return self._connection.execute(query, values)

    def one(self, query: str, *values: Any) -> Any:
        """The first row. Raises DamagedError if there is none."""
        for row in self.rows(query, *values):
            return row
        raise DamagedError("a row is missing")

    @contextmanager
    def at(self, where: str) -> Iterator[None]:
        """Turn what is wrong with a part of the file into one sentence that names it."""
        try:
            yield
        except UNREADABLE as error:
            raise explained(error, self._path, where) from error
        except (DamagedError, InvalidValueError) as error:
            raise damaged(self._path, where, told(error).rstrip(".")) from error

    def close(self) -> None:
        """Let go of the file. Idempotent."""
        self._connection.close()
