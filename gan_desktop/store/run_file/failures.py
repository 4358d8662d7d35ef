"""SQLite's errors as the errors of this program: an OSError with one sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EIO, ENOSPC
from pathlib import Path

_FULL = "No space left on device, or the file has reached its largest size"
_REASONS = {
    sqlite3.SQLITE_FULL: (ENOSPC, _FULL),
    sqlite3.SQLITE_READONLY: (EACCES, "Permission denied"),
    sqlite3.SQLITE_PERM: (EACCES, "Permission denied"),
    sqlite3.SQLITE_CANTOPEN: (EACCES, "The file cannot be opened, or files beside it made"),
    sqlite3.SQLITE_BUSY: (EIO, "Another program is using the file"),
    sqlite3.SQLITE_IOERR: (EIO, "The disk does not take or give what is in the file"),
}
_PRIMARY_CODE = 0xFF


def os_error(error: sqlite3.Error, path: Path) -> OSError:
    """What happened to the file, for `core.files.sentence`."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    number, reason = _REASONS.get(code, (EIO, str(error)))
    return OSError(number, reason, str(path))


@contextmanager
def as_os_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into OSErrors about a file."""
    try:
        yield
    except sqlite3.Error as error:
        raise os_error(error, path) from error
