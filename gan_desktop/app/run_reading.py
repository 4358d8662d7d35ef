"""Reading stored runs on a thread of its own: what was wanted last is shown, not all in between."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from gan_desktop.app.ending import end
from gan_desktop.app.reporting import reason_of
from gan_desktop.app.run_observing import RunObserving
from gan_desktop.app.runs_in_use import HeldRun
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import GanDesktopError
from gan_desktop.core.events import Event, EventLog
from gan_desktop.core.history import History
from gan_desktop.core.series import nearest
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict.judged import ObservedRun


class Seek(Enum):
    """How a moment is named."""

    STEP = "the snapshot nearest to a step"
    INDEX = "the snapshot with this number"
    MOVE = "so many snapshots on"
    EVENT = "the next snapshot (1) or the last one (-1) at which something had been changed"


@dataclass(frozen=True)
class Wish:
    """A moment that is wanted of a run.

    Attributes:
        path: the run's file.
        seek: what `value` means.
        value: a step, a number or a difference.
        start: the number of the snapshot where a `MOVE` or a search for an `EVENT` begins.
        marks: the steps of the changes.
    """

    path: Path
    seek: Seek
    value: int
    start: int = 0
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class OpenedRun:
    """A stored run as a whole.

    Attributes:
        path: its file.
        run_id: its name in its snapshots.
        config: what it trained with at its end.
        events: what was changed, with descriptions.
        history: of losses and metrics.
        first_step, last_step: of its snapshots.
        finished: whether it was closed properly: not while it runs, nor after a crash.
    """

    path: Path
    run_id: str
    config: ExperimentConfig
    events: EventLog
    history: History
    first_step: int
    last_step: int
    finished: bool


@dataclass(frozen=True)
class Moment:
    """One snapshot of a stored run, and where it stands among the others."""

    path: Path
    snapshot: Snapshot
    index: int
    count: int
    last_step: int


def _changed(steps: NDArray[np.int64], wish: Wish) -> int:
    """The number of the snapshot that shows the change after, or before, the one at the start.

    A change is seen first in the snapshot at its step or after it; where there is no other change
    it stays at the start.
    """
    seen = np.searchsorted(steps, wish.marks)
    others = seen[seen > wish.start] if wish.value > 0 else seen[seen < wish.start]
    if not len(others):
        return wish.start
    return int(others.min() if wish.value > 0 else others.max())


def _answering(slot: Callable[..., None]) -> Callable[..., None]:
    @wraps(slot)
    def guarded(self: "_ReadingWorker", wanted: Wish | Path) -> None:
        try:
            slot(self, wanted)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the window must hear of it
            self.let_go()
            self.failed.emit(wanted, reason_of(error))

    return guarded


class _ReadingWorker(QObject):
    """Holds one file open; all slots run on the reading thread."""

    opened = Signal(object)
    found = Signal(object)
    observed = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._reader: HeldRun | None = None
        self._given_up = False
        self._observing: RunObserving | None = None
        # Wishes that come meanwhile go first.
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._observe)

    def give_up(self) -> None:
        """From any thread: what is being read is not wanted any more, nor what comes later."""
        self._given_up = True

    @Slot(object)
    @_answering
    def open(self, path: Path) -> None:
        """Read what is said of the run as a whole."""
        # Anew: another file may have that name now.
        self.let_go()
        reader = self._held(path)
        if not len(reader):
            raise GanDesktopError(f"{path.name} holds no snapshot")
        events: list[Event] = list(reader.events())
        log = EventLog(reader.config)
        for event in events:
            log.add(event)
        last = int(reader.steps[-1])
        config = events[-1].config if events else reader.config
        history = reader.history()
        run = OpenedRun(
            path,
            reader.run_id,
            config,
            log,
            history,
            int(reader.steps[0]),
            last,
            reader.finished,
        )
        self.opened.emit(run)
        self._observing = RunObserving(reader, events, history)

    @Slot()
    def _observe(self) -> None:
        """Read a little more of what verdicts need, and tell when it is all there."""
        reader, observing = self._reader, self._observing
        if reader is None or observing is None:
            return
        try:
            if observing.advance():
                return
            found = observing.result()
        except Exception as error:  # noqa: BLE001 -- whatever it is, the window must hear of it
            self.let_go()
            self.failed.emit(reader.path, reason_of(error))
            return
        self._end_observing()
        self.observed.emit(reader.path, found)

    def _end_observing(self) -> None:
        self._timer.stop()
        self._observing = None

    @Slot(object)
    @_answering
    def find(self, wish: Wish) -> None:
        """Read the moment that is wanted, or the nearest that there is."""
        reader = self._held(wish.path)
        if not reader.finished:
            reader.refresh()
        if not len(reader):
            raise GanDesktopError(f"{wish.path.name} holds no snapshot yet")
        index = wish.value
        if wish.seek is Seek.STEP:
            index = nearest(reader.steps.astype(float), wish.value)
        elif wish.seek is Seek.MOVE:
            index = wish.start + wish.value
        elif wish.seek is Seek.EVENT:
            index = _changed(reader.steps, wish)
        index = min(max(index, 0), len(reader) - 1)
        snapshot = reader.snapshot(index)
        last = int(reader.steps[-1])
        self.found.emit(Moment(wish.path, snapshot, index, len(reader), last))
        if self._observing is not None:
            # Not before: what is wanted first is the picture.
            self._timer.start()

    @Slot()
    def let_go(self) -> None:
        """Close the file."""
        self._end_observing()
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _held(self, path: Path) -> HeldRun:
        if self._reader is None or self._reader.path != path:
            self.let_go()
            self._reader = HeldRun.open(path, lambda: self._given_up)
        return self._reader


class RunReading(QObject):
    """The window's side: one wish at a time is under way, and of the others the last one counts.

    Signals:
        opened(OpenedRun), found(Moment): the answers to `open` and `find`.
        observed(path, ObservedRun): some time after `opened`.
        failed(path, sentence): to either, of this run.
    """

    opened = Signal(object)
    found = Signal(object)
    observed = Signal(object, object)
    failed = Signal(object, object)

    _open_wanted = Signal(object)
    _find_wanted = Signal(object)
    _end_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = self._closed = False
        self._next: Wish | None = None
        self._thread = QThread()
        self._thread.setObjectName("reading")
        self._worker = _ReadingWorker()
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._open_wanted.connect(self._worker.open, queued)
        self._find_wanted.connect(self._worker.find, queued)
        self._end_wanted.connect(self._worker.let_go, queued)
        self._worker.opened.connect(self._on_opened, queued)
        self._worker.found.connect(self._on_found, queued)
        self._worker.observed.connect(self._on_observed, queued)
        self._worker.failed.connect(self._on_failed, queued)
        self._thread.finished.connect(self._worker.let_go, Qt.ConnectionType.DirectConnection)

    @property
    def busy(self) -> bool:
        """Whether a wish has not been answered yet."""
        return self._busy

    def open(self, path: Path) -> None:
        """Read a run as a whole."""
        if self._started():
            self._open_wanted.emit(path)

    def find(self, wish: Wish) -> None:
        """Read a moment."""
        if self._busy:
            self._next = wish
        elif self._started():
            self._busy = True
            self._find_wanted.emit(wish)

    def let_go(self) -> None:
        """Nothing is wanted of the file for now."""
        self._next = None
        if self._thread.isRunning():
            self._end_wanted.emit()

    def close(self) -> None:
        """End the thread, and wait for it up to a limit. Idempotent; no signals come."""
        self._closed = True
        self._next = None
        self._worker.give_up()
        end(self._thread, self._worker)

    def _started(self) -> bool:
        if not self._closed and not self._thread.isRunning():
            self._thread.start()
        return not self._closed

    def _go_on(self) -> None:
        self._busy = False
        wish, self._next = self._next, None
        if wish is not None:
            self.find(wish)

    @Slot(object)
    def _on_opened(self, run: OpenedRun) -> None:
        if not self._closed:
            self.opened.emit(run)

    @Slot(object)
    def _on_found(self, moment: Moment) -> None:
        if not self._closed:
            self._go_on()
            self.found.emit(moment)

    @Slot(object, object)
    def _on_observed(self, path: Path, observed: ObservedRun) -> None:
        if not self._closed:
            self.observed.emit(path, observed)

    @Slot(object, object)
    def _on_failed(self, wanted: Wish | Path, reason: str) -> None:
        if self._closed:
            return
        path = wanted
        if isinstance(wanted, Wish):
            path = wanted.path
            if self._next is not None and self._next.path == path:
                # It would fail as well, and be told twice.
                self._next = None
            self._go_on()
        self.failed.emit(path, reason)
