"""Reads stored runs beside each other; all of it runs on a thread of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from gan_desktop.app.reporting import reason_of
from gan_desktop.app.run_observing import RunObserving
from gan_desktop.app.runs_in_use import HeldRun
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import EventKind
from gan_desktop.core.history import History
from gan_desktop.core.series import nearest
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Judgement
from gan_desktop.core.verdict.judged import ObservedRun
from gan_desktop.core.words import Text
from gan_desktop.store.run_file import RunReader


@dataclass(frozen=True, eq=False)
class StoredLane:
    """A stored run as a whole.

    Attributes:
        path: its file.
        config: what it trained with at its end.
        changed: whether settings were changed in its course.
        steps: (n,) int64, read-only: of its snapshots, ascending; at least one.
        history: its losses and metrics.
        observed: what allows to judge it at any step.
    """

    path: Path
    config: ExperimentConfig
    changed: bool
    steps: NDArray[np.int64]
    history: History
    observed: ObservedRun

    @property
    def judgement(self) -> Judgement | None:
        """The verdict on what it trained with at its end; None where nothing was measured."""
        return self.observed.at(int(self.steps[-1]))


@dataclass(frozen=True)
class StoredMoments:
    """The stored snapshot of each run that is nearest to a step, and the verdict up to there."""

    number: int
    step: int
    snapshots: tuple[Snapshot, ...]
    judgements: tuple[Judgement | None, ...]


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
        self._lanes: tuple[StoredLane, ...] = ()
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
        self._readers, self._lanes = readers, tuple(lanes)
        self.opened.emit(number, self._lanes)

    @Slot(int, object)
    @_answering
    def find(self, number: int, step: int) -> None:
        """Read the moments nearest to a step."""
        found = []
        for reader in self._readers:
            if self._given_up:
                return
            found.append(reader.snapshot(nearest(reader.steps.astype(float), step)))
        judgements = tuple(
            lane.observed.at(snapshot.step)
            for lane, snapshot in zip(self._lanes, found, strict=True)
        )
        self.found.emit(StoredMoments(number, step, tuple(found), judgements))

    @Slot()
    def let_go(self) -> None:
        """Close the files."""
        for reader in self._readers:
            reader.close()
        self._readers, self._lanes = [], ()

    def _lane(self, reader: RunReader) -> StoredLane:
        if not len(reader):
            raise InvalidValueError(Text("{name}: holds no snapshot.", name=reader.path.name))
        events, history = reader.events(), reader.history()
        config = events[-1].config if events else reader.config
        changed = any(event.kind is EventKind.CHANGE for event in events)
        observing = RunObserving(reader, events, history)
        while observing.advance() and not self._given_up:
            pass
        observed = ObservedRun(()) if self._given_up else observing.result()
        return StoredLane(reader.path, config, changed, reader.steps, history, observed)
