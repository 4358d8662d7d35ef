"""`Jury`: the same design with several seeds in parallel processes; no Qt, no torch in this one."""

import math
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from ctypes import c_bool
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.context import SpawnContext

from gan_desktop.app.jury_slot import Slot, end
from gan_desktop.core.combinations import refuse
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.params import number_text
from gan_desktop.core.verdict.seed_row import Ending, SeedRow
from gan_desktop.core.words import Text

MOST_SEEDS = 1000
# Between two looks at the workers: progress is told, and a wish to cancel is heard, so often.
TICK_S = 0.1
# How long workers may take to give up by themselves (one step) before they are ended.
GRACE_S = 0.5


class SeedState(StrEnum):
    """What a seed is doing."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"  # there is a row: it finished, or diverged
    FAILED = "failed"  # there is a row that says why its process ended


@dataclass(frozen=True)
class SeedProgress:
    """How far one seed is.

    Attributes:
        seed: the run's seed.
        state: what it is doing; a seed that was given up is waiting again.
        steps: generator updates done. 0 while running: its process is starting.
        row: what became of it, once that is known.
    """

    seed: int
    state: SeedState
    steps: int = 0
    row: SeedRow | None = None


@dataclass(frozen=True)
class JuryProgress:
    """How far all seeds are.

    Attributes:
        seeds: one each, by seed.
        steps: generator updates of each seed, when it is done.
    """

    seeds: tuple[SeedProgress, ...]
    steps: int

    @property
    def rows(self) -> tuple[SeedRow, ...]:
        """Those that are known, by seed."""
        return tuple(seed.row for seed in self.seeds if seed.row is not None)

    @property
    def share(self) -> float:
        """Share of the work that is done, 0 to 1; a seed that ended early is done."""
        done = sum(self.steps if seed.row else seed.steps for seed in self.seeds)
        return done / (self.steps * len(self.seeds))


class Jury:
    """Trains and judges a config with the seeds s, s + 1, s + 2, ...; s is its own.

    Any thread may run it, and any other one may cancel it.

    Attributes:
        configs: one a seed.
        jobs: processes at a time.
    """

    def __init__(
        self, config: ExperimentConfig, seeds: int, jobs: int | None = None, niceness: int = 0
    ) -> None:
        """Nothing is started yet.

        Args:
            config: the design; `training.steps` is the length of each run.
            seeds: how many, 1 to 1000.
            jobs: processes at a time, the CPUs of this process by default; never more than seeds.
            niceness: what is added to the workers' niceness, so that a window stays responsive
                (0 to 19; no effect where there is none).

        Raises:
            InvalidValueError: one sentence.
        """
        if not 1 <= seeds <= MOST_SEEDS:
            raise InvalidValueError(
                Text(
                    "{seeds} seeds; allowed: 1 to {most}.",
                    seeds=number_text(seeds),
                    most=number_text(MOST_SEEDS),
                )
            )
        # Once and in one sentence, not as the failure of every seed.
        refuse(config)
        first = config.training.seed
        self.configs = [config.with_values({"training.seed": first + i}) for i in range(seeds)]
        self.jobs = min(jobs or cpu_count(), seeds)
        self._niceness = niceness
        self._steps = config.training.steps
        # Bare memory that all workers look at; the event is the parent's own.
        self._flag: c_bool = SpawnContext().RawValue(c_bool, False)
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` has been called."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Give up what is running; `run` returns within about a second. From any thread."""
        self._flag.value = True
        self._cancelled.set()

    def run(self, tell: Callable[[JuryProgress], None] | None = None) -> tuple[SeedRow, ...]:
        """Train all seeds. Once only; blocks.

        Args:
            tell: called on this thread about ten times a second, and once at the end.

        Returns:
            A row for each seed, by seed; when cancelled, for those that were done before.
        """
        slots = [Slot(self._flag, self._niceness) for _ in range(self.jobs)]
        work = _Work(self.configs, slots)
        give_up_at = math.inf
        try:
            while time.monotonic() < give_up_at:
                if not self.cancelled:
                    work.hand_out()
                elif give_up_at == math.inf:
                    give_up_at = time.monotonic() + GRACE_S
                if not work.busy and (self.cancelled or not work.waiting):
                    break
                work.collect(TICK_S, cancelled=self.cancelled)
                if tell is not None:
                    tell(work.progress(self._steps))
        finally:
            # However it ends (a second Ctrl-C and an error of `tell` come here as well).
            end(slots)
        work.give_up()
        if tell is not None:
            tell(work.progress(self._steps))
        return work.rows


class _Work:
    """Which seed is where."""

    def __init__(self, configs: list[ExperimentConfig], slots: list[Slot]) -> None:
        self._waiting = deque(configs)
        self._slots = slots
        self._running: dict[Future[SeedRow | None], tuple[Slot, int]] = {}
        self._rows: dict[int, SeedRow] = {}
        self._seeds = [config.training.seed for config in configs]
        self._modes_known = configs[0].target.known_modes is not None

    @property
    def busy(self) -> bool:
        """Whether a seed is running."""
        return bool(self._running)

    @property
    def waiting(self) -> bool:
        """Whether a seed has not begun."""
        return bool(self._waiting)

    @property
    def rows(self) -> tuple[SeedRow, ...]:
        """What is known, by seed."""
        return tuple(self._rows[seed] for seed in self._seeds if seed in self._rows)

    def hand_out(self) -> None:
        """Give every free slot a seed."""
        taken = {slot for slot, _ in self._running.values()}
        for slot in [slot for slot in self._slots if slot not in taken]:
            if not self._waiting:
                return
            config = self._waiting.popleft()
            seed = config.training.seed
            try:
                self._running[slot.start(config)] = slot, seed
            except OSError as error:
                # There is no room for another process: those that run go on with the rest.
                if self._running:
                    self._waiting.appendleft(config)
                    return
                why = Text("No process could be started: {error}", error=str(error))
                self._rows[seed] = SeedRow.died(seed, 0, why, modes_known=self._modes_known)

    def collect(self, timeout: float, *, cancelled: bool) -> None:
        """Wait for a seed to end, and take the rows of those that have."""
        done, _ = wait(self._running, timeout, FIRST_COMPLETED)
        for future in done:
            slot, seed = self._running.pop(future)
            steps, error = slot.steps, future.exception()
            if error is None:
                row = future.result()
            elif cancelled:
                row = None
            else:
                row = SeedRow.died(seed, steps, slot.death(error), modes_known=self._modes_known)
            if row is not None:
                self._rows[seed] = row

    def give_up(self) -> None:
        """What is still running has no worker any more."""
        self._running.clear()

    def progress(self, steps: int) -> JuryProgress:
        """How far each seed is."""
        running = {seed: slot for slot, seed in self._running.values()}
        seeds = [_progress(seed, running, self._rows.get(seed)) for seed in self._seeds]
        return JuryProgress(tuple(seeds), steps)


def _progress(seed: int, running: Mapping[int, Slot], row: SeedRow | None) -> SeedProgress:
    if row is not None:
        state = SeedState.FAILED if row.ending is Ending.DIED else SeedState.DONE
        return SeedProgress(seed, state, row.steps, row)
    if seed in running:
        return SeedProgress(seed, SeedState.RUNNING, running[seed].steps)
    return SeedProgress(seed, SeedState.WAITING)


def cpu_count() -> int:
    """CPUs that this process may use."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
