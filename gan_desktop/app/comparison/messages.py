"""What crosses between the window and the comparison's thread: small and immutable."""

from dataclasses import dataclass

from gan_desktop.app.messages import LossRow, TrainingState
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Judgement


@dataclass(frozen=True)
class LaneUpdate:
    """One design at a refresh.

    Attributes:
        snapshot: how it looks; of an earlier step if it has diverged, None if it has no picture.
        losses: of the refreshes since the last update.
        judgement: the verdict, None when the last one still stands.
        diverged: the sentence with which it stopped by itself, "" while it goes on.
    """

    snapshot: Snapshot | None
    losses: tuple[LossRow, ...]
    judgement: Judgement | None
    diverged: str


@dataclass(frozen=True)
class ComparisonUpdate:
    """All designs at one step: each that still trains has taken exactly `step` steps.

    Attributes:
        measuring: time spent on measuring over time spent on training, lately.
    """

    run_id: str
    step: int
    lanes: tuple[LaneUpdate, ...]
    steps_per_second: float
    measuring: float


@dataclass(frozen=True)
class ComparisonReport:
    """The comparison thread's word on what it is doing, and why it stopped if it did."""

    run_id: str
    state: TrainingState
    reason: str = ""
    details: str = ""
