"""What crosses between the window and the training thread: small, immutable, picklable."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from gan_desktop.core.events import Event
from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.phases import SubStep
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.target import Target
from gan_desktop.core.verdict import Judgement


class TrainingState(Enum):
    """What the training is doing."""

    PREPARING = "preparing"
    IDLE = "idle"
    TRAINING = "training"
    PAUSED = "paused"
    DIVERGED = "diverged"
    FAILED = "failed"


@dataclass(frozen=True)
class LossRow:
    """Losses of one step, kept for the curves even where no snapshot was drawn."""

    step: int
    d_loss: float
    g_loss: float


@dataclass(frozen=True)
class Update:
    """A snapshot with what happened since the one before it.

    Attributes:
        losses: of the refreshes in between.
        judgement: the verdict, None when the last one still stands.
        measuring: time spent on measuring over time spent on training, lately.
    """

    snapshot: Snapshot
    losses: tuple[LossRow, ...]
    steps_per_second: float
    judgement: Judgement | None = None
    measuring: float = 0.0


@dataclass(frozen=True)
class FloorReport:
    """The noise floor of a target: bands by metric, all of them when `complete`."""

    target: Target
    bands: Mapping[str, Band]
    complete: bool


@dataclass(frozen=True)
class Happened:
    """An event of the run with this id."""

    run_id: str
    event: Event


@dataclass(frozen=True)
class Walked:
    """A sub-step of the run with this id was made; None: the step was finished at once."""

    run_id: str
    part: SubStep | None


@dataclass(frozen=True)
class StateReport:
    """The training thread's word on what it is doing, and why it stopped if it did."""

    run_id: str
    state: TrainingState
    reason: str = ""
    details: str = ""
    judgement: Judgement | None = None


@dataclass(frozen=True)
class RecordingReport:
    """A recording on the training thread ended: its spool, and the error that ended it if any."""

    path: str
    frames: int
    error: str = ""


@dataclass(frozen=True)
class StoredReport:
    """What of a run is in its file: so many snapshots; others were skipped for lack of time."""

    run_id: str
    path: Path
    snapshots: int
    skipped: int


def error_details(error: BaseException) -> str:
    """The traceback as text, to be copied into a report."""
    return "".join(traceback.format_exception(error))
