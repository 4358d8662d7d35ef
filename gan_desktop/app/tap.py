"""Where the training thread writes the snapshots of a recording."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gan_desktop.app.recordings import SpoolLocks
from gan_desktop.core.snapshot import Snapshot, View
from gan_desktop.core.target import Target
from gan_desktop.recording.spool import SpoolWriter


class RecordingTap:
    """One recording on its way to its spool.

    The training thread calls `open`, `add` and `close`; the window reads the plain attributes and
    sets `view`. Each is one reference, so neither side ever waits for the other.

    Attributes:
        path: the spool.
        view: what the canvas shows now (x_min, x_max, y_min, y_max); goes with each frame.
        frames, size: what is recorded so far, in frames and bytes.
    """

    def __init__(self, path: Path, meta: Mapping[str, Any], view: View, locks: SpoolLocks) -> None:
        self.path = path
        self.view = view
        self.frames = 0
        self.size = 0
        self._meta = meta
        self._spool: SpoolWriter | None = None
        self._locks = locks
        self._last: tuple[str, int, Target] | None = None

    def open(self) -> None:
        """Create the spool, and its folder. Raises OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Says that this process lives: another window must not offer the recording as left over.
        self._locks.take(self.path)
        self._spool = SpoolWriter(self.path, self._meta)

    def add(self, snapshot: Snapshot) -> None:
        """Write one frame's data, unless it is the last one again (a pause shows it twice).

        Raises OSError; what is written before stays readable.
        """
        frame = (snapshot.run_id, snapshot.step, snapshot.target)
        if self._spool is not None and frame != self._last:
            self._last = frame
            self._spool.add(snapshot, self.view)
            self.frames, self.size = self._spool.frames, self._spool.size

    def close(self) -> None:
        """Close the spool; it stays this process's own. Idempotent."""
        if self._spool is not None:
            self._spool.close()
            self._spool = None
