"""Whether somebody writes a run file, and who must not be replaced therefore."""

import os
import sqlite3
from contextlib import suppress
from errno import EBUSY
from pathlib import Path

from gan_desktop.core.words import Text


def refuse_in_use(path: Path) -> None:
    """Refuse to replace a run file that is being written, by this process or another.

    Asks SQLite's own locks, so it does not matter which program writes. A log that a killed
    program has left is put into its file on the way.

    Raises:
        OSError: it is in use; one sentence.
    """
    path = Path(os.path.realpath(path))
    if path.with_name(f"{path.name}-wal").exists() and _locked(path):
        raise OSError(EBUSY, Text("A run is being written to this file"), str(path))


def _locked(path: Path) -> bool:
    """Whether another connection has a file open that has a log."""
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0
        )
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            # With a log this asks for the whole file, which no other connection lets go of.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
        finally:
            connection.close()
    return False
