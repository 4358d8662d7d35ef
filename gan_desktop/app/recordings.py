"""The files of the recordings folder: spools being written, finished animations, their names."""

import datetime as dt
import os
import time
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


def new_animation(folder: Path, suffix: str = ".gif") -> Path:
    """A dated name that is free: "GAN 2026-11-24 06.35.26.gif"."""
    stamp = dt.datetime.now().strftime("%Y-%m-%d %H.%M.%S")
    path, number = folder / f"{NAME} {stamp}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{NAME} {stamp} ({number}){suffix}"
    return path


def lock_for(spool: Path) -> QLockFile:
    """The lock of a spool: held by the process that writes or offers it.

    It is stale only when that process is gone, however long ago it was taken.
    """
    lock = QLockFile(str(spool) + ".lock")
    lock.setStaleLockTime(0)
    return lock


def kept_spools(folder: Path) -> list[Path]:
    """All spools in a folder, oldest first; none if the folder cannot be read."""
    try:
        return sorted(folder.glob(f"{SPOOL_PREFIX}*{SPOOL_SUFFIX}"))
    except OSError:
        return []


def sweep_orphans(folder: Path) -> None:
    """Remove half-written animations that a killed process left behind long ago."""
    now = time.time()
    for path in folder.glob(f".{NAME} *{PART_SUFFIX}"):
        try:
            if now - path.stat().st_mtime > ORPHAN_AGE_S:
                path.unlink()
        except OSError:
            # Another instance was faster, or it is not ours to remove: either way it can stay.
            continue
