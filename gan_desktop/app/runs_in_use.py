"""Which stored runs are open to be read: no process removes them meanwhile."""

import os
import re
import threading
from collections.abc import Callable
from glob import escape
from pathlib import Path
from typing import Self

from PySide6.QtCore import QLockFile

from gan_desktop.store.run_file import RUN_SUFFIX, RunReader
from gan_desktop.store.run_file.queries import never

# What `RunLibrary` calls the runs that it may also remove.
_NAME = re.compile(rf"\d{{4}}-\d\d-\d\d \d\d\.\d\d\.\d\d [\w-]{{1,8}}{re.escape(RUN_SUFFIX)}")
_SUFFIX = ".use"


def is_of_library(path: Path) -> bool:
    """Whether a file has the name of a run that was stored by itself, not by a person."""
    return _NAME.fullmatch(path.name) is not None


def is_in_use(path: Path) -> bool:
    """Whether any process has a run open by `HeldRun`; marks of dead ones are removed."""
    return any(not _removed(mark) for mark in path.parent.glob(f"{escape(path.name)}.*{_SUFFIX}"))


class HeldRun(RunReader):
    """A run that is open to be read, and stays where it is until it is closed.

    Each process lays a lock file of its own beside it: several may read the same run, and what a
    killed one has left counts no more. Only runs that may be removed by themselves are marked,
    since nothing is to appear beside a person's files.
    """

    def __init__(self, path: Path, stopped: Callable[[], bool] = never) -> None:
        self._mark = _MARKS.take(path)
        try:
            super().__init__(path, stopped)
        except BaseException:
            self._unmark()
            raise

    @classmethod
    def open(cls, path: Path, stopped: Callable[[], bool] = never) -> Self:
        """See `RunReader.open`."""
        return cls(path, stopped)

    def close(self) -> None:
        """See `RunReader.close`."""
        super().close()
        self._unmark()

    def _unmark(self) -> None:
        mark, self._mark = self._mark, None
        if mark is not None:
            _MARKS.release(mark)


class _Marks:
    """The lock files of this process, each for as many readers as there are."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held: dict[Path, tuple[QLockFile, int]] = {}

    def take(self, path: Path) -> Path | None:
        """Mark a run; None where it need not or cannot be marked."""
        if not is_of_library(path):
            return None
        path = path.absolute()
        with self._guard:
            lock, count = self._held.get(path, (None, 0))
            if lock is None:
                lock = _lock(Path(f"{path}.{os.getpid()}{_SUFFIX}"))
                if not path.exists() or not lock.tryLock(0):
                    # A folder in which nothing can be written: nothing is removed there either.
                    return None
            self._held[path] = (lock, count + 1)
        return path

    def release(self, path: Path) -> None:
        """One reader less."""
        with self._guard:
            lock, count = self._held.pop(path)
            if count > 1:
                self._held[path] = (lock, count - 1)
            else:
                lock.unlock()


_MARKS = _Marks()


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path))
    # Stale only when its process is gone.
    lock.setStaleLockTime(0)
    return lock


def _removed(mark: Path) -> bool:
    lock = _lock(mark)
    if lock.tryLock(0):
        lock.unlock()
        return True
    return False
