"""The training thread's part of the layers: computed for what is shown, within a budget."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from gan_desktop.app.budget import MeasuringBudget
from gan_desktop.core.layers.data import LayerRequest
from gan_desktop.core.snapshot import Snapshot

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

# Of the training's time. Beside measuring this keeps a training with all layers above 80% of its
# speed without; where that is not enough for every refresh, some go without layers.
SHARE = 0.12


class LayerDuty:
    """Adds to a snapshot what is asked for to be seen, where there is time for it.

    Attributes:
        request: what is asked for; None for nothing.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.request: LayerRequest | None = None
        self.begin()

    def begin(self) -> None:
        """A new run."""
        self._budget = MeasuringBudget(SHARE)

    def trained(self, seconds: float) -> None:
        """The training took so long."""
        self._budget.earn(seconds)

    def added(self, trainer: "GanTrainer", snapshot: Snapshot, free: bool = False) -> Snapshot:
        """The snapshot with its layers; as it is where there is nothing to add, or no time.

        Args:
            trainer: the run, at the snapshot's step.
            snapshot: without layers.
            free: nothing is waiting for the thread: the budget does not count.
        """
        if self.request is None or (self._budget.balance < 0 and not free):
            return snapshot
        started = self._clock()
        layers = trainer.layers(snapshot, self.request)
        if not free:
            self._budget.spend(self._clock() - started)
        return replace(snapshot, layers=layers)
