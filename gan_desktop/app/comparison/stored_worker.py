"""Reads stored runs beside each other; all of it runs on a thread of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from gan_desktop.app.reporting import reason_of
from gan_desktop.app.runs_in_use import HeldRun
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import Event, EventKind, trains_otherwise
from gan_desktop.core.history import History
from gan_desktop.core.metrics import METRICS, Cost, noise_floor
from gan_desktop.core.series import nearest
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Judgement, Observation, ObservationLog, judge
from gan_desktop.core.words import Text
from gan_desktop.store.run_file import RunReader

# Snapshots that a verdict is made from, evenly over the run: a few milliseconds each.
MOST_JUDGED = 200
# Says at which steps the run was measured.
_ALWAYS = "high_quality"


@dataclass(frozen=True, eq=False)
class StoredLane:
    """A stored run as a whole.

    Attributes:
        path: its file.
        config: what it trained with at its end.
        changed: whether settings were changed in its course.
        steps: (n,) int64, read-only: of its snapshots, ascending; at least one.
        history: its losses and metrics.
        judgement: the verdict on what it trained with at its end, None where nothing was measured.
    """

    path: Path
    config: ExperimentConfig
    changed: bool
    steps: NDArray[np.int64]
    history: History
    judgement: Judgement | None


@dataclass(frozen=True)
class StoredMoments:
    """The stored snapshot of each run that is nearest to a step."""

    number: int
    step: int
    snapshots: tuple[Snapshot, ...]


def _answering(slot: Callable[..., None]) -> Callable[..., None]:
    @wraps(slot)
    def guarded(self: "StoredWorker", number: int, wish: Any) -> None:
        try:
            slot(self, number, wish)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the window waits for an answer
            self.failed.emit(number, reason_of(error))

    return guarded


class StoredWorker(QObject):
    """Holds the files open; all slots run on the thread.

    Signals:
        opened(number, lanes), found(StoredMoments), failed(number, sentence): the answers.
    """

    opened = Signal(int, object)
    found = Signal(object)
    failed = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._readers: list[RunReader] = []
        self._given_up = False

    def give_up(self) -> None:
        """From any thread: nothing that is still to be read counts any more."""
        self._given_up = True

    @Slot(int, object)
    @_answering
    def open(self, number: int, paths: tuple[Path, ...]) -> None:
        """Read what is said of each run as a whole; all of them, or the others stay."""
        readers: list[RunReader] = []
        try:
            lanes = []
            for path in paths:
                readers.append(HeldRun.open(path, lambda: self._given_up))
                lanes.append(self._lane(readers[-1]))
        except BaseException:
            for reader in readers:
                reader.close()
            raise
        self.let_go()
        self._readers = readers
        self.opened.emit(number, tuple(lanes))

    @Slot(int, object)
    @_answering
    def find(self, number: int, step: int) -> None:
        """Read the moments nearest to a step."""
        found = []
        for reader in self._readers:
            if self._given_up:
                return
            found.append(reader.snapshot(nearest(reader.steps.astype(float), step)))
        self.found.emit(StoredMoments(number, step, tuple(found)))

    @Slot()
    def let_go(self) -> None:
        """Close the files."""
        for reader in self._readers:
            reader.close()
        self._readers = []

    def _lane(self, reader: RunReader) -> StoredLane:
        if not len(reader):
            raise InvalidValueError(Text("{name}: holds no snapshot.", name=reader.path.name))
        events, history = reader.events(), reader.history()
        config = events[-1].config if events else reader.config
        changed = any(event.kind is EventKind.CHANGE for event in events)
        since = _judged_from(reader.config, events)
        judgement = self._judgement(reader, config, history, since)
        return StoredLane(reader.path, config, changed, reader.steps, history, judgement)

    def _judgement(
        self, reader: RunReader, config: ExperimentConfig, history: History, since: int
    ) -> Judgement | None:
        measured, _ = history.curve(_ALWAYS)
        measured = measured[measured >= since]
        if not len(measured):
            return None
        places = np.unique(np.linspace(0, len(measured) - 1, MOST_JUDGED).round().astype(int))
        log, steps = ObservationLog(), reader.steps.astype(float)
        for step in measured[places]:
            if self._given_up:
                return None
            log.add(Observation.of(reader.snapshot(nearest(steps, float(step)))))
        (x_low, x_high), (y_low, y_high) = config.display.x_limits, config.display.y_limits
        floor = noise_floor(
            config.target,
            len(reader.snapshot(len(reader) - 1).real),
            METRICS.of(Cost.CHEAP),
            x_limits=(x_low, x_high),
            y_limits=(y_low, y_high),
        )
        return judge(log.observations(), floor, "")


def _judged_from(config: ExperimentConfig, events: Iterable[Event]) -> int:
    """The first step at which a run was what it was at its end.

    A snapshot of the very step of a change may still be of before it.
    """
    since = 0
    for event in events:
        if trains_otherwise(config, event.config):
            since = event.step + 1
        config = event.config
    return since
