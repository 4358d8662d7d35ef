"""`StoredComparison`: the window's side of stored runs beside each other; nothing is trained."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from gan_desktop.app.comparison.stored_worker import StoredLane, StoredMoments, StoredWorker
from gan_desktop.app.ending import end
from gan_desktop.core.lockstep import LEAST, MOST
from gan_desktop.core.words import counted


class StoredComparison(QObject):
    """One step at a time is under way, and of the others the last one counts.

    Attributes:
        lanes: the runs that are open, in order.
        moments: what was read last, None before.

    Signals:
        opened: `lanes` are others.
        moved: `moments` are others.
        failed(sentence): the runs could not be opened, or a moment could not be read.
    """

    opened = Signal()
    moved = Signal()
    failed = Signal(object)

    _open_wanted = Signal(int, object)
    _find_wanted = Signal(int, object)
    _end_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lanes: tuple[StoredLane, ...] = ()
        self.moments: StoredMoments | None = None
        self._number = 0
        self._busy = self._closed = False
        self._next: int | None = None
        self._thread = QThread()
        self._thread.setObjectName("reading runs")
        self._worker = StoredWorker()
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._open_wanted.connect(self._worker.open, queued)
        self._find_wanted.connect(self._worker.find, queued)
        self._end_wanted.connect(self._worker.let_go, queued)
        self._worker.opened.connect(self._on_opened, queued)
        self._worker.found.connect(self._on_found, queued)
        self._worker.failed.connect(self._on_failed, queued)
        self._thread.finished.connect(self._worker.let_go, Qt.ConnectionType.DirectConnection)

    def open(self, paths: tuple[Path, ...]) -> None:
        """Read runs as a whole; `opened` or `failed` answers."""
        if self._closed:
            return
        if not LEAST <= len(paths) <= MOST:
            text = counted(
                len(paths),
                "{count} run; allowed: {least} to {most}.",
                "{count} runs; allowed: {least} to {most}.",
                least=LEAST,
                most=MOST,
            )
            self.failed.emit(text)
            return
        if not self._thread.isRunning():
            self._thread.start()
        # Answers to what was wanted before are late from now on.
        self._number += 1
        self._busy, self._next = True, None
        self._open_wanted.emit(self._number, paths)

    def find(self, step: int) -> None:
        """Read the moments nearest to a step; `moved` or `failed` answers."""
        if self._closed or not self.lanes:
            return
        if self._busy:
            self._next = step
        else:
            self._busy = True
            self._find_wanted.emit(self._number, step)

    def let_go(self) -> None:
        """Nothing is wanted of the files any more."""
        self._number += 1
        self.lanes, self.moments = (), None
        self._busy, self._next = False, None
        if self._thread.isRunning():
            self._end_wanted.emit()

    def close(self) -> None:
        """End the thread, and wait for it up to a limit. Idempotent; no signals come."""
        self._closed = True
        self._number += 1
        self._worker.give_up()
        end(self._thread, self._worker)

    @Slot(int, object)
    def _on_opened(self, number: int, lanes: tuple[StoredLane, ...]) -> None:
        if number == self._number:
            self._busy = False
            self.lanes, self.moments = lanes, None
            self.opened.emit()

    @Slot(object)
    def _on_found(self, moments: StoredMoments) -> None:
        if moments.number == self._number:
            self.moments = moments
            self._go_on()
            self.moved.emit()

    @Slot(int, object)
    def _on_failed(self, number: int, reason: str) -> None:
        if number == self._number:
            self._next = None
            self._go_on()
            self.failed.emit(reason)

    def _go_on(self) -> None:
        self._busy = False
        step, self._next = self._next, None
        if step is not None:
            self.find(step)
