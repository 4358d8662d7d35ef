"""What is measured of a run, when, and what follows from it: the training thread's side."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from gan_desktop.app.budget import MOST_SAVED_S, SHARE, MeasuringBudget
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.events import trains_otherwise
from gan_desktop.core.metrics import METRICS, Cost, Metric
from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Judgement, Observation, ObservationLog, judge

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

# Costly metrics are measured this often at most, and for half of the budget, and verdicts given.
COSTLY_EVERY_S = 1.0
COSTLY_PART = 0.5
JUDGE_EVERY_S = 0.5

T = TypeVar("T")
Metrics = tuple[Metric, ...]


class MeasuringTurns:
    """Decides what is measured at a refresh, within a budget.

    Attributes:
        budget: what measuring may cost.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.begin()

    def begin(self) -> None:
        """A new run."""
        self.budget = MeasuringBudget()
        self._costs = dict.fromkeys(Cost, 0.0)
        self._costly_at = float("-inf")
        # Whether the last refresh went without for lack of time; who had the last turn.
        self._short = self._spent_elsewhere = False

    def trained(self, seconds: float) -> None:
        """The training took so long."""
        self.budget.earn(seconds)

    def affords(self, seconds: float) -> bool:
        """Whether there is time for something else.

        After the next refresh's measures; where refreshes go without for lack of time, in turn
        with them.
        """
        in_turn = self._short and not self._spent_elsewhere
        enough = 0.0 if in_turn else seconds + self._costs[Cost.CHEAP]
        return self.budget.balance >= min(enough, MOST_SAVED_S)

    def spend(self, seconds: float) -> None:
        """That took so long."""
        self.budget.spend(seconds)
        self._spent_elsewhere = True

    def take(
        self, measure: Callable[[Metrics], T], free: bool = False, whole: bool = False
    ) -> tuple[T, Metrics]:
        """Measure what there is time for.

        Args:
            measure: takes the snapshots with these metrics; what it takes is on the budget.
            free: nothing is waiting for the thread: the budget does not count.
            whole: all metrics, however short ago the costly ones were measured.

        Returns:
            What `measure` returned, and the metrics: none if there was no time.
        """
        started = self._clock()
        if not free and self.budget.balance < 0:
            self._short = True
            return measure(()), ()
        pause = max(COSTLY_EVERY_S, self._costs[Cost.COSTLY] / (COSTLY_PART * SHARE))
        if whole or started - self._costly_at >= pause:
            metrics, cost = tuple(METRICS), Cost.COSTLY
            self._costly_at = started
        else:
            metrics, cost = METRICS.of(Cost.CHEAP), Cost.CHEAP
        self._short = self._spent_elsewhere = False
        taken = measure(metrics)
        self._costs[cost] = self._clock() - started
        if not free:
            self.budget.spend(self._costs[cost])
        return taken, metrics


class RunMeasuring(MeasuringTurns):
    """Measures one run within its budget and judges it.

    Attributes:
        floor: noise floor of the present target, empty until it is known.
        diverged: the sentence with which training stopped by itself, "" if it did not.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.floor: Mapping[str, Band] = {}
        super().__init__(clock)

    def begin(self) -> None:
        """A new run."""
        super().begin()
        self._log = ObservationLog()
        self._judged_at = float("-inf")
        self.diverged = ""

    def change(self, before: ExperimentConfig, after: ExperimentConfig) -> None:
        """The run goes on with another config: a changed design or target is judged afresh."""
        if trains_otherwise(before, after):
            self._log.clear()
            self._judged_at = float("-inf")
            self.diverged = ""

    def snapshot(self, trainer: "GanTrainer", free: bool = False, whole: bool = False) -> Snapshot:
        """A snapshot with the metrics that there is time for; `take` says which."""

        def measure(metrics: Metrics) -> Snapshot:
            snapshot = trainer.snapshot(metrics=metrics)
            if metrics:
                self._log.add(Observation.of(snapshot))
            return snapshot

        return self.take(measure, free, whole)[0]

    def judgement(self, wanted: bool = False) -> Judgement | None:
        """The verdict up to now; None when the last one is hardly older, unless `wanted`."""
        now = self._clock()
        if not wanted and now - self._judged_at < JUDGE_EVERY_S:
            return None
        self._judged_at = now
        judgement = judge(self._log.observations(), self.floor, self.diverged)
        if not wanted:
            self.budget.spend(self._clock() - now)
        return judgement
