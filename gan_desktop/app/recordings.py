"""The files of the recordings folder: spools being written, finished animations, their names."""

import datetime as dt
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QLockFile

from gan_desktop.core.files import PART_SUFFIX

SPOOL_PREFIX = ".gan-desktop-"
SPOOL_SUFFIX = ".spool"
NAME = "GAN"
# A half-written animation this old belongs to no process that still runs.
ORPHAN_AGE_S = 24 * 3600


def new_spool(folder: Path) -> Path:
    """A spool's path that no other process uses; hidden, so that the folder shows results only."""
    stamp = dt.datetime.now().strftime("%Y-%m-%d-%H%M%S-%f")
    return folder / f"{SPOOL_PREFIX}{stamp}-{os.getpid()}{SPOOL_SUFFIX}"


def animation_names(folder: Path) -> Iterator[Path]:
    """Dated names to choose a free one from: "GAN 2026-11-24 06.35.26.gif", then with a number."""
    stamp = dt.datetime.now().strftime("%Y-%m-%d %H.%M.%S")
    yield folder / f"{NAME} {stamp}.gif"
    for number in range(2, 10_000):
        yield folder / f"{NAME} {stamp} ({number}).gif"


class SpoolLocks:
    """The spools that this process writes, saves or offers: no other process touches them.

    A lock is stale only when its process is gone, however long ago it was taken. Used by the
    training thread and the recording thread.
    """

    def __init__(self) -> None:
        self._held: dict[str, QLockFile] = {}
        self._guard = threading.Lock()

    def take(self, spool: Path) -> bool:
        """Hold a spool; True if this process does already, False if another one does."""
        with self._guard:
            if str(spool) in self._held:
                return True
            lock = QLockFile(str(spool) + ".lock")
            lock.setStaleLockTime(0)
            if not lock.tryLock(0):
                return False
            self._held[str(spool)] = lock
            return True

    def holds(self, spool: Path) -> bool:
        """Whether this process holds it."""
        with self._guard:
            return str(spool) in self._held

    def release(self, spool: Path) -> None:
        """Let go of a spool, held or not."""
        with self._guard:
            lock = self._held.pop(str(spool), None)
            if lock is not None:
                lock.unlock()

    def release_all(self) -> None:
        """Let go of everything: the next process may offer what is kept."""
        with self._guard:
            for lock in self._held.values():
                lock.unlock()
            self._held.clear()


def kept_spools(folder: Path) -> list[Path]:
    """All spools in a folder, oldest first; none if the folder cannot be read."""
    try:
        return sorted(folder.glob(f"{SPOOL_PREFIX}*{SPOOL_SUFFIX}"))
    except OSError:
        return []


def sweep_orphans(folder: Path) -> None:
    """Remove half-written animations that a killed process left behind long ago."""
    now = time.time()
    for path in folder.glob(f".{SPOOL_PREFIX}*{PART_SUFFIX}"):
        try:
            if now - path.stat().st_mtime > ORPHAN_AGE_S:
                path.unlink()
        except OSError:
            # Another instance was faster, or it is not ours to remove: either way it can stay.
            continue
