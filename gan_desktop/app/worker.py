"""The training thread's object: trains in short bursts between the requests it receives."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from gan_desktop.app.checkpoint_files import write_checkpoint
from gan_desktop.app.exact_transport import exact_distances
from gan_desktop.app.floor import FloorBuilder
from gan_desktop.app.layer_duty import LayerDuty
from gan_desktop.app.measuring import RunMeasuring
from gan_desktop.app.messages import (
    FloorReport,
    Happened,
    LossRow,
    StateReport,
    TrainingState,
    Update,
    Walked,
    error_details,
)
from gan_desktop.app.pacing import Pacer
from gan_desktop.app.recording_duty import RecordingDuty
from gan_desktop.app.run_library import RunLibrary
from gan_desktop.app.run_storing import RunStoring
from gan_desktop.app.tap import RecordingTap
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.events import Event, EventKind, change
from gan_desktop.core.layers.data import LayerRequest
from gan_desktop.core.phases import Phase, SubStep, why_not_in_parts
from gan_desktop.core.rate import RateMeter
from gan_desktop.core.words import told

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

# How long requests may wait for a burst of steps to end (one slow step can still take longer).
BURST_S = 0.01
# Losses kept for a window that does not draw; older ones are dropped.
MAX_PENDING_LOSSES = 4096


def _reporting(slot: Callable[..., None]) -> Callable[..., None]:
    """Turn an exception in a slot into a state report; the thread goes on."""

    @wraps(slot)
    def guarded(self: "TrainingWorker", *args: Any) -> None:
        try:
            slot(self, *args)
        except DivergedError as error:
            self._halt(TrainingState.DIVERGED, told(error))
        except Exception as error:  # noqa: BLE001 -- whatever it is, the window must hear of it
            reason = f"{type(error).__name__}: {error}"
            self._halt(TrainingState.FAILED, reason, error_details(error))

    return guarded


class TrainingWorker(QObject):
    """Owns the trainer of the current run; all slots run on the training thread.

    A snapshot is built only when the window has drawn the last one, or a recording wants it: a
    slow window skips frames, it never queues them.

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
        self._run_id = ""
        self._until = 0
        self._awaiting = False
        self._owed = self._owed_whole = self._owed_recorded = False
        self._losses: deque[LossRow] = deque(maxlen=MAX_PENDING_LOSSES)
        self._rate = RateMeter()
        self._pacer = Pacer()
        self._idle_since = 0.0
        self._parts: Iterator[SubStep] = iter(())
        self._recording = RecordingDuty(self.recording_ended.emit)
        self._storing = RunStoring(self.stored.emit, self.storing_failed.emit)
        self._measuring = RunMeasuring()
        self._layers = LayerDuty()
        self._floor = FloorBuilder(self)
        self._floor.known.connect(self._on_floor_known)
        self._floor.settled.connect(self._on_target_settled)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._burst)

    @Slot(object, str)
    @_reporting
    def start_run(self, config: ExperimentConfig, run_id: str) -> None:
        """Begin a new run at step 0, not training yet."""
        self._end_run(run_id)
        # Here, not at the top: importing torch takes seconds, and nobody needs it before.
        from gan_desktop.training import GanTrainer

        self._begin_run(GanTrainer(config, run_id))

    @Slot(object, str)
    @_reporting
    def take_over(self, trainer: "GanTrainer", run_id: str) -> None:
        """Begin a new run that goes on from where a trainer stands; it is this thread's now."""
        self._end_run(run_id)
        trainer.run_id = run_id
        self._begin_run(trainer)

    def _end_run(self, run_id: str) -> None:
        self._set_training(False)
        self._storing.end()
        self._trainer, self._run_id = None, run_id
        self._awaiting = self._owed = self._owed_whole = self._owed_recorded = False
        self._losses.clear()
        self._parts = iter(())

    def _begin_run(self, trainer: "GanTrainer") -> None:
        self._trainer = trainer
        self._storing.begin(trainer, self._run_id)
        self._measuring.begin()
        self._layers.begin()
        self._floor.aim(trainer.config)
        self._set_training(False)
        self._report(TrainingState.IDLE)
        self._publish()

    @Slot(str)
    @_reporting
    def save_checkpoint(self, path: str) -> None:
        """Write the state between two steps; training waits for the disk."""
        self._finish_step()
        self.checkpoint_written.emit(path, write_checkpoint(path, self._trainer))

    @Slot()
    @_reporting
    def warm_up(self) -> None:
        """Import torch and take a throw-away step: the first one loads hundreds of modules."""
        from gan_desktop.core.presets import DEFAULT_PRESET, load_preset
        from gan_desktop.training import GanTrainer

        GanTrainer(load_preset(DEFAULT_PRESET)).step()

    @Slot(object)
    @_reporting
    def play(self, until: int | None = None) -> None:
        """Train until `pause`, or until `until` steps are done."""
        if self._trainer is None or not self._finish_step():
            return
        self._until = until or 0
        if self._reached():
            self._report(TrainingState.PAUSED)
            return
        self._measuring.diverged = ""
        self._restart_rate(self._trainer)
        self._set_training(True)
        self._report(TrainingState.TRAINING)

    @Slot()
    @_reporting
    def pause(self) -> None:
        """Stop training after the current burst and show where it stands."""
        if self._trainer is not None and self._timer.isActive():
            self._set_training(False)
            self._report(TrainingState.PAUSED)
            self._publish(whole=True)

    @Slot()
    @_reporting
    def step_once(self) -> None:
        """Exactly one step, drawn whatever the interval; of one that is begun, the rest."""
        if self._trainer is not None and not self._timer.isActive():
            if self._trainer.in_step:
                self._finish_step()
                return
            self._measuring.diverged = ""
            self._trainer.step()
            self._note_losses()
            self._report(TrainingState.PAUSED)
            self._publish(whole=True)

    @Slot(object)
    @_reporting
    def move_alone(self, kind: EventKind) -> None:
        """One move of one network, which is no step but an event of the run."""
        trainer = self._trainer
        if trainer is None or self._timer.isActive() or not self._finish_step():
            return
        self._measuring.diverged = ""
        if kind is EventKind.D_MOVE:
            trainer.move_discriminator()
        else:
            trainer.move_generator()
        event = Event(trainer.steps_done, kind, trainer.config)
        self._storing.add_event(event, trainer)
        self.happened.emit(Happened(self._run_id, event))
        self._report(TrainingState.PAUSED)
        self._publish(whole=True)

    @Slot()
    @_reporting
    def sub_step(self) -> None:
        """The next named part of a step; one is begun if none is."""
        trainer = self._trainer
        if trainer is None or self._timer.isActive() or why_not_in_parts(trainer.config):
            return
        if not trainer.in_step:
            self._measuring.diverged = ""
            self._parts = trainer.step_in_parts()
            self._report(TrainingState.PAUSED)
        part = next(self._parts)
        if part.ends_step:
            self._note_losses()
            self._publish(whole=True)
        elif part.phase is Phase.D_MOVE and not self._awaiting:
            # What is seen of the discriminator is another one now.
            self._publish()
        self.walked.emit(Walked(self._run_id, part))

    @Slot()
    @_reporting
    def finish_step(self) -> None:
        """Make the rest of a step that is begun."""
        self._finish_step()

    def _finish_step(self) -> bool:
        """As `finish_step`; False when it diverged, which is reported."""
        trainer = self._trainer
        if trainer is None or not trainer.in_step:
            return True
        self.walked.emit(Walked(self._run_id, None))
        try:
            trainer.finish_step()
        except DivergedError as error:
            self._halt(TrainingState.DIVERGED, told(error))
            return False
        self._note_losses()
        self._publish(whole=True)
        return True

    @Slot(float)
    @_reporting
    def set_speed(self, rate: float) -> None:
        """Steps a second from now on; 0 for as many as there can be."""
        self._pacer.set_rate(rate)
        self._idle_since = time.monotonic()
        self._timer.setInterval(0)
        if self._trainer is not None:
            self._restart_rate(self._trainer)

    @Slot(object)
    @_reporting
    def apply(self, config: ExperimentConfig) -> None:
        """Go on with another config: between two steps, by the nature of the event loop."""
        self._finish_step()
        if self._trainer is not None:
            before = self._trainer.config
            self._trainer.set_live(config)
            event = change(self._trainer.steps_done, before, config)
            if event is not None:
                self._storing.add_event(event, self._trainer)
                self.happened.emit(Happened(self._run_id, event))
            self._measuring.change(before, config)
            self._floor.aim(config)
            if not self._timer.isActive():
                # Paused: the real points have moved with the target, show them.
                self._publish()

    @Slot(object)
    @_reporting
    def set_layers(self, request: LayerRequest | None) -> None:
        """Compute these layers from the next refresh on; at once while paused."""
        self._layers.request = request
        if not self._timer.isActive():
            self._publish()

    @Slot()
    @_reporting
    def acknowledge(self) -> None:
        """The window has drawn the last update."""
        self._awaiting = False
        if self._owed:
            self._publish(whole=self._owed_whole, recorded=self._owed_recorded)

    @Slot(object)
    def store_runs(self, library: RunLibrary) -> None:
        """Store every run that begins from now on in a file of its own."""
        self._storing.use(library)

    @Slot(object)
    @_reporting
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

    @Slot()
    @_reporting
    def measure_exactly(self) -> None:
        """Exact Wasserstein distances of the points now; training waits for a second."""
        if self._trainer is not None:
            self.distances_measured.emit(exact_distances(self._trainer.snapshot(metrics=())))

    @Slot()
    def shut_down(self) -> None:
        """Leave nothing open; the last slot to run."""
        self._timer.stop()
        self._floor.stop()
        self._recording.stop()
        self._storing.close()

    @Slot()
    @_reporting
    def _burst(self) -> None:
        assert self._trainer is not None  # noqa: S101 -- the timer runs only with a trainer
        started = time.monotonic()
        # The time between two steps that have to wait is as good as the training's own: a slow run
        # is measured no less.
        since = self._idle_since if self._pacer.limited else started
        try:
            refresh = self._train(self._trainer, started + BURST_S)
        finally:
            seconds = time.monotonic() - since
            self._measuring.trained(seconds)
            self._layers.trained(seconds)
        if self._floor.pending and self._measuring.affords(self._floor.cost):
            started = time.monotonic()
            self._floor.draw()
            self._measuring.spend(time.monotonic() - started)
        if refresh:
            self._refresh()
        self._idle_since = time.monotonic()
        if self._timer.isActive() and self._timer.interval() != self._pacer.wait_ms:
            self._timer.setInterval(self._pacer.wait_ms)

    def _train(self, trainer: "GanTrainer", deadline: float) -> bool:
        """The steps that are due, until the deadline or a refresh; says whether it is one."""
        stepped = False
        while self._pacer.due:
            trainer.step()
            self._pacer.stepped()
            stepped = True
            if self._reached() or self._at_interval(trainer):
                return True
            if time.monotonic() > deadline:
                break
        # At a speed to be watched each step is to be seen, as far as the window keeps up.
        return stepped and self._pacer.limited

    def _refresh(self) -> None:
        assert self._trainer is not None  # noqa: S101 -- see `_burst`
        self._note_losses()
        self._storing.offer_state(self._trainer)
        if self._reached():
            self._set_training(False)
            self._report(TrainingState.PAUSED)
            self._publish(whole=True)
            return
        self._rate.mark(self._trainer.steps_done)
        at_interval = self._at_interval(self._trainer)
        # It is shown when the window is ready; the next step may be a second away.
        self._owed = self._owed or (self._awaiting and self._pacer.limited)
        if (self._kept and at_interval) or not self._awaiting:
            self._publish(skip=self._awaiting, recorded=at_interval)

    @staticmethod
    def _at_interval(trainer: "GanTrainer") -> bool:
        return trainer.steps_done % trainer.config.display.snapshot_every == 0

    def _restart_rate(self, trainer: "GanTrainer") -> None:
        if self._pacer.limited:
            # The first step is made at once: from there on a step takes its time.
            self._rate.clear()
        else:
            self._rate.restart(trainer.steps_done)

    @property
    def _kept(self) -> bool:
        """Whether a snapshot goes elsewhere than to the window."""
        return self._recording.active or self._storing.active

    def _reached(self) -> bool:
        return bool(self._until and self._trainer and self._trainer.steps_done >= self._until)

    def _note_losses(self) -> None:
        if self._trainer is not None and self._trainer.losses is not None:
            row = LossRow(self._trainer.steps_done, *self._trainer.losses)
            self._losses.append(row)
            self._storing.add_losses(row)

    def _publish(self, skip: bool = False, whole: bool = False, recorded: bool = True) -> None:
        """Build a snapshot for what keeps it and, unless `skip`, for the window.

        A recording gets it if it is to be `recorded`: its frames do not depend on how fast the run
        is watched.
        With all metrics if `whole`. In the middle of a step it is for the window alone, with none.
        """
        if self._trainer is None:
            return
        if self._awaiting and not skip:
            # It must be shown (a pause, a step), but not before the last one is drawn.
            self._owed, skip = True, True
            self._owed_whole = self._owed_whole or whole
            self._owed_recorded = self._owed_recorded or recorded
            if not self._kept:
                return
        still, midway = not self._timer.isActive(), self._trainer.in_step
        if skip or midway:
            snapshot = self._trainer.snapshot(metrics=())
        else:
            snapshot = self._measuring.snapshot(self._trainer, still, whole)
        snapshot = self._layers.added(self._trainer, snapshot, free=still)
        if not midway:
            if recorded:
                self._recording.add(snapshot)
            self._storing.add(snapshot)
        if skip:
            return
        self._owed = self._owed_whole = self._owed_recorded = False
        self._awaiting = True
        rate = 0.0 if still else self._rate.per_second
        judgement = self._measuring.judgement(wanted=still)
        share = self._measuring.budget.share
        update = Update(snapshot, tuple(self._losses), rate, judgement, share)
        self._losses.clear()
        self.updated.emit(update)

    def _report(self, state: TrainingState, reason: str = "", details: str = "") -> None:
        judgement = None
        if state is TrainingState.DIVERGED:
            if self._trainer is not None:
                # Half a step was taken: no repetition from before it comes to where it stands.
                self._storing.keep_state(self._trainer, pinned=True)
            self._measuring.diverged = reason
            judgement = self._measuring.judgement(wanted=True)
        self.reported.emit(StateReport(self._run_id, state, reason, details, judgement))

    def _halt(self, state: TrainingState, reason: str, details: str = "") -> None:
        self._set_training(False)
        self._report(state, reason, details)

    def _set_training(self, training: bool) -> None:
        """Train from the next turn of the event loop on, or no longer."""
        if training:
            self._pacer.restart()
            self._idle_since = time.monotonic()
            self._timer.start(0)
        else:
            self._timer.stop()
        self._floor.set_busy(training)

    @Slot(object)
    def _on_floor_known(self, report: FloorReport) -> None:
        self._measuring.floor = report.bands
        self.floor_known.emit(report)

    @Slot()
    @_reporting
    def _on_target_settled(self) -> None:
        """A drag has ended: what was too slow to measure during it is measured now."""
        if not self._timer.isActive():
            self._publish(whole=True)
