"""`SettingsFile`: what the application remembers, by key, in a JSON file.

Not `QSettings`: on a full disk it replaces the file by its beginning, and says that all is well.
"""

import base64
import binascii
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile

from gan_desktop.core.files import readable, write_text

Remembered = str | bytes
Values = dict[str, Remembered]

MAX_BYTES = 1 << 20
# Until another instance of the application has written the file.
LOCK_MS = 2000
_BYTES = "base64"


class SettingsFile:
    """Values that are read once, and written where they have changed.

    Several instances of the application share the file: each writes what it has changed itself,
    over what is there.
    """

    def __init__(self, path: Path, older: Callable[[], Values] = dict) -> None:
        """Read the file; one that cannot be read or is damaged has no values.

        Args:
            path: the file; its folder is made when it is first written.
            older: what an earlier version remembered elsewhere; asked where there is no file.
        """
        self._path = path
        self._guard = threading.Lock()
        is_new = not path.exists()
        self._values = older() if is_new else {}
        with suppress(OSError):  # told when it is to be written
            self._values.update(_read(path))
        self._changed: Values = dict(self._values) if is_new else {}
        # Nobody has been told to write what has changed, or it has failed.
        self._due = is_new

    def value(self, key: str) -> Remembered | None:
        """What is remembered under a key."""
        return self._values.get(key)

    def set_value(self, key: str, value: Remembered) -> bool:
        """Remember a value; whether `write` must be called for it."""
        with self._guard:
            if self._values.get(key) == value:
                return False
            needed = not self._changed or self._due
            self._due = False
            self._values[key] = self._changed[key] = value
            return needed

    def write(self) -> None:
        """Write what has changed; on any thread.

        Raises:
            OSError: it cannot be read or written; the file is as it was, and the next write has it
                again.
        """
        with self._guard:
            changed, self._changed = self._changed, {}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock = QLockFile(f"{self._path}.lock")
            # Where no lock can be made, nothing can be written either, and that says why.
            lock.tryLock(LOCK_MS)
            try:
                write_text(self._path, _text({**_read(self._path), **changed}))
            finally:
                lock.unlock()
        except BaseException:
            with self._guard:
                self._changed = {**changed, **self._changed}
                self._due = True
            raise


def _read(path: Path) -> Values:
    """What the file holds; nothing where there is none, or it is damaged. Raises OSError."""
    try:
        with readable(path) as file:
            data = json.loads(file.read(MAX_BYTES))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    decoded = {key: _decoded(value) for key, value in data.items()}
    return {key: value for key, value in decoded.items() if value is not None}


def _decoded(value: Any) -> Remembered | None:
    if isinstance(value, dict) and isinstance(text := value.get(_BYTES), str):
        try:
            return base64.b64decode(text, validate=True)
        except binascii.Error:
            return None
    return value if isinstance(value, str) else None


def _text(values: Values) -> str:
    plain = {
        key: {_BYTES: base64.b64encode(value).decode()} if isinstance(value, bytes) else value
        for key, value in values.items()
    }
    return json.dumps(plain, indent=1, sort_keys=True) + "\n"
