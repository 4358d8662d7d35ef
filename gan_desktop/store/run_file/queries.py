"""Asks a run file, and says in one sentence what of it cannot be read."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from gan_desktop.core.errors import GanDesktopError, InvalidValueError
from gan_desktop.core.words import told
from gan_desktop.store.run_file.blobs import DamagedError
from gan_desktop.store.run_file.opening import UNREADABLE, connected, damaged, explained

# Of SQLite's machine, between two looks at whether the answer is still wanted: a millisecond.
_INSTRUCTIONS = 10_000


class ReadingStoppedError(GanDesktopError):
    """Nobody waits for what was being read any more."""


def never() -> bool:
    """The answer is wanted."""
    return False


class Queries:
    """A connection that only reads; what is asked is wrapped in `at`.

    Args:
        path: the file.
        stopped: asked often; once it is True, what is being read ends with ReadingStoppedError.

    Raises:
        InvalidValueError, OSError: as `connected`.
    """

    def __init__(self, path: Path, stopped: Callable[[], bool] = never) -> None:
        self._path, self._stopped = path, stopped
        self._connection = connected(path)
        self._connection.set_progress_handler(stopped, _INSTRUCTIONS)

    def rows(self, query: str, *values: Any) -> Iterator[Any]:
        """The rows, as they are asked for: of one place in the file, since they are not counted."""
        return self._connection.execute(query, values)

    def ascending(self, query: str, *values: Any) -> Iterator[Any]:
        """The rows of a table by their number, which is the first column.

        A made-up file may let many branches of a table end in the same leaves, or many rows share
        what they hold, so that it never comes to an end: each row must have a higher number than
        the one before, and all together hold no more than the file does.

        Raises:
            DamagedError: they do not.
            ReadingStoppedError: as the class says.
        """
        room = self.one("PRAGMA page_count")[0] * self.one("PRAGMA page_size")[0]
        last: int | None = None
        for row in self.rows(query, *values):
            if self._stopped():
                raise ReadingStoppedError
            if last is not None and row[0] <= last:
                raise DamagedError("the rows are not in order")
            last = row[0]
            room -= sum(len(value) for value in row if isinstance(value, bytes))
            if room < 0:
                raise DamagedError("the rows hold more than the file")
            yield row

    def one(self, query: str, *values: Any) -> Any:
        """The first row. Raises DamagedError if there is none."""
        for row in self.rows(query, *values):
            return row
        raise DamagedError("a row is missing")

    @contextmanager
    def at(self, where: str) -> Iterator[None]:
        """Turn what is wrong with a part of the file into one sentence that names it.

        All that is asked within is answered as the file was at one moment, though it is written.
        """
        if self._stopped():
            raise ReadingStoppedError
        whole = not self._connection.in_transaction
        try:
            if whole:
                self._connection.execute("BEGIN")
            yield
        except UNREADABLE as error:
            if self._stopped():
                raise ReadingStoppedError from error
            raise explained(error, self._path, where) from error
        except (DamagedError, InvalidValueError) as error:
            raise damaged(self._path, where, told(error).rstrip(".")) from error
        finally:
            if whole:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file. Idempotent."""
        self._connection.close()
