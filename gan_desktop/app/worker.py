"""The training thread's object: trains in short bursts between the requests it receives."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from gan_desktop.app.bursts import Bursts
from gan_desktop.app.checkpoint_files import write_checkpoint
from gan_desktop.app.delivery import Delivery
from gan_desktop.app.exact_transport import exact_distances
from gan_desktop.app.floor import FloorBuilder
from gan_desktop.app.layer_duty import LayerDuty
from gan_desktop.app.measuring import RunMeasuring
from gan_desktop.app.messages import FloorReport, TrainingState
from gan_desktop.app.recording_duty import RecordingDuty
from gan_desktop.app.reporting import reporting
from gan_desktop.app.run_library import RunLibrary
from gan_desktop.app.run_reports import RunReports
from gan_desktop.app.run_storing import RunStoring
from gan_desktop.app.steps_by_hand import StepsByHand
from gan_desktop.app.tap import RecordingTap
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.events import EventKind, change
from gan_desktop.core.layers.data import LayerRequest
from gan_desktop.core.snapshot import Snapshot

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


class TrainingWorker(QObject):
    """Owns the trainer of the current run; all slots run on the training thread.

    How it trains is in `Bursts`, what is made one at a time in `StepsByHand`, what the window and
    files are given of it in `Delivery`.

    Signals:
        updated(Update): a snapshot to draw; answered by `acknowledge`.
        reported(StateReport): the state has changed.
        happened(Happened): a change that decides how the run goes on was taken over, or one network
            has moved alone.
        walked(Walked): a sub-step was made, or the begun step was finished.
        recording_ended(RecordingReport): the spool is closed.
        floor_known(FloorReport): the noise floor of the present target.
        distances_measured(ExactDistances or str): what `measure_exactly` found, or why not.
        checkpoint_written(path, reason): "" or why it could not be.
        stored(StoredReport): more of the run is in its file; from the writing thread.
        storing_failed(run id, reason): no more of the run goes to its file.
    """

    updated = Signal(object)
    reported = Signal(object)
    happened = Signal(object)
    walked = Signal(object)
    recording_ended = Signal(object)
    floor_known = Signal(object)
    distances_measured = Signal(object)
    checkpoint_written = Signal(str, object)
    stored = Signal(object)
    storing_failed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._trainer: GanTrainer | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._burst)
        self._recording = RecordingDuty(self.recording_ended.emit)
        self._storing = RunStoring(self.stored.emit, self.storing_failed.emit)
        self._measuring = RunMeasuring()
        self._layers = LayerDuty()
        self._bursts = Bursts(self._timer, self._on_trained)
        self._delivery = Delivery(
            self.updated.emit, self._bursts, self._measuring, self._layers, self._recording,
            self._storing,
        )  # fmt: skip
        self._reports = RunReports(
            self.reported.emit, self.happened.emit, self.walked.emit, self._measuring, self._storing
        )
        self._by_hand = StepsByHand(self._delivery, self._reports, self._measuring)
        self._floor = FloorBuilder(self)
        self._floor.known.connect(self._on_floor_known)
        self._floor.settled.connect(self._on_target_settled)

    @Slot(object, str)
    @reporting
    def start_run(self, config: ExperimentConfig, run_id: str) -> None:
        """Begin a new run at step 0, not training yet."""
        self._end_run(run_id)
        # Here, not at the top: importing torch takes seconds, and nobody needs it before.
        from gan_desktop.training import GanTrainer

        self._begin_run(GanTrainer(config, run_id))

    @Slot(object, str)
    @reporting
    def take_over(self, trainer: "GanTrainer", run_id: str) -> None:
        """Begin a new run that goes on from where a trainer stands; it is this thread's now."""
        self._end_run(run_id)
        trainer.run_id = run_id
        self._begin_run(trainer)

    def _end_run(self, run_id: str) -> None:
        self._stop()
        self._storing.end()
        self._trainer = None
        self._reports.begin(run_id)
        self._delivery.end()
        self._by_hand.end()

    def _begin_run(self, trainer: "GanTrainer") -> None:
        self._trainer = trainer
        self._delivery.begin(trainer)
        self._storing.begin(trainer, trainer.run_id)
        self._measuring.begin()
        self._layers.begin()
        self._floor.aim(trainer.config)
        self._reports.state(TrainingState.IDLE)
        self._delivery.show()

    @Slot(str)
    @reporting
    def save_checkpoint(self, path: str) -> None:
        """Write the state between two steps; training waits for the disk."""
        if self._trainer is not None:
            self._finish_or_halt(self._trainer)
        self.checkpoint_written.emit(path, write_checkpoint(path, self._trainer))

    @Slot()
    @reporting
    def warm_up(self) -> None:
        """Import torch and take a throw-away step: the first one loads hundreds of modules."""
        from gan_desktop.core.presets import DEFAULT_PRESET, load_preset
        from gan_desktop.training import GanTrainer

        GanTrainer(load_preset(DEFAULT_PRESET)).step()

    @Slot(object)
    @reporting
    def play(self, until: int | None = None) -> None:
        """Train until `until` steps are done; see `Bursts.aim` where it is None."""
        trainer = self._trainer
        if trainer is None:
            return
        self._by_hand.finish(trainer)
        self._bursts.aim(trainer, until)
        if self._bursts.reached(trainer):
            self._reports.state(TrainingState.PAUSED)
            return
        self._measuring.diverged = ""
        self._bursts.start(trainer)
        self._floor.set_busy(True)
        self._reports.state(TrainingState.TRAINING)

    @Slot()
    @reporting
    def pause(self) -> None:
        """Stop training after the current burst and show where it stands."""
        if self._trainer is not None and self._bursts.running:
            self._come_to_rest()

    @Slot()
    @reporting
    def step_once(self) -> None:
        """Exactly one step, drawn whatever the interval; of one that is begun, the rest."""
        if self._trainer is not None and not self._bursts.running:
            self._by_hand.step(self._trainer)

    @Slot(object)
    @reporting
    def move_alone(self, kind: EventKind) -> None:
        """One move of one network, which is no step but an event of the run."""
        if self._trainer is not None and not self._bursts.running:
            self._by_hand.move(self._trainer, kind)

    @Slot()
    @reporting
    def sub_step(self) -> None:
        """The next named part of a step; one is begun if none is."""
        if self._trainer is not None and not self._bursts.running:
            self._by_hand.sub_step(self._trainer)

    @Slot()
    @reporting
    def finish_step(self) -> None:
        """Make the rest of a step that is begun."""
        if self._trainer is not None:
            self._by_hand.finish(self._trainer)

    @Slot(float)
    @reporting
    def set_speed(self, rate: float) -> None:
        """Steps a second from now on; 0 for as many as there can be."""
        self._bursts.set_speed(rate, self._trainer)

    @Slot(object)
    @reporting
    def apply(self, config: ExperimentConfig) -> None:
        """Go on with another config: between two steps, by the nature of the event loop."""
        trainer = self._trainer
        if trainer is None:
            return
        self._finish_or_halt(trainer)
        before = trainer.config
        trainer.set_live(config)
        event = change(trainer.steps_done, before, config)
        if event is not None:
            self._reports.event(event, trainer)
        self._measuring.change(before, config)
        self._floor.aim(config)
        self._bursts.plan_anew(trainer)
        if not self._bursts.running:
            # Paused: the real points have moved with the target, show them.
            self._delivery.show()
        elif self._bursts.reached(trainer):
            self._come_to_rest()

    @Slot(object)
    @reporting
    def set_layers(self, request: LayerRequest | None) -> None:
        """Compute these layers from the next refresh on; at once while paused."""
        self._layers.request = request
        if not self._bursts.running:
            self._delivery.show()

    @Slot()
    @reporting
    def acknowledge(self) -> None:
        """The window has drawn the last update."""
        self._delivery.acknowledge()

    @Slot(object)
    def store_runs(self, library: RunLibrary) -> None:
        """Store every run that begins from now on in a file of its own."""
        self._storing.use(library)

    @Slot(object)
    @reporting
    def start_recording(self, tap: RecordingTap) -> None:
        """Write every snapshot from now on, beginning with the present one."""
        self._recording.start(tap)
        if self._trainer is not None and self._recording.active:
            snapshot = self._trainer.snapshot(metrics=())
            self._recording.add(self._layers.added(self._trainer, snapshot, free=True))

    @Slot()
    def stop_recording(self) -> None:
        """Close the spool of the recording that runs, if one does."""
        self._recording.stop()

    @Slot(object)
    @reporting
    def measure_exactly(self, snapshot: Snapshot | None) -> None:
        """Exact Wasserstein distances of a snapshot, or now; training waits for a second."""
        if snapshot is None and self._trainer is not None:
            snapshot = self._trainer.snapshot(metrics=())
        if snapshot is not None:
            self.distances_measured.emit(exact_distances(snapshot))

    @Slot()
    def shut_down(self) -> None:
        """Leave nothing open; the last slot to run."""
        self._bursts.stop()
        self._floor.stop()
        self._recording.stop()
        self._storing.close()

    def on_error(self, error: Exception) -> None:
        """Training has ended by an error, which is reported; this thread goes on."""
        self._stop()
        self._reports.error(error, self._trainer)

    @Slot()
    @reporting
    def _burst(self) -> None:
        trainer = self._trainer
        assert trainer is not None  # noqa: S101 -- the timer runs only with a trainer
        refresh = self._bursts.train(trainer)
        if self._floor.pending and self._measuring.affords(self._floor.cost):
            started = time.monotonic()
            self._floor.draw()
            self._measuring.spend(time.monotonic() - started)
        if refresh:
            self._refresh(trainer)
        self._bursts.end_turn()

    def _on_trained(self, seconds: float) -> None:
        self._measuring.trained(seconds)
        self._layers.trained(seconds)

    def _refresh(self, trainer: "GanTrainer") -> None:
        self._delivery.note_losses()
        self._storing.offer_state(trainer)
        if self._bursts.reached(trainer):
            self._come_to_rest()
            return
        self._bursts.rate.mark(trainer.steps_done)
        self._delivery.refresh(self._bursts.at_interval(trainer))

    def _come_to_rest(self) -> None:
        self._stop()
        self._reports.state(TrainingState.PAUSED)
        self._delivery.show(whole=True)

    def _stop(self) -> None:
        self._bursts.stop()
        self._floor.set_busy(False)

    def _finish_or_halt(self, trainer: "GanTrainer") -> None:
        """For what is done whether or not the rest of the step diverges."""
        try:
            self._by_hand.finish(trainer)
        except DivergedError as error:
            self.on_error(error)

    @Slot(object)
    def _on_floor_known(self, report: FloorReport) -> None:
        self._measuring.floor = report.bands
        self.floor_known.emit(report)

    @Slot()
    @reporting
    def _on_target_settled(self) -> None:
        """A drag has ended: what was too slow to measure during it is measured now."""
        if not self._bursts.running:
            self._delivery.show(whole=True)
