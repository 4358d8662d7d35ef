"""`JudgingSession`: the window's side of judging a design; nothing else knows its thread."""

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from gan_desktop.app.judging_worker import Judged, JudgingOrder, JudgingProgress, JudgingWorker


class JudgingSession(QObject):
    """Owns the judging thread, what it is judging and the latest result.

    Attributes:
        order: what is being judged, or was last; None before the first.
        progress: how far it is; None until something is known.
        judged: the latest result; None before the first, and while judging.
        running: whether a design is being judged.
        cancelling: whether that has been given up and is about to end.

    Signals:
        state_changed: `running`, `cancelling` or `order` is another one.
        progressed: `progress` is another one; about ten times a second at most.
        finished(Judged): the result, also of what was done before a cancel.
        failed(sentence): there is no result.
    """

    state_changed = Signal()
    progressed = Signal()
    finished = Signal(object)
    failed = Signal(object)

    _judging_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.order: JudgingOrder | None = None
        self.progress: JudgingProgress | None = None
        self.judged: Judged | None = None
        self.running = self.cancelling = False
        self._closed = False
        self._thread = QThread()
        self._thread.setObjectName("judging")
        self._worker = JudgingWorker()
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._judging_wanted.connect(self._worker.judge, queued)
        self._worker.told.connect(self._on_told, queued)
        self._worker.ended.connect(self._on_ended, queued)
        self._worker.failed.connect(self._on_failed, queued)

    def start(self, order: JudgingOrder) -> None:
        """Judge a design; one at a time."""
        if self.running or self._closed:
            return
        if not self._thread.isRunning():
            self._thread.start()
        self.order, self.progress, self.judged = order, None, None
        self.running, self.cancelling = True, False
        self._worker.allow()
        self._judging_wanted.emit(order)
        self.state_changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Give up what is not done yet; `finished` follows with what is."""
        if self.running and not self.cancelling:
            self.cancelling = True
            self._worker.cancel()
            self.state_changed.emit()

    def close(self) -> None:
        """End the workers and the thread, and wait for them. Idempotent; no signals come."""
        self._closed = True
        self._worker.cancel()
        if self._thread.isRunning():
            self._thread.quit()
            self._thread.wait()
        self.running = self.cancelling = False

    @Slot()
    def _on_told(self) -> None:
        progress = self._worker.take()
        if not self._closed:
            self.progress = progress
            self.progressed.emit()

    @Slot(object)
    def _on_ended(self, judged: Judged) -> None:
        if not self._closed:
            self.judged = judged
            self._end()
            self.finished.emit(judged)

    @Slot(object)
    def _on_failed(self, reason: str) -> None:
        if not self._closed:
            self._end()
            self.failed.emit(reason)

    def _end(self) -> None:
        self.running = self.cancelling = False
        self.state_changed.emit()


__all__ = ["Judged", "JudgingOrder", "JudgingProgress", "JudgingSession"]
