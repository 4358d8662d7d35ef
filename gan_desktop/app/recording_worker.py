"""The recording thread's object: everything about recordings that touches a disk."""

import datetime as dt
import queue
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFile, QObject, Signal, Slot

from gan_desktop.app.recordings import (
    SpoolLocks,
    animation_names,
    kept_spools,
    sweep_orphans,
)
from gan_desktop.core.errors import GanDesktopError
from gan_desktop.core.files import (
    check_writable_target,
    place_new,
    readable,
    sentence,
    written,
)
from gan_desktop.core.words import told
from gan_desktop.recording.gif import LAST_FRAME_MS, GifWriter
from gan_desktop.recording.spool import SpoolReader
from gan_desktop.recording.writer import Frame

# Frames asked of the window ahead of the one being encoded.
FRAMES_AHEAD = 2
ENCODED_SUFFIX = ".encoded"


@dataclass(frozen=True)
class Saved:
    """A recording that became a file."""

    spool: str
    path: str
    frames: int
    size: int


@dataclass(frozen=True)
class NotSaved:
    """A recording that did not: cancelled (`reason` is empty) or failed. The spool is kept."""

    spool: str
    reason: str


@dataclass(frozen=True)
class Kept:
    """A spool that an earlier process left behind; `when` it was written to last, local time."""

    spool: str
    frames: int
    when: str


def _reporting(slot: Callable[..., None]) -> Callable[..., None]:
    """Turn a file error in a slot into the `failed` signal."""

    @wraps(slot)
    def guarded(self: "RecordingWorker", *args: Any) -> None:
        try:
            slot(self, *args)
        except OSError as error:
            self.failed.emit(sentence(error))
        except GanDesktopError as error:
            self.failed.emit(told(error))

    return guarded


class RecordingWorker(QObject):
    """Turns spools into animations, moves and removes files.

    Signals:
        frame_wanted(Snapshot, view): the window draws it and answers with `deliver`.
        progressed(done, total): frames encoded.
        saved(Saved), not_saved(NotSaved): how an export ended.
        found(Kept): a recording of an earlier process.
        moved(old, new): the animation is at its new place.
        failed(sentence): moving or removing did not work.
    """

    frame_wanted = Signal(object, object)
    progressed = Signal(int, int)
    saved = Signal(object)
    not_saved = Signal(object)
    found = Signal(object)
    moved = Signal(str, str)
    failed = Signal(object)

    def __init__(self, locks: SpoolLocks) -> None:
        super().__init__()
        self._frames: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._cancelled = threading.Event()
        self._closing = threading.Event()
        self._locks = locks

    # Called from the window's thread: neither waits.

    def deliver(self, frame: Frame) -> None:
        """Hand over a frame that was wanted."""
        self._frames.put(frame)

    def cancel(self) -> None:
        """Give up the export that runs; its spool is kept."""
        self._cancelled.set()

    def allow(self) -> None:
        """Before an export is ordered: a cancel from now on means this one."""
        self._cancelled.clear()

    def close(self) -> None:
        """Give up the export that runs and those to come."""
        self._closing.set()

    # Slots, on the recording thread.

    @Slot(str)
    def scan(self, folder: str) -> None:
        """Look for recordings that a process which is gone left in a folder."""
        sweep_orphans(Path(folder))
        for spool in kept_spools(Path(folder)):
            if self._locks.holds(spool) or not self._locks.take(spool):
                continue
            try:
                frames = SpoolReader(spool).frames
            except (OSError, GanDesktopError):
                # Not readable as ours: leave it where it is, offer nothing.
                self._locks.release(spool)
                continue
            if frames:
                written = dt.datetime.fromtimestamp(spool.stat().st_mtime)
                self.found.emit(Kept(str(spool), frames, f"{written:%Y-%m-%d %H:%M}"))
            else:
                self._remove(str(spool))

    @Slot(str, str, int)
    def export(self, spool: str, folder: str, frame_ms: int) -> None:
        """Encode a spool under a dated name; the spool goes when the file is there."""
        while not self._frames.empty():
            self._frames.get()
        try:
            if not self._locks.take(Path(spool)):
                raise OSError("another window of GAN Desktop uses this recording")
            # Another folder may have been chosen since the recording began.
            Path(folder).mkdir(parents=True, exist_ok=True)
            # Not called .gif yet: whoever looks for animations finds finished ones only.
            hidden = Path(spool).with_suffix(ENCODED_SUFFIX)
            frames = self._encode(SpoolReader(Path(spool)), hidden, frame_ms)
            if frames is None:
                self.not_saved.emit(NotSaved(spool, ""))
                return
            path = place_new(hidden, animation_names(Path(folder)))
            size = path.stat().st_size
            self._remove(spool)
        except OSError as error:
            self.not_saved.emit(NotSaved(spool, sentence(error)))
        except (GanDesktopError, ValueError) as error:
            self.not_saved.emit(NotSaved(spool, told(error)))
        else:
            self.saved.emit(Saved(spool, str(path), frames, size))

    @Slot(str)
    @_reporting
    def discard_spool(self, spool: str) -> None:
        """Remove what was recorded."""
        self._remove(spool)

    @Slot(str)
    @_reporting
    def discard(self, path: str) -> None:
        """Put a saved animation into the system's trash; where there is none, remove it."""
        if not QFile.moveToTrash(path):
            Path(path).unlink(missing_ok=True)

    @Slot(str, str)
    @_reporting
    def move(self, path: str, target: str) -> None:
        """Give a saved animation another place, complete or not at all."""
        if Path(path) != Path(target):
            check_writable_target(Path(target))
            with readable(Path(path)) as source, written(Path(target)) as copy:
                shutil.copyfileobj(source, copy)
            Path(path).unlink()
        self.moved.emit(path, target)

    @Slot()
    def shut_down(self) -> None:
        """Let go of all locks: the next process may offer what is kept."""
        self._locks.release_all()

    def _encode(self, reader: SpoolReader, path: Path, frame_ms: int) -> int | None:
        """Number of frames written, or None when cancelled."""
        total = reader.frames
        with GifWriter(path, frame_ms=frame_ms, last_frame_ms=LAST_FRAME_MS) as writer:
            asked = 0
            for done in range(total):
                while asked < min(done + FRAMES_AHEAD, total):
                    self.frame_wanted.emit(*reader.read(asked))
                    asked += 1
                frame = self._next_frame()
                if frame is None:
                    writer.abort()
                    return None
                writer.add(frame)
                self.progressed.emit(done + 1, total)
        return total

    def _next_frame(self) -> Frame | None:
        while not (self._cancelled.is_set() or self._closing.is_set()):
            try:
                return self._frames.get(timeout=0.05)
            except queue.Empty:
                continue
        return None

    def _remove(self, spool: str) -> None:
        Path(spool).unlink(missing_ok=True)
        Path(spool).with_suffix(ENCODED_SUFFIX).unlink(missing_ok=True)
        self._locks.release(Path(spool))
