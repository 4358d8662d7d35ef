"""Checkpoints in the window: the state of a training, written and gone on from."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from gan_desktop.app.checkpoint_files import read_checkpoint
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.session import TrainingSession

SUFFIX = ".pt"


class Checkpoints(QObject):
    """Saves the state of a session's training, and reads others.

    Signals:
        loaded(path, trainer): a checkpoint that was wanted; the trainer stands where it stood.
        saved(path): the state is on the disk.
        failed(reason): one sentence.
    """

    loaded = Signal(str, object)
    saved = Signal(str)
    failed = Signal(object)

    def __init__(
        self, session: TrainingSession, jobs: FileJobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        session.checkpoint_written.connect(self._on_written)

    def load(self, path: Path) -> None:
        """Read a checkpoint whole, before anything is given up for it."""
        done = partial(self.loaded.emit, str(path))
        self._jobs.order(partial(read_checkpoint, path), done, self.failed.emit)

    def save(self, path: Path) -> None:
        """Write the state that the training has after its present step."""
        self._session.save_checkpoint(str(path))

    @Slot(str, object)
    def _on_written(self, path: str, reason: str) -> None:
        if reason:
            self.failed.emit(reason)
        else:
            self.saved.emit(path)
