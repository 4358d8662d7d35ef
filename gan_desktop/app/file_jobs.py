"""`FileJobs`: work on files off the GUI thread: the window never waits for a disk."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from gan_desktop.core.errors import GanDesktopError
from gan_desktop.core.files import sentence
from gan_desktop.core.words import told

Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[str], None]


class FileJobs(QObject):
    """Carries out one job after the other on a thread of its own; the answers come on this one.

    The thread begins with the first job. What was ordered before `close` is still written.

    Args:
        parent: its parent.
        name: the thread's.
    """

    _wanted = Signal(int, object)
    _end_wanted = Signal()

    def __init__(self, parent: QObject | None = None, name: str = "files") -> None:
        super().__init__(parent)
        self._answers: dict[int, tuple[Done, Failed]] = {}
        self._ordered = 0
        self._closed = False
        self._thread = QThread()
        self._thread.setObjectName(name)
        self._worker = _FileWorker()
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._wanted.connect(self._worker.carry_out, queued)
        self._end_wanted.connect(self._worker.end, queued)
        self._worker.done.connect(self._on_done, queued)
        self._worker.failed.connect(self._on_failed, queued)

    @property
    def busy(self) -> bool:
        """Whether a job has not been answered yet."""
        return bool(self._answers)

    def order(self, work: Work, done: Done, failed: Failed) -> None:
        """Carry out a job; after `close` nothing is taken on.

        Args:
            work: called on the files' thread: it must not touch widgets, nor anything that
                another thread changes.
            done: called on this object's thread with what `work` returned.
            failed: called there with one sentence when it could not be done.
        """
        if self._closed:
            return
        if not self._thread.isRunning():
            self._thread.start()
        self._ordered += 1
        self._answers[self._ordered] = (done, failed)
        self._wanted.emit(self._ordered, work)

    def close(self) -> None:
        """Finish what was ordered, end the thread and wait for it; no answers come. Idempotent."""
        self._closed = True
        self._answers.clear()
        if self._thread.isRunning():
            # Behind the jobs in the same queue.
            self._end_wanted.emit()
            self._thread.wait()

    @Slot(int, object)
    def _on_done(self, number: int, result: Any) -> None:
        if number in self._answers:
            self._answers.pop(number)[0](result)

    @Slot(int, object)
    def _on_failed(self, number: int, reason: str) -> None:
        if number in self._answers:
            self._answers.pop(number)[1](reason)


class _FileWorker(QObject):
    """The files thread's object."""

    done = Signal(int, object)
    failed = Signal(int, object)

    @Slot(int, object)
    def carry_out(self, number: int, work: Work) -> None:
        try:
            result = work()
        except OSError as error:
            self.failed.emit(number, sentence(error))
        except GanDesktopError as error:
            self.failed.emit(number, told(error))
        except Exception as error:
            # Ours: answered like the others, and reported as what it is.
            self.failed.emit(number, f"{type(error).__name__}: {error}")
            raise
        else:
            self.done.emit(number, result)

    @Slot()
    def end(self) -> None:
        self.thread().quit()
