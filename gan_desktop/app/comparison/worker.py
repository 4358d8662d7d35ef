"""The comparison thread's object: trains all designs in turns, one step each."""

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gan_desktop.app.comparison.lane import Lane
from gan_desktop.app.comparison.messages import ComparisonReport, ComparisonUpdate, LaneUpdate
from gan_desktop.app.floor import FloorBuilder
from gan_desktop.app.measuring import JUDGE_EVERY_S, MeasuringTurns, Metrics
from gan_desktop.app.messages import FloorReport, TrainingState, error_details
from gan_desktop.app.reporting import reporting
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.rate import RateMeter
from gan_desktop.core.target import Target

# How long requests may wait for turns to end (one turn of huge networks can still take longer).
BURST_S = 0.01


class ComparisonWorker(QObject):
    """Owns the lanes; all slots run on the comparison's thread.

    An update is built only when the window has drawn the last one: a slow window skips pictures,
    it never queues them.

    Signals:
        updated(ComparisonUpdate): all pictures of one step; answered by `acknowledge`.
        reported(ComparisonReport): the state has changed.
    """

    updated = Signal(object)
    reported = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lanes: tuple[Lane, ...] = ()
        self._run_id = ""
        self._step = self._every = self._until = 0
        self._awaiting = self._owed = self._owed_whole = False
        self._given_up = False
        self._rate = RateMeter()
        self._turns = MeasuringTurns()
        self._judged_at = float("-inf")
        self._floors: dict[Target, FloorBuilder] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._burst)

    def give_up(self) -> None:
        """From any thread: nothing that is still to be done counts any more."""
        self._given_up = True

    @Slot(object, str)
    @reporting
    def start_run(self, configs: tuple[ExperimentConfig, ...], run_id: str) -> None:
        """Begin a new comparison of aligned designs at step 0, not training yet."""
        self._set_training(False)
        self._run_id, self._lanes, self._step = run_id, (), 0
        self._awaiting = self._owed = False
        # Here, not at the top: importing torch takes seconds, and nobody needs it before.
        from gan_desktop.training import GanTrainer

        lanes = []
        for config in configs:
            if self._given_up:
                return
            lanes.append(Lane(GanTrainer(config, run_id)))
        self._lanes = tuple(lanes)
        self._every = configs[0].display.snapshot_every
        self._turns.begin()
        self._judged_at = float("-inf")
        self._aim(configs)
        self._report(TrainingState.IDLE)
        self._publish()

    @Slot(object)
    @reporting
    def play(self, until: int | None = None) -> None:
        """Train until `pause`, or until `until` steps are done."""
        self._until = until or 0
        if not self._going:
            return
        if self._reached:
            self._report(TrainingState.PAUSED)
            return
        self._rate.restart(self._step)
        self._set_training(True)
        self._report(TrainingState.TRAINING)

    @Slot()
    @reporting
    def pause(self) -> None:
        """Stop training after the current burst and show where all stand."""
        if self._timer.isActive():
            self._pause()

    @Slot()
    @reporting
    def step_once(self) -> None:
        """Exactly one step of each, drawn whatever the interval."""
        if self._going and not self._timer.isActive():
            self._turn()
            self._note_losses()
            self._pause()

    @Slot()
    @reporting
    def acknowledge(self) -> None:
        """The window has drawn the last update."""
        self._awaiting = False
        if self._owed:
            self._publish(whole=self._owed_whole)

    @Slot()
    def shut_down(self) -> None:
        """Leave nothing open; the last slot to run."""
        self._timer.stop()
        for floor in self._floors.values():
            floor.stop()

    @property
    def _going(self) -> bool:
        return any(not lane.diverged for lane in self._lanes)

    @property
    def _reached(self) -> bool:
        return bool(self._until and self._step >= self._until)

    @Slot()
    @reporting
    def _burst(self) -> None:
        started = time.monotonic()
        try:
            refresh = self._train(started + BURST_S)
        finally:
            self._turns.trained(time.monotonic() - started)
        self._draw_floors()
        if refresh:
            self._note_losses()
            if self._reached or not self._going:
                self._pause()
                return
            self._rate.mark(self._step)
            if not self._awaiting:
                self._publish()

    def _train(self, deadline: float) -> bool:
        """Turns until the deadline or a refresh; says whether it is one."""
        while not self._given_up:
            self._turn()
            if self._reached or self._step % self._every == 0 or not self._going:
                return True
            if time.monotonic() > deadline:
                return False
        self._timer.stop()
        return False

    def _turn(self) -> None:
        """One step of each that still trains: all of them, or the comparison is given up."""
        for lane in self._lanes:
            if self._given_up:
                return
            lane.step()
        self._step += 1

    def _pause(self) -> None:
        self._set_training(False)
        self._report(TrainingState.PAUSED if self._going else TrainingState.DIVERGED)
        self._publish(whole=True)

    def _note_losses(self) -> None:
        for lane in self._lanes:
            lane.note_losses()

    def _publish(self, whole: bool = False) -> None:
        """Show all of them as they stand; with all metrics if `whole`."""
        if self._awaiting:
            # It must be shown (a pause, a step), but not before the last one is drawn.
            self._owed, self._owed_whole = True, self._owed_whole or whole
            return
        self._owed = self._owed_whole = False
        self._awaiting = True
        still = not self._timer.isActive()
        self._turns.take(self._measure, still, whole)
        updates = self._judged(still)
        rate = 0.0 if still else self._rate.per_second
        share = self._turns.budget.share
        self.updated.emit(ComparisonUpdate(self._run_id, self._step, updates, rate, share))

    def _judged(self, wanted: bool) -> tuple[LaneUpdate, ...]:
        """All updates; with verdicts when the last ones are old, or if `wanted`."""
        started = time.monotonic()
        if not wanted and started - self._judged_at < JUDGE_EVERY_S:
            return tuple(lane.update(None) for lane in self._lanes)
        self._judged_at = started
        updates = tuple(lane.update(lane.judge()) for lane in self._lanes)
        if not wanted:
            self._turns.budget.spend(time.monotonic() - started)
        return updates

    def _measure(self, metrics: Metrics) -> None:
        """The same metrics of all: what is compared was measured at the same steps."""
        for lane in self._lanes:
            lane.measure(metrics)

    def _report(self, state: TrainingState, reason: str = "", details: str = "") -> None:
        self.reported.emit(ComparisonReport(self._run_id, state, reason, details))

    def on_error(self, error: Exception) -> None:
        """The comparison has ended by an error, which is reported; this thread goes on."""
        self._set_training(False)
        reason = f"{type(error).__name__}: {error}"
        self._report(TrainingState.FAILED, reason, error_details(error))

    def _set_training(self, training: bool) -> None:
        if training:
            self._timer.start()
        else:
            self._timer.stop()
        for floor in self._floors.values():
            floor.set_busy(training)

    def _aim(self, configs: tuple[ExperimentConfig, ...]) -> None:
        """A noise floor for each target, kept while it is compared on."""
        wanted = {config.target: config for config in configs}
        for target in self._floors.keys() - wanted.keys():
            floor = self._floors.pop(target)
            floor.stop()
            floor.deleteLater()
        for target, config in wanted.items():
            if target not in self._floors:
                self._floors[target] = FloorBuilder(self)
                self._floors[target].known.connect(self._on_floor_known)
            self._floors[target].aim(config)
        for floor in self._floors.values():
            # The same target as before: nothing more may come of it, and these lanes are new.
            if floor.report is not None:
                self._on_floor_known(floor.report)

    def _draw_floors(self) -> None:
        for floor in self._floors.values():
            if floor.pending and self._turns.affords(floor.cost):
                started = time.monotonic()
                floor.draw()
                self._turns.spend(time.monotonic() - started)

    @Slot(object)
    def _on_floor_known(self, report: FloorReport) -> None:
        for lane in self._lanes:
            if lane.target == report.target:
                lane.floor = report.bands
