"""A new run file appears under its name complete with its tables, or not at all."""

import os
import sqlite3
from pathlib import Path

from gan_desktop.core.files import check_writable_target, commit, part_file, place_new
from gan_desktop.store.run_file import schema
from gan_desktop.store.run_file.failures import as_os_errors
from gan_desktop.store.run_file.in_use import refuse_in_use

# What SQLite keeps beside a file that is written.
COMPANIONS = ("-wal", "-shm", "-journal")


def create(path: Path, head: bytes, overwrite: bool) -> Path:
    """Make a run file without rows but for `head`; returns its real name.

    Raises:
        FileExistsError: there is such a file, and it is not to be replaced.
        OSError: it cannot be made, or the older file is in use; that one is as it was.
    """
    path = Path(os.path.realpath(path))
    check_writable_target(path)
    part = part_file(path)
    try:
        with as_os_errors(path):
            connection = sqlite3.connect(part, isolation_level=None)
            try:
                connection.execute("BEGIN")
                schema.create(connection)
                connection.execute("INSERT INTO run VALUES (1, ?, 0)", (head,))
                connection.execute("COMMIT")
            finally:
                connection.close()
        _place(part, path, overwrite)
    finally:
        part.unlink(missing_ok=True)
    return path


def remove(path: Path) -> None:
    """Remove a run file with what is beside it. Raises OSError."""
    path.unlink(missing_ok=True)
    remove_companions(path)


def remove_companions(path: Path) -> None:
    """Remove what SQLite keeps beside a file. Raises OSError."""
    for suffix in COMPANIONS:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _place(part: Path, path: Path, overwrite: bool) -> None:
    if overwrite:
        refuse_in_use(path)
        commit(part, path)
        # What is left beside an older file must not be taken for a log of this.
        remove_companions(path)
        return
    if path.exists():
        raise _exists(path)
    # Of a file that is gone.
    remove_companions(path)
    try:
        place_new(part, iter([path]))
    except FileExistsError:
        raise _exists(path) from None


def _exists(path: Path) -> FileExistsError:
    return FileExistsError(f"{path} exists already; give another name, or move it away")
