"""Opens a run file for reading only, after looking at what it is."""

import sqlite3
import struct
from pathlib import Path

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import check_is_file
from gan_desktop.core.words import Text
from gan_desktop.store.refusal import refused
from gan_desktop.store.run_file import schema
from gan_desktop.store.run_file.blobs import MAX_POINTS_BYTES
from gan_desktop.store.run_file.failures import os_error
from gan_desktop.store.run_file.rows import MAX_STATE_BYTES

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_READ_FORMAT_AT, _USER_VERSION_AT, _APPLICATION_ID_AT = 19, 60, 68
_WAL_FORMAT = 2
_MAX_SQL_BYTES = 10_000
# SQLite's own word for a file that contradicts itself, or is none.
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG)
_PRIMARY_CODE = 0xFF
# SQLite names what is damaged in its message, and such a name need not be a text.
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)


def connected(path: Path) -> sqlite3.Connection:
    """A connection that cannot change the file, which has exactly our tables.

    Raises:
        InvalidValueError: it is no run file, is damaged or made by a newer version.
        OSError: it cannot be read.
    """
    check_is_file(path)
    uri = f"{path.absolute().as_uri()}?mode=ro"
    written = path.with_name(f"{path.name}-wal").exists()
    # Where there is a log somebody may write: SQLite alone opens such a file, because closing one
    # of ours would let go of the locks of a writer in this process (so POSIX has it).
    if not written and _checked_header(path)[_READ_FORMAT_AT] == _WAL_FORMAT:
        # Nobody writes it, and SQLite would make files beside it.
        uri += "&immutable=1"
    try:
        try:
            return _checked(uri, path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
            _roll_back(path)
            return _checked(uri, path)
    except UNREADABLE as error:
        if written and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
            raise foreign(path) from error
        raise explained(error, path) from error


def _checked(uri: str, path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=2
    )
    try:
        _set_up(connection)
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        _identify(path, application, version)
        if not schema.is_ours(connection):
            raise foreign(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _roll_back(path: Path) -> None:
    """Take back half a change that a killed program has left: nobody can read it otherwise.

    It can only be there where no log could be kept (a network folder), or from the moment in which
    a file is made one.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=2)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    finally:
        connection.close()


def explained(error: Exception, path: Path, where: str = "") -> Exception:
    """SQLite's error as one of ours: an InvalidValueError for damage, else an OSError."""
    if isinstance(error, UnicodeDecodeError):
        return damaged(path, where, Text("a name is not a text"))
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if isinstance(error, sqlite3.OperationalError) and code not in _DAMAGE:
        return os_error(error, path)
    return damaged(path, where, str(error))


def damaged(path: Path, where: str, reason: str) -> InvalidValueError:
    """The sentence about damage: where in the file, and what."""
    text = Text("the run file is damaged ({where}: {reason}).", where=where, reason=reason)
    plain = Text("the run file is damaged ({reason}).", reason=reason)
    return refused(path.name, text if where else plain)


def foreign(path: Path) -> InvalidValueError:
    """The sentence about a file that is none of ours."""
    return refused(path.name, Text("this is not a run of GAN Desktop."))


def _checked_header(path: Path) -> bytes:
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise foreign(path)
    (application,) = struct.unpack_from(">i", header, _APPLICATION_ID_AT)
    (version,) = struct.unpack_from(">i", header, _USER_VERSION_AT)
    _identify(path, application, version)
    return header


def _identify(path: Path, application: int, version: int) -> None:
    """Raises InvalidValueError unless it is a run file of this version."""
    if application != schema.APPLICATION_ID:
        raise foreign(path)
    if version > schema.VERSION:
        raise refused(path.name, Text("the run file was made by a newer version of GAN Desktop."))
    if version != schema.VERSION:
        raise damaged(path, "", Text("its version is {version}", version=version))


def _set_up(connection: sqlite3.Connection) -> None:
    # A text that is none is compared like any other, and is found to be wrong.
    connection.text_factory = lambda raw: raw.decode(errors="replace")
    for pragma in ("trusted_schema = OFF", "query_only = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA cell_size_check = ON")
    # No blob is larger, whatever a file says of it.
    most = 2 * max(MAX_STATE_BYTES, MAX_POINTS_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, most)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _MAX_SQL_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
