"""What is measured of a run, when, and what follows from it: the training thread's side."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from gan_desktop.app.budget import SHARE, MeasuringBudget
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.metrics import METRICS, Cost
from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Judgement, Observation, ObservationLog, judge

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

# Costly metrics are measured this often at most, and for half of the budget, and verdicts given.
COSTLY_EVERY_S = 1.0
COSTLY_PART = 0.5
JUDGE_EVERY_S = 0.5


class RunMeasuring:
    """Measures one run within its budget and judges it.

    Attributes:
        budget: what measuring may cost.
        floor: noise floor of the present target, empty until it is known.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.floor: Mapping[str, Band] = {}
        self.begin()

    def begin(self) -> None:
        """A new run."""
        self.budget = MeasuringBudget()
        self._log = ObservationLog()
        self._costs = dict.fromkeys(Cost, 0.0)
        self._costly_at = self._judged_at = float("-inf")

    def change(self, before: ExperimentConfig, after: ExperimentConfig) -> None:
        """The run goes on with another config: a changed design or target is judged afresh."""
        length = {"steps": after.training.steps}
        same_design = before.training.replaced(**length) == after.training
        same_data = (before.target, before.data) == (after.target, after.data)
        if not (same_data and same_design):
            self._log.clear()

    def trained(self, seconds: float) -> None:
        """The training took so long."""
        self.budget.earn(seconds)

    def affords(self, seconds: float) -> bool:
        """Whether there is time for something else, after the next refresh's measures."""
        return self.budget.balance >= seconds + self._costs[Cost.CHEAP]

    def snapshot(self, trainer: "GanTrainer", free: bool = False) -> Snapshot:
        """A snapshot with the metrics that there is time for.

        Args:
            trainer: the run.
            free: nothing is waiting for the thread: the budget does not count.
        """
        started = self._clock()
        if not free and self.budget.balance < 0:
            return trainer.snapshot(metrics=())
        pause = max(COSTLY_EVERY_S, self._costs[Cost.COSTLY] / (COSTLY_PART * SHARE))
        if started - self._costly_at >= pause:
            metrics, cost = tuple(METRICS), Cost.COSTLY
            self._costly_at = started
        else:
            metrics, cost = METRICS.of(Cost.CHEAP), Cost.CHEAP
        snapshot = trainer.snapshot(metrics=metrics)
        self._log.add(Observation.of(snapshot))
        self._costs[cost] = self._clock() - started
        if not free:
            self.budget.spend(self._costs[cost])
        return snapshot

    def judgement(self, wanted: bool = False, diverged: str = "") -> Judgement | None:
        """The verdict up to now; None when the last one is hardly older, unless `wanted`."""
        now = self._clock()
        if not wanted and now - self._judged_at < JUDGE_EVERY_S:
            return None
        self._judged_at = now
        judgement = judge(self._log.observations(), self.floor, diverged)
        if not wanted:
            self.budget.spend(self._clock() - now)
        return judgement
