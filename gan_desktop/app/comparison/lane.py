"""`Lane`: one of the designs that are trained side by side, on the comparison's thread."""

from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from gan_desktop.app.comparison.messages import LaneUpdate
from gan_desktop.app.measuring import Metrics
from gan_desktop.app.messages import LossRow
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.target import Target
from gan_desktop.core.verdict import Judgement, Observation, ObservationLog, judge
from gan_desktop.core.words import told

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

# Losses kept for a window that does not draw; older ones are dropped.
MAX_PENDING_LOSSES = 4096


class Lane:
    """A trainer, what has been seen of it, and the sentence with which it stopped, if it did.

    Attributes:
        diverged: that sentence, "" while it goes on.
        floor: noise floor of its target, empty until it is known.
    """

    def __init__(self, trainer: "GanTrainer") -> None:
        self._trainer = trainer
        self._log = ObservationLog()
        self._losses: deque[LossRow] = deque(maxlen=MAX_PENDING_LOSSES)
        self._snapshot: Snapshot | None = None
        self.floor: Mapping[str, Band] = {}
        self.diverged = ""

    @property
    def target(self) -> Target:
        """What it learns."""
        return self._trainer.config.target

    def step(self) -> None:
        """One step; a lane that diverges stops alone."""
        if self.diverged:
            return
        try:
            self._trainer.step()
        except DivergedError as error:
            self.diverged = told(error)
            # The last state that it was in, where that can be seen at all.
            with suppress(DivergedError):
                self._snapshot = self._trainer.snapshot(metrics=())

    def note_losses(self) -> None:
        """Remember the losses of the last step, for the curves."""
        if not self.diverged and self._trainer.losses is not None:
            self._losses.append(LossRow(self._trainer.steps_done, *self._trainer.losses))

    def measure(self, metrics: Metrics) -> None:
        """Look at where it stands; one that has stopped stays as it was seen last."""
        if self.diverged:
            return
        try:
            self._snapshot = self._trainer.snapshot(metrics=metrics)
        except DivergedError as error:
            self.diverged = told(error)
            return
        if metrics:
            self._log.add(Observation.of(self._snapshot))

    def judge(self) -> Judgement:
        """The verdict up to now."""
        return judge(self._log.observations(), self.floor, self.diverged)

    def update(self, judgement: Judgement | None) -> LaneUpdate:
        """All that is new since the last one."""
        losses = tuple(self._losses)
        self._losses.clear()
        return LaneUpdate(self._snapshot, losses, judgement, self.diverged)
