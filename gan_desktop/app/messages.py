"""What crosses between the window and the training thread: small, immutable, picklable."""

import traceback
from dataclasses import dataclass
from enum import Enum

from gan_desktop.core.snapshot import Snapshot


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
    """A snapshot with what happened since the one before it."""

    snapshot: Snapshot
    losses: tuple[LossRow, ...]
    steps_per_second: float


@dataclass(frozen=True)
class StateReport:
    """The training thread's word on what it is doing, and why it stopped if it did."""

    run_id: str
    state: TrainingState
    reason: str = ""
    details: str = ""


@dataclass(frozen=True)
class RecordingReport:
    """A recording on the training thread ended: its spool, and the error that ended it if any."""

    path: str
    frames: int
    error: str = ""


def error_details(error: BaseException) -> str:
    """The traceback as text, to be copied into a report."""
    return "".join(traceback.format_exception(error))
