"""`TrainingSession`: the window's side of the training; nothing else knows its thread."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from gan_desktop.app.messages import RecordingReport, StateReport, TrainingState
from gan_desktop.app.run_follower import RunFollower
from gan_desktop.app.run_library import RunLibrary
from gan_desktop.app.tap import RecordingTap
from gan_desktop.app.worker import TrainingWorker
from gan_desktop.core.combinations import Severity, problems
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.events import EventKind
from gan_desktop.core.layers.data import LayerRequest
from gan_desktop.core.snapshot import Snapshot

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


class TrainingSession(RunFollower):
    """Owns the training thread, what it runs now and the latest snapshot shown.

    What it knows of the run is `RunFollower`'s.

    Attributes:
        state, reason, details: what the training is doing; why it stopped, if it failed.

    Signals:
        state_changed: `state` is another one.
        run_started: a new run begins at step 0.
        prepared: torch is loaded and the first run is ready.
        paused: training has stopped for now.
        checkpoint_written(path, reason): the answer to `save_checkpoint`: "" or why not.
        recording_ended(RecordingReport): the training thread closed a recording.
    """

    state_changed = Signal()
    run_started = Signal()
    prepared = Signal()
    paused = Signal()
    checkpoint_written = Signal(str, object)
    recording_ended = Signal(object)

    _run_wanted = Signal(object, str)
    _trainer_wanted = Signal(object, str)
    _warm_up_wanted = Signal()
    _play_wanted = Signal(object)
    _pause_wanted = Signal()
    _step_wanted = Signal()
    _move_wanted = Signal(object)
    _sub_step_wanted = Signal()
    _finish_wanted = Signal()
    _speed_wanted = Signal(float)
    _config_wanted = Signal(object)
    _layers_wanted = Signal(object)
    _recording_wanted = Signal(object)
    _recording_unwanted = Signal()
    _distances_wanted = Signal(object)
    _checkpoint_wanted = Signal(str)
    _storing_wanted = Signal(object)

    def __init__(self, config: ExperimentConfig, parent: QObject | None = None) -> None:
        super().__init__(config, parent)
        self.state = TrainingState.PREPARING
        self.reason = self.details = ""
        self._play_when_ready: tuple[int | None] | None = None
        self._thread = QThread()
        self._thread.setObjectName("training")
        self._worker = TrainingWorker()
        self._worker.moveToThread(self._thread)
        self._connect()

    def _connect(self) -> None:
        worker, queued = self._worker, Qt.ConnectionType.QueuedConnection
        self._run_wanted.connect(worker.start_run, queued)
        self._trainer_wanted.connect(worker.take_over, queued)
        self._warm_up_wanted.connect(worker.warm_up, queued)
        self._play_wanted.connect(worker.play, queued)
        self._pause_wanted.connect(worker.pause, queued)
        self._step_wanted.connect(worker.step_once, queued)
        self._move_wanted.connect(worker.move_alone, queued)
        self._sub_step_wanted.connect(worker.sub_step, queued)
        self._finish_wanted.connect(worker.finish_step, queued)
        self._speed_wanted.connect(worker.set_speed, queued)
        self._config_wanted.connect(worker.apply, queued)
        self._layers_wanted.connect(worker.set_layers, queued)
        self._drawn.connect(worker.acknowledge, queued)
        self._recording_wanted.connect(worker.start_recording, queued)
        self._recording_unwanted.connect(worker.stop_recording, queued)
        self._distances_wanted.connect(worker.measure_exactly, queued)
        self._checkpoint_wanted.connect(worker.save_checkpoint, queued)
        self._storing_wanted.connect(worker.store_runs, queued)
        worker.updated.connect(self._on_updated, queued)
        worker.reported.connect(self._on_reported, queued)
        worker.happened.connect(self._on_happened, queued)
        worker.walked.connect(self._on_walked, queued)
        worker.recording_ended.connect(self._on_recording_ended, queued)
        worker.floor_known.connect(self._on_floor_known, queued)
        worker.distances_measured.connect(self._on_distances, queued)
        worker.checkpoint_written.connect(self.checkpoint_written, queued)
        worker.stored.connect(self._on_stored, queued)
        worker.storing_failed.connect(self._on_storing_failed, queued)
        self._thread.finished.connect(worker.shut_down, Qt.ConnectionType.DirectConnection)

    @property
    def training(self) -> bool:
        """Whether it trains, or will as soon as it is prepared."""
        return self.state is TrainingState.TRAINING or self._play_when_ready is not None

    @property
    def can_train(self) -> bool:
        """False after a failure, until a reset. A diverged step may be tried again."""
        return self.state is not TrainingState.FAILED

    def store_runs(self, folder: Path) -> None:
        """Store every run that begins from now on in a file of its own."""
        self._storing_wanted.emit(RunLibrary(folder))

    def prepare(self) -> None:
        """Start the thread, load torch there and begin the first run. Idempotent."""
        if not self._thread.isRunning() and not self._thread.isFinished():
            self._thread.start()
            self._warm_up_wanted.emit()
            self._begin(self.running_config)

    @property
    def planned(self) -> int:
        """Steps that the current run is planned to have."""
        return self.running_config.training.steps

    @property
    def done(self) -> bool:
        """Whether the current run rests at its planned steps."""
        resting = self.state in (TrainingState.PAUSED, TrainingState.IDLE) and not self.training
        return resting and self.snapshot is not None and self.snapshot.step == self.planned

    def play(self, until: int | None = None) -> None:
        """Train until `until` steps are done.

        Without `until` training rests at the planned steps; where these are done already, it goes
        on until paused.
        """
        if self.state is TrainingState.PREPARING:
            self.prepare()
            self._play_when_ready = (until,)
            self.state_changed.emit()
        elif self.can_train:
            self._set_state(TrainingState.TRAINING)
            self._play_wanted.emit(until)

    def pause(self) -> None:
        """Stop training; the state follows when the thread has."""
        if self._play_when_ready is not None:
            self._play_when_ready = None
            self.state_changed.emit()
        self._pause_wanted.emit()

    def step(self) -> None:
        """Exactly one step."""
        if self.can_train:
            self._step_wanted.emit()

    def move(self, kind: EventKind) -> None:
        """One move of one network alone; `happened` and `updated` follow."""
        if self.can_train:
            self._move_wanted.emit(kind)

    def sub_step(self) -> None:
        """The next named part of a step, when not training; answered by `walked`."""
        if self.can_train:
            self._sub_step_wanted.emit()

    def finish_step(self) -> None:
        """Make the rest of a step that `sub_step` has begun."""
        self._finish_wanted.emit()

    def set_speed(self, rate: float) -> None:
        """Steps a second while it trains; `pacing.UNLIMITED` for as many as there can be."""
        self._speed_wanted.emit(rate)

    def measure_exactly(self, snapshot: Snapshot | None = None) -> None:
        """Ask for exact Wasserstein distances; `distances_measured` answers.

        Args:
            snapshot: of any run; None for the points now.
        """
        if self._thread.isRunning():
            self._measured_run = "" if snapshot is None else snapshot.run_id
            self._distances_wanted.emit(snapshot)

    def reset(self, config: ExperimentConfig, play: bool = False) -> None:
        """Give up the current run and begin a new one at step 0."""
        if not self._thread.isRunning():
            self.running_config = config
            return
        self._begin(config)
        if play:
            self.play()

    def go_on(self, trainer: "GanTrainer") -> None:
        """Give up the current run and begin a new one where a trainer stands, paused."""
        self.prepare()
        self._begin(trainer.config, trainer)

    def save_checkpoint(self, path: str) -> None:
        """Let the training thread write its state; answered by `checkpoint_written`."""
        self.prepare()
        self._checkpoint_wanted.emit(path)

    def apply(self, config: ExperimentConfig) -> None:
        """Let the running training take over all of `config` that it can without a restart.

        Nothing, where that and what has to wait for a restart cannot work together.
        """
        if len(config.target) != len(self.running_config.target):
            # Its missing modes are other ones now.
            self._judge(None)
        merged = config.taken_over(self.running_config)
        works = all(p.severity is not Severity.REFUSE for p in problems(merged))
        if works and merged != self.running_config:
            self.running_config = merged
            self._config_wanted.emit(self.running_config)

    def set_layers(self, request: LayerRequest | None) -> None:
        """Let snapshots hold these layers from now on; while paused, the present one anew."""
        self._layers_wanted.emit(request)

    def start_recording(self, tap: RecordingTap) -> None:
        """Let the training thread write every snapshot to `tap`."""
        self._recording_wanted.emit(tap)

    def stop_recording(self) -> None:
        """Answered by `recording_ended`."""
        self._recording_unwanted.emit()

    def close(self) -> None:
        """End the thread and wait for it. Idempotent; nothing of it is left afterwards."""
        self._follow_none()
        if self._thread.isRunning():
            self._thread.quit()
            self._thread.wait()

    def _begin(self, config: ExperimentConfig, trainer: "GanTrainer | None" = None) -> None:
        self._follow(uuid.uuid4().hex, config)
        self.reason = self.details = ""
        self._play_when_ready = None
        self._set_state(TrainingState.PREPARING)
        self.run_started.emit()
        if trainer is None:
            self._run_wanted.emit(config, self._run_id)
        else:
            self._trainer_wanted.emit(trainer, self._run_id)

    @Slot(object)
    def _on_reported(self, report: StateReport) -> None:
        if report.run_id != self._run_id:
            return
        first = self.state is TrainingState.PREPARING and report.state is TrainingState.IDLE
        self.reason, self.details = report.reason, report.details
        if report.state is not TrainingState.TRAINING:
            self.steps_per_second = 0.0
        if report.judgement is not None:
            self._judge(report.judgement)
        waiting, self._play_when_ready = self._play_when_ready, None
        self._set_state(report.state)
        if report.state is TrainingState.PAUSED:
            self.paused.emit()
        if first:
            self.prepared.emit()
            if waiting is not None:
                self.play(*waiting)

    @Slot(object)
    def _on_recording_ended(self, report: RecordingReport) -> None:
        self.recording_ended.emit(report)

    def _set_state(self, state: TrainingState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit()
