"""The training thread's part of a recording: every snapshot goes to the tap, come what may."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gan_desktop.app.messages import RecordingReport
from gan_desktop.app.tap import RecordingTap
from gan_desktop.core.files import sentence
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.words import told


class RecordingDuty:
    """At most one recording; it ends when writing fails in whatever way, and only it.

    Args:
        ended: called with the report of each recording that has ended.
    """

    def __init__(self, ended: Callable[[RecordingReport], None]) -> None:
        self._ended = ended
        self._tap: RecordingTap | None = None

    @property
    def active(self) -> bool:
        """Whether a recording runs."""
        return self._tap is not None

    def start(self, tap: RecordingTap) -> None:
        """Open the spool; a recording that runs is ended first."""
        self.stop()
        self._tap = tap
        with self._guarded():
            tap.open()

    def add(self, snapshot: Snapshot) -> None:
        """Write a snapshot if a recording runs."""
        if self._tap is not None:
            with self._guarded():
                self._tap.add(snapshot)

    def stop(self) -> None:
        """Close the spool of the recording that runs, if one does."""
        self._end("")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001 -- the window must hear of it
            reason = sentence(error) if isinstance(error, OSError) else told(error)
            self._end(reason or type(error).__name__)

    def _end(self, error: str) -> None:
        tap, self._tap = self._tap, None
        if tap is not None:
            tap.close()
            self._ended(RecordingReport(str(tap.path), tap.frames, error))
