"""Writes a run to its file as it happens."""

from dataclasses import replace
from datetime import UTC, datetime
from errno import EFBIG
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.words import Text
from gan_desktop.store.run_file.blobs import measures_blob, points_blob, sealed, text_blob
from gan_desktop.store.run_file.contents import Repeated
from gan_desktop.store.run_file.layer_blobs import layer_blobs
from gan_desktop.store.run_file.new_file import create
from gan_desktop.store.run_file.rows import MAX_EVENTS, MAX_STATE_BYTES, MAX_TREE_BYTES, StoredState
from gan_desktop.store.run_file.spacing import StateSpacing
from gan_desktop.store.run_file.transactions import Transactions


class RunWriter:
    """One run on its way to a file; used by one thread at a time.

    What is committed survives a `kill -9` of the program (a power cut may take the last moments,
    and leaves a readable file). After an OSError nothing more can be added, and what is stored
    stays readable.

    Attributes:
        path: the file.
        spacing: which states are kept.
        snapshots: how many steps are stored and committed.
    """

    def __init__(
        self,
        path: Path,
        config: ExperimentConfig,
        run_id: str,
        *,
        started: datetime | None = None,
        first_step: int = 0,
        overwrite: bool = False,
        max_bytes: int | None = None,
        spacing: StateSpacing | None = None,
    ) -> None:
        """Make the file.

        Args:
            path: the file's name.
            config: what the run begins with.
            run_id: its name in its snapshots.
            started: when it began; now if None.
            first_step: steps that were done before it began (it goes on from a state).
            overwrite: whether an older file of that name is replaced.
            max_bytes: what the file may grow to; None for as much as the disk takes.
            spacing: which states are kept.

        Raises:
            FileExistsError: there is such a file, and it is not to be replaced.
            OSError: it cannot be made; an older file is as it was.
        """
        head = {
            "run_id": run_id,
            "started": (started or datetime.now(UTC)).isoformat(),
            "first_step": first_step,
            "config": config.model_dump(mode="json"),
        }
        self.path = create(path, text_blob(head), overwrite)
        self.spacing = spacing or StateSpacing()
        self.snapshots = 0
        self._added = 0
        self._events = 0
        self._last: Snapshot | None = None
        self._last_event: tuple[int, Event] | None = None
        self._file = Transactions(self.path, max_bytes, self._on_committed)
        self._repeated = Repeated(self._file.connection)

    def add_snapshot(self, snapshot: Snapshot) -> None:
        """Store a snapshot; a later one of the same step takes its place.

        What was measured of the same points before is kept beside what is measured now.

        Raises:
            OSError: as the class says.
            ValueError: it holds points that are not finite.
        """
        last = self._last
        again = last is not None and last.step == snapshot.step
        if last is not None and again and _same_points(last, snapshot):
            snapshot = replace(
                snapshot,
                metrics={**last.metrics, **snapshot.metrics},
                measured=last.measured | snapshot.measured,
                layers={**last.layers, **snapshot.layers},
            )
        fake = points_blob(snapshot.fake)
        average = snapshot.average
        if average is not None and not np.isfinite(average).all():
            average = None
        averaged = None if average is None else points_blob(average)
        step = snapshot.step
        with self._file.statements() as run:
            target = self._repeated.target(snapshot.target)
            points = self._repeated.points(snapshot.real, again)
            measures = measures_blob(snapshot.readings())
            run(
                "INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?, ?)",
                (step, target, points, measures),
            )
            run("INSERT OR REPLACE INTO cloud VALUES (?, ?, ?)", (step, fake, averaged))
            if snapshot.layers:
                run(
                    "INSERT OR REPLACE INTO layers VALUES (?, ?, ?)",
                    (step, *layer_blobs(snapshot.layers)),
                )
            elif again:
                run("DELETE FROM layers WHERE step = ?", (step,))
            self._added += not again
        self._last = snapshot

    def add_losses(self, step: int, d_loss: float, g_loss: float) -> None:
        """Store the losses of a step. Raises OSError."""
        if np.isfinite((d_loss, g_loss)).all():
            with self._file.statements() as run:
                run("INSERT OR REPLACE INTO loss VALUES (?, ?, ?)", (step, d_loss, g_loss))

    def add_event(self, event: Event) -> None:
        """Store an event with its whole config.

        A target that is dragged while nothing trains is one event. Raises OSError.
        """
        last = self._last_event
        number = self._events
        if last is not None and _goes_on(last[1], event):
            number = last[0]
        if number == MAX_EVENTS:
            self.abandon()
            raise OSError(EFBIG, Text("The run has more changes than a file holds"), str(self.path))
        with self._file.statements() as run:
            design, target = self._repeated.config(event.config)
            run(
                "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?, ?)",
                (
                    number,
                    event.step,
                    event.kind.value,
                    text_blob(list(event.paths)),
                    design,
                    target,
                ),
            )
        self._last_event = (number, event)
        self._events = number + 1

    def add_state(self, step: int, tree: bytes, tensors: bytes, *, pinned: bool = False) -> bool:
        """Store a trainer's state after all events so far.

        Args:
            step: steps done.
            tree: everything but the tensors, as JSON.
            tensors: the tensors, as safetensors.
            pinned: training on from an earlier state would not give it.

        Returns:
            False when it is larger than a state may be; then it is not stored.

        Raises:
            OSError: as the class says.
        """
        state = StoredState(step, tree, tensors, self._events)
        fits = len(tree) <= MAX_TREE_BYTES and len(tensors) <= MAX_STATE_BYTES
        if not fits or not self.spacing.fits(state.size):
            return False
        with self._file.statements() as run:
            run(
                "INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?)",
                (step, state.events, sealed(tree), sealed(tensors)),
            )
            for gone in self.spacing.add(step, state.size, pinned):
                run("DELETE FROM state WHERE step = ?", (gone,))
        # What happens from here on is not in the state.
        self._last_event = None
        return True

    def commit(self) -> None:
        """Hand what was added to the operating system. Raises OSError."""
        self._file.commit()

    def close(self) -> None:
        """Finish the file: it is one file then, marked as complete. Idempotent. Raises OSError."""
        if self._file.closed:
            return
        try:
            with self._file.statements() as run:
                run("UPDATE run SET finished = 1")
            self.commit()
            self._file.make_one_file()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Let go of the file as it is. Idempotent."""
        self._file.abandon()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _on_committed(self) -> None:
        self.snapshots = self._added


def _same_points(one: Snapshot, other: Snapshot) -> bool:
    return one.target == other.target and np.array_equal(one.fake, other.fake)


def _goes_on(last: Event, event: Event) -> bool:
    """Whether an event leaves nothing of the one before it."""
    return (
        last.step == event.step
        and last.kind is event.kind is EventKind.CHANGE
        and last.paths == event.paths == ("target",)
    )
