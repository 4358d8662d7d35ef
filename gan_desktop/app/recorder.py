"""`Recorder`: the window's side of recording: record, stop, save in the background, offer again."""

import time
from enum import Enum

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from gan_desktop.app.messages import RecordingReport
from gan_desktop.app.recording_worker import Kept, NotSaved, RecordingWorker, Saved
from gan_desktop.app.recordings import SpoolLocks, new_spool
from gan_desktop.app.session import TrainingSession
from gan_desktop.app.settings import Settings
from gan_desktop.app.tap import RecordingTap
from gan_desktop.core.snapshot import View
from gan_desktop.recording.writer import Frame


class RecorderState(Enum):
    """What the recorder is doing; saving goes on beside it."""

    IDLE = "idle"
    RECORDING = "recording"
    STOPPING = "stopping"


class Recorder(QObject):
    """Records through a spool and saves in the background; owns the recording thread.

    Signals:
        state_changed: recording has begun or ended.
        saving_changed: `saving` is another one.
        progressed(done, total): of the save that runs.
        frame_wanted(Snapshot, view): draw it and call `deliver`.
        saved(Saved), not_saved(NotSaved), found(Kept), moved(old, new), failed(sentence): as the
            recording thread says.
    """

    state_changed = Signal()
    saving_changed = Signal()
    progressed = Signal(int, int)
    frame_wanted = Signal(object, object)
    saved = Signal(object)
    not_saved = Signal(object)
    found = Signal(object)
    moved = Signal(str, str)
    failed = Signal(object)

    _scan_wanted = Signal(str)
    _export_wanted = Signal(str, str, int)
    _discard_spool_wanted = Signal(str)
    _discard_wanted = Signal(str)
    _move_wanted = Signal(str, str)

    def __init__(
        self, session: TrainingSession, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self.state = RecorderState.IDLE
        self._tap: RecordingTap | None = None
        self._started = 0.0
        self._waiting: list[str] = []
        self._exporting = ""
        self._thread = QThread()
        self._thread.setObjectName("recording")
        self._locks = SpoolLocks()
        self._worker = RecordingWorker(self._locks)
        self._worker.moveToThread(self._thread)
        self._connect()

    def _connect(self) -> None:
        worker, queued = self._worker, Qt.ConnectionType.QueuedConnection
        self._scan_wanted.connect(worker.scan, queued)
        self._export_wanted.connect(worker.export, queued)
        self._discard_spool_wanted.connect(worker.discard_spool, queued)
        self._discard_wanted.connect(worker.discard, queued)
        self._move_wanted.connect(worker.move, queued)
        worker.frame_wanted.connect(self.frame_wanted, queued)
        worker.progressed.connect(self.progressed, queued)
        worker.saved.connect(self._on_saved, queued)
        worker.not_saved.connect(self._on_not_saved, queued)
        worker.found.connect(self.found, queued)
        worker.moved.connect(self.moved, queued)
        worker.failed.connect(self.failed, queued)
        self._thread.finished.connect(worker.shut_down, Qt.ConnectionType.DirectConnection)
        self._session.recording_ended.connect(self._on_recording_ended)

    @property
    def seconds(self) -> float:
        """How long the recording has been going on."""
        return time.monotonic() - self._started if self._tap is not None else 0.0

    @property
    def frames(self) -> int:
        """Frames recorded so far."""
        return self._tap.frames if self._tap is not None else 0

    @property
    def size(self) -> int:
        """Bytes recorded so far."""
        return self._tap.size if self._tap is not None else 0

    @property
    def saving(self) -> bool:
        """Whether a recording is being turned into a file."""
        return bool(self._exporting)

    def begin(self) -> None:
        """Start the thread and look for recordings that were left behind. Idempotent."""
        if not self._thread.isRunning():
            self._thread.start()
            for folder in self._settings.recordings_folders:
                self._scan_wanted.emit(str(folder))

    def start(self, view: View) -> None:
        """Record every snapshot from now on."""
        if self.state is not RecorderState.IDLE:
            return
        self.begin()
        self._settings.note_folder()
        spool = new_spool(self._settings.recordings_folder)
        self._tap = RecordingTap(spool, {}, view, self._locks)
        self._started = time.monotonic()
        self._session.start_recording(self._tap)
        self._set_state(RecorderState.RECORDING)

    def set_view(self, view: View) -> None:
        """The canvas shows another part of the plane: the next frames will too."""
        if self._tap is not None:
            self._tap.view = view

    def stop(self) -> None:
        """End the recording; it is saved in the background."""
        if self.state is RecorderState.RECORDING:
            self._set_state(RecorderState.STOPPING)
            self._session.stop_recording()

    def deliver(self, frame: Frame) -> None:
        """Hand over a frame that was wanted."""
        self._worker.deliver(frame)

    def cancel_saving(self) -> None:
        """Give up the save that runs; what was recorded is kept and offered again."""
        self._worker.cancel()

    def save(self, spool: str) -> None:
        """Turn a kept recording into a file."""
        self._waiting.append(spool)
        self._export_next()

    def discard_spool(self, spool: str) -> None:
        """Remove a kept recording."""
        self._discard_spool_wanted.emit(spool)

    def discard(self, path: str) -> None:
        """Remove a saved animation."""
        self._discard_wanted.emit(path)

    def move(self, path: str, target: str) -> None:
        """Give a saved animation another place."""
        self._move_wanted.emit(path, target)

    def close(self) -> None:
        """End the thread; what is not saved stays and is offered at the next start. Idempotent."""
        self._worker.close()
        if self._thread.isRunning():
            self._thread.quit()
            self._thread.wait()

    @Slot(object)
    def _on_recording_ended(self, report: RecordingReport) -> None:
        self._tap = None
        self._set_state(RecorderState.IDLE)
        if report.error:
            self.failed.emit(report.error)
        if report.frames:
            self.save(report.path)
        else:
            self._discard_spool_wanted.emit(report.path)

    def _export_next(self) -> None:
        if not self._exporting and self._waiting:
            self._exporting = self._waiting.pop(0)
            self._worker.allow()
            folder, frame_ms = str(self._settings.recordings_folder), self._settings.frame_ms
            self._export_wanted.emit(self._exporting, folder, frame_ms)
            self.saving_changed.emit()

    def _end_export(self) -> None:
        self._exporting = ""
        self.saving_changed.emit()
        self._export_next()

    @Slot(object)
    def _on_saved(self, saved: Saved) -> None:
        self._end_export()
        self.saved.emit(saved)

    @Slot(object)
    def _on_not_saved(self, not_saved: NotSaved) -> None:
        self._end_export()
        self.not_saved.emit(not_saved)

    def _set_state(self, state: RecorderState) -> None:
        self.state = state
        self.state_changed.emit()


__all__ = ["Kept", "NotSaved", "Recorder", "RecorderState", "Saved"]
