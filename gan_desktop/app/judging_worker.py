"""The judging thread's object: runs a jury, tells how far it is."""

import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from gan_desktop.app.jury import Jury, JuryProgress
from gan_desktop.app.pace import Pace
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import GanDesktopError
from gan_desktop.core.files import sentence
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.core.verdict.seed_row import SeedRow
from gan_desktop.core.words import told

# The workers make way for the window and its training.
NICENESS = 10
# Between two tellings.
EVERY_S = 0.1


@dataclass(frozen=True)
class JudgingOrder:
    """A design to be judged.

    Attributes:
        name: what it is called.
        config: what is trained, with the first seed and the steps of each run.
        reference: the preset that it was made from.
        seeds: how many.
        jobs: processes at a time.
    """

    name: str
    config: ExperimentConfig
    reference: ExperimentConfig
    seeds: int
    jobs: int

    def config_of(self, seed: int) -> ExperimentConfig:
        """What was trained with that seed."""
        return self.config.with_values({"training.seed": seed})


@dataclass(frozen=True)
class JudgingProgress:
    """How far it is.

    Attributes:
        jury: every seed.
        seconds_left: by the rates so far; None as long as there are none.
    """

    jury: JuryProgress
    seconds_left: float | None


@dataclass(frozen=True)
class Judged:
    """A result.

    Attributes:
        order: what was judged.
        summary: of the seeds that are done; None where a cancel left none.
    """

    order: JudgingOrder
    summary: SeedSummary | None

    @property
    def done(self) -> int:
        """Seeds that it rests on: those that finished."""
        return 0 if self.summary is None else len(self.summary.finished)

    @property
    def complete(self) -> bool:
        """Whether all seeds that were asked for finished."""
        return self.done == self.order.seeds

    @property
    def cancelled(self) -> bool:
        """Whether seeds were given up before they ended."""
        return self.summary is None or len(self.summary.rows) < self.order.seeds


class JudgingWorker(QObject):
    """Judges one design after the other.

    Signals:
        told: there is news to `take`; not sent again before it was taken, so none pile up.
        ended(Judged): all seeds are done, or given up.
        failed(sentence): it could not be done.
    """

    told = Signal()
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._cancelled = threading.Event()
        self._on_its_way = threading.Event()
        self._jury: Jury | None = None
        self._news: JudgingProgress | None = None
        self._told_at = 0.0

    # Called from the window's thread: none waits.

    def take(self) -> JudgingProgress | None:
        """The latest news."""
        # First: what comes in between is then told once more, and not lost.
        self._on_its_way.clear()
        return self._news

    def cancel(self) -> None:
        """Give up what is being judged, and what was ordered before."""
        self._cancelled.set()
        jury = self._jury
        if jury is not None:
            jury.cancel()

    def allow(self) -> None:
        """Before an order: a cancel from now on means this one."""
        self._cancelled.clear()

    # On the judging thread.

    @Slot(object)
    def judge(self, order: JudgingOrder) -> None:
        """Train all seeds, in processes; blocks."""
        try:
            rows = self._rows(order)
            summary = SeedSummary.of(rows) if rows else None
        except OSError as error:
            self.failed.emit(sentence(error))
        except GanDesktopError as error:
            self.failed.emit(told(error))
        except Exception as error:
            # Ours: told like the others, and reported as what it is.
            self.failed.emit(f"{type(error).__name__}: {error}")
            raise
        else:
            self.ended.emit(Judged(order, summary))

    def _rows(self, order: JudgingOrder) -> tuple[SeedRow, ...]:
        jury = Jury(order.config, order.seeds, order.jobs, NICENESS)
        pace = Pace(jury.jobs)

        def tell(progress: JuryProgress) -> None:
            pace.mark(progress)
            self._news = JudgingProgress(progress, pace.seconds_left)
            if time.monotonic() - self._told_at >= EVERY_S:
                self._tell()

        # A cancel sets the event and then looks for the jury, so one of the two sees the other.
        self._jury = jury
        try:
            if self._cancelled.is_set():
                return ()
            rows = jury.run(tell)
            self._tell()
        finally:
            self._jury = None
        return rows

    def _tell(self) -> None:
        self._told_at = time.monotonic()
        if not self._on_its_way.is_set():
            self._on_its_way.set()
            self.told.emit()
