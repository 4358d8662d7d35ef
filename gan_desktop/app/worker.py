"""The training thread's object: trains in short bursts between the requests it receives."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gan_desktop.app.messages import (
    LossRow,
    RecordingReport,
    StateReport,
    TrainingState,
    Update,
    error_details,
)
from gan_desktop.app.tap import RecordingTap
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.files import sentence
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
        recording_ended(RecordingReport): the spool is closed.
    """

    updated = Signal(object)
    reported = Signal(object)
    recording_ended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._trainer: GanTrainer | None = None
        self._run_id = ""
        self._until = 0
        self._awaiting = False
        self._owed = False
        self._losses: deque[LossRow] = deque(maxlen=MAX_PENDING_LOSSES)
        self._rate = RateMeter()
        self._tap: RecordingTap | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._burst)

    @Slot(object, str)
    @_reporting
    def start_run(self, config: ExperimentConfig, run_id: str) -> None:
        """Begin a new run at step 0, not training yet."""
        self._timer.stop()
        self._trainer, self._run_id = None, run_id
        self._awaiting = self._owed = False
        self._losses.clear()
        # Here, not at the top: importing torch takes seconds, and nobody needs it before.
        from gan_desktop.training import GanTrainer

        self._trainer = GanTrainer(config, run_id)
        self._report(TrainingState.IDLE)
        self._publish()

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
        if self._trainer is None:
            return
        self._until = until or 0
        if self._reached():
            self._report(TrainingState.PAUSED)
            return
        self._rate.restart(self._trainer.steps_done)
        self._timer.start()
        self._report(TrainingState.TRAINING)

    @Slot()
    @_reporting
    def pause(self) -> None:
        """Stop training after the current burst and show where it stands."""
        if self._trainer is not None and self._timer.isActive():
            self._timer.stop()
            self._report(TrainingState.PAUSED)
            self._publish()

    @Slot()
    @_reporting
    def step_once(self) -> None:
        """Exactly one step, drawn whatever the interval."""
        if self._trainer is not None and not self._timer.isActive():
            self._trainer.step()
            self._note_losses()
            self._report(TrainingState.PAUSED)
            self._publish()

    @Slot(object)
    @_reporting
    def apply(self, config: ExperimentConfig) -> None:
        """Go on with another config: between two steps, by the nature of the event loop."""
        if self._trainer is not None:
            self._trainer.set_live(config)
            if not self._timer.isActive():
                # Paused: the real points have moved with the target, show them.
                self._publish()

    @Slot()
    @_reporting
    def acknowledge(self) -> None:
        """The window has drawn the last update."""
        self._awaiting = False
        if self._owed:
            self._publish()

    @Slot(object)
    def start_recording(self, tap: RecordingTap) -> None:
        """Write every snapshot from now on, beginning with the present one."""
        self.stop_recording()
        self._tap = tap
        with self._recording():
            tap.open()
            if self._trainer is not None:
                tap.add(self._trainer.snapshot())

    @Slot()
    def stop_recording(self) -> None:
        """Close the spool of the recording that runs, if one does."""
        if self._tap is not None:
            self._end_recording(self._tap, "")

    @Slot()
    def shut_down(self) -> None:
        """Leave nothing open; the last slot to run."""
        self._timer.stop()
        self.stop_recording()

    @Slot()
    @_reporting
    def _burst(self) -> None:
        assert self._trainer is not None  # noqa: S101 -- the timer runs only with a trainer
        deadline = time.monotonic() + BURST_S
        while True:
            self._trainer.step()
            done = self._trainer.steps_done
            if self._reached():
                self._timer.stop()
                self._note_losses()
                self._report(TrainingState.PAUSED)
                self._publish()
                return
            if done % self._trainer.config.display.snapshot_every == 0:
                self._rate.mark(done)
                self._note_losses()
                if self._tap is not None or not self._awaiting:
                    self._publish(skip=self._awaiting)
                return
            if time.monotonic() > deadline:
                return

    def _reached(self) -> bool:
        return bool(self._until and self._trainer and self._trainer.steps_done >= self._until)

    def _note_losses(self) -> None:
        if self._trainer is not None and self._trainer.losses is not None:
            self._losses.append(LossRow(self._trainer.steps_done, *self._trainer.losses))

    def _publish(self, skip: bool = False) -> None:
        """Build a snapshot for the recording and, unless `skip`, for the window."""
        if self._trainer is None:
            return
        if self._awaiting and not skip:
            # It must be shown (a pause, a step), but not before the last one is drawn.
            self._owed, skip = True, True
            if self._tap is None:
                return
        snapshot = self._trainer.snapshot()
        if self._tap is not None:
            with self._recording():
                self._tap.add(snapshot)
        if skip:
            return
        self._owed, self._awaiting = False, True
        rate = self._rate.per_second if self._timer.isActive() else 0.0
        update = Update(snapshot, tuple(self._losses), rate)
        self._losses.clear()
        self.updated.emit(update)

    @contextmanager
    def _recording(self) -> Iterator[None]:
        """End the recording, and only that, when writing it fails in whatever way."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 -- the window must hear of it
            reason = sentence(error) if isinstance(error, OSError) else str(error)
            if self._tap is not None:
                self._end_recording(self._tap, reason or type(error).__name__)

    def _end_recording(self, tap: RecordingTap, error: str) -> None:
        self._tap = None
        tap.close()
        self.recording_ended.emit(RecordingReport(str(tap.path), tap.frames, error))

    def _report(self, state: TrainingState, reason: str = "", details: str = "") -> None:
        self.reported.emit(StateReport(self._run_id, state, reason, details))

    def _halt(self, state: TrainingState, reason: str, details: str = "") -> None:
        self._timer.stop()
        self._report(state, reason, details)
