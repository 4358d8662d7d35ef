"""`ComparisonSession`: the window's side of training several designs side by side."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from gan_desktop.app.comparison.messages import ComparisonReport, ComparisonUpdate, LaneUpdate
from gan_desktop.app.comparison.worker import ComparisonWorker
from gan_desktop.app.ending import end
from gan_desktop.app.messages import TrainingState
from gan_desktop.app.run_follower import ACK_DELAY_MS
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.history import History
from gan_desktop.core.lockstep import aligned
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Judgement


class LaneView:
    """What is known of one design.

    Attributes:
        config: what it trains with, aligned with the others.
        snapshot: the latest one, None before the first.
        history: its measures.
        judgement: the verdict, None before the first.
        diverged: the sentence with which it stopped by itself, "" while it goes on.
    """

    def __init__(self, config: ExperimentConfig) -> None:
        self.config = config
        self.snapshot: Snapshot | None = None
        self.history = History(METRICS.keys())
        self.judgement: Judgement | None = None
        self.diverged = ""

    def take(self, update: LaneUpdate) -> None:
        """Something new."""
        for row in update.losses:
            self.history.append(row.step, {"d_loss": row.d_loss, "g_loss": row.g_loss})
        new = update.snapshot
        if new is not None and not update.diverged:
            self.history.append(new.step, new.readings())
        self.snapshot, self.diverged = new, update.diverged
        if update.judgement is not None:
            self.judgement = update.judgement


class ComparisonSession(QObject):
    """Owns the comparison's thread, which begins with the first comparison.

    Attributes:
        lanes: what is compared, in order; empty before the first comparison.
        step: steps that each design which still trains has taken.
        steps_per_second: turns of all of them in a second, 0 when not training.
        state, reason, details: what the thread is doing; why it stopped, if it failed.

    Signals:
        state_changed: `state` is another one.
        updated: the lanes have something new, all of the same step.
        run_started: a new comparison begins at step 0.
    """

    state_changed = Signal()
    updated = Signal()
    run_started = Signal()

    _run_wanted = Signal(object, str)
    _play_wanted = Signal(object)
    _pause_wanted = Signal()
    _step_wanted = Signal()
    _drawn = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lanes: tuple[LaneView, ...] = ()
        self.step = 0
        self.steps_per_second = 0.0
        self.state = TrainingState.IDLE
        self.reason = self.details = ""
        self._run_id = ""
        self._closed = False
        self._play_when_ready = False
        self._thread = QThread()
        self._thread.setObjectName("comparison")
        self._worker = ComparisonWorker()
        self._worker.moveToThread(self._thread)
        self._ack_timer = QTimer(self)
        self._ack_timer.setSingleShot(True)
        self._ack_timer.setInterval(ACK_DELAY_MS)
        self._ack_timer.timeout.connect(self._drawn)
        worker, queued = self._worker, Qt.ConnectionType.QueuedConnection
        self._run_wanted.connect(worker.start_run, queued)
        self._play_wanted.connect(worker.play, queued)
        self._pause_wanted.connect(worker.pause, queued)
        self._step_wanted.connect(worker.step_once, queued)
        self._drawn.connect(worker.acknowledge, queued)
        worker.updated.connect(self._on_updated, queued)
        worker.reported.connect(self._on_reported, queued)
        self._thread.finished.connect(worker.shut_down, Qt.ConnectionType.DirectConnection)

    @property
    def training(self) -> bool:
        """Whether it trains, or will as soon as it is prepared."""
        return self.state is TrainingState.TRAINING or self._play_when_ready

    @property
    def can_train(self) -> bool:
        """Whether something is compared, and not all have diverged, and nothing has failed."""
        return bool(self.lanes) and self.state not in (
            TrainingState.DIVERGED,
            TrainingState.FAILED,
        )

    @property
    def planned(self) -> int:
        """Steps of the longest of the designs' planned runs."""
        return max((lane.config.training.steps for lane in self.lanes), default=0)

    @property
    def done(self) -> bool:
        """Whether the designs rest at the planned steps."""
        return bool(self.lanes) and not self.training and self.step == self.planned

    def compare(self, configs: Sequence[ExperimentConfig]) -> None:
        """Give up what is being compared and begin anew with these designs, at step 0, paused.

        Raises:
            InvalidValueError: fewer than 2 or more than 4 of them, or one whose settings cannot
                work together; nothing has changed.
        """
        lanes = aligned(configs)
        if self._closed:
            return
        if not self._thread.isRunning():
            self._thread.start()
        self._run_id = uuid.uuid4().hex
        self.lanes = tuple(LaneView(config) for config in lanes)
        self.step, self.steps_per_second = 0, 0.0
        # The old comparison's last picture is not the new one's to acknowledge.
        self._ack_timer.stop()
        self.reason = self.details = ""
        self._play_when_ready = False
        self._set_state(TrainingState.PREPARING)
        self.run_started.emit()
        self._run_wanted.emit(lanes, self._run_id)

    def play(self) -> None:
        """Train to the end of the planned run, or until paused where that is reached already."""
        if self.state is TrainingState.PREPARING:
            self._play_when_ready = True
            self.state_changed.emit()
        elif self.can_train:
            self._set_state(TrainingState.TRAINING)
            self._play_wanted.emit(self.planned if self.step < self.planned else None)

    def pause(self) -> None:
        """Stop training; the state follows when the thread has."""
        if self._play_when_ready:
            self._play_when_ready = False
            self.state_changed.emit()
        self._pause_wanted.emit()

    def take_step(self) -> None:
        """Exactly one step of each."""
        if self.can_train:
            self._step_wanted.emit()

    def close(self) -> None:
        """End the thread, and wait for it up to a limit. Idempotent; no signals come afterwards."""
        self._closed = True
        self._ack_timer.stop()
        # What the thread has sent and is still on its way belongs to no comparison any more.
        self._run_id = ""
        self._worker.give_up()
        end(self._thread, self._worker)

    @Slot(object)
    def _on_updated(self, update: ComparisonUpdate) -> None:
        if update.run_id != self._run_id:
            return
        for lane, new in zip(self.lanes, update.lanes, strict=True):
            lane.take(new)
        self.step, self.steps_per_second = update.step, update.steps_per_second
        self.updated.emit()
        # Qt paints before it fires timers: when this one does, all pictures are on the screen.
        self._ack_timer.start()

    @Slot(object)
    def _on_reported(self, report: ComparisonReport) -> None:
        if report.run_id != self._run_id:
            return
        self.reason, self.details = report.reason, report.details
        if report.state is not TrainingState.TRAINING:
            self.steps_per_second = 0.0
        waiting, self._play_when_ready = self._play_when_ready, False
        self._set_state(report.state)
        if waiting and report.state is TrainingState.IDLE:
            self.play()

    def _set_state(self, state: TrainingState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit()
