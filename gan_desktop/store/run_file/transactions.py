"""The connection that a run file is written through, and when what was written is committed."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gan_desktop.store.run_file.failures import as_os_errors, os_error

# A transaction is committed so long after it began, if somebody still writes or commits.
COMMIT_EVERY_S = 0.25
# What the log beside the file may take while the file is written.
LOG_BYTES = 16 << 20


class Transactions:
    """Statements of one thread at a time; the first that fails ends it.

    Args:
        path: the file, complete with its tables.
        max_bytes: what it may grow to; None for as much as the disk takes.
        committed: called after each commit.

    Attributes:
        connection: for whoever writes within a transaction.
    """

    def __init__(self, path: Path, max_bytes: int | None, committed: Callable[[], None]) -> None:
        """Raises OSError."""
        self._path, self._committed = path, committed
        self._began: float | None = None
        self._closed = False
        with as_os_errors(path):
            self.connection = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=2
            )
            self._set_up(max_bytes)

    def _set_up(self, max_bytes: int | None) -> None:
        run = self.connection.execute
        # Readers go on reading while it is written, and a commit is one append.
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        run(f"PRAGMA journal_size_limit = {LOG_BYTES}")
        if max_bytes is not None:
            (page,) = run("PRAGMA page_size").fetchone()
            run(f"PRAGMA max_page_count = {max(1, max_bytes // page)}")
        # The log is there from now on: a reader knows by it that somebody writes.
        run("UPDATE run SET finished = 0")

    @property
    def closed(self) -> bool:
        """Whether nothing more can be written."""
        return self._closed

    @contextmanager
    def statements(self) -> Iterator[Callable[..., object]]:
        """Run statements that belong together; they are committed now or soon.

        Raises:
            OSError: one failed; what was committed stays readable.
            ValueError: the file is closed.
        """
        if self._closed:
            raise ValueError("the run file is closed")
        if self._began is None:
            self._carry_out("BEGIN")
            self._began = time.monotonic()
        try:
            yield self.connection.execute
        except sqlite3.Error as error:
            self.abandon()
            raise os_error(error, self._path) from error
        if time.monotonic() - self._began >= COMMIT_EVERY_S:
            self.commit()

    def commit(self) -> None:
        """Hand what was written to the operating system. Raises OSError."""
        if self._began is not None:
            self._began = None
            self._carry_out("COMMIT")
        self._committed()

    def make_one_file(self) -> None:
        """Put the log into the file. Nothing happens while a reader is in it: it stays beside."""
        with suppress(sqlite3.OperationalError):
            self.connection.execute("PRAGMA journal_mode = DELETE")

    def abandon(self) -> None:
        """Let go of the file as it is. Idempotent."""
        self._closed = True
        with suppress(sqlite3.Error):
            self.connection.close()

    def _carry_out(self, statement: str) -> None:
        try:
            self.connection.execute(statement)
        except sqlite3.Error as error:
            self.abandon()
            raise os_error(error, self._path) from error
