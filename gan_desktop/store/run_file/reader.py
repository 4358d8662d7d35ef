"""Reads a run from its file, also while it is being written or after a crash."""

from collections.abc import Callable, Iterator
from datetime import datetime
from heapq import merge
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.events import Event
from gan_desktop.core.history import History
from gan_desktop.core.metrics import METRICS, Reference, Scene, Shapes, shapes
from gan_desktop.core.snapshot import Points, Snapshot
from gan_desktop.core.target import Target
from gan_desktop.store.run_file.blobs import DamagedError, number, opened, points_of, readings_of
from gan_desktop.store.run_file.layer_blobs import layers_of
from gan_desktop.store.run_file.lookup import Lookup
from gan_desktop.store.run_file.queries import Queries, never
from gan_desktop.store.run_file.rows import MAX_EVENTS, MAX_STATE_BYTES, MAX_TREE_BYTES, StoredState
from gan_desktop.store.run_file.settings import event_of, head_of


class RunReader:
    """A run in a file: its snapshots, measures, events and states.

    Every call reads what is asked for and nothing else, so memory does not grow with the run. A
    run that is still being written stays readable; `refresh` shows what has come since. It may
    be used from any thread, by one at a time; nothing is written, beside the file either.

    All methods raise InvalidValueError (one sentence: which file, where, what) for what is damaged
    and OSError for what cannot be read.

    Attributes:
        path: the file.
        run_id: the run's name in its snapshots.
        started: when it began.
        first_step: steps that were done before it began; 0 unless it goes on from a state.
        config: what it began with.
        finished: whether the file was closed properly; False while it is written.
        steps: (n,) int64, read-only: the step of each snapshot, ascending.
    """

    def __init__(self, path: Path, stopped: Callable[[], bool] = never) -> None:
        self.path = path
        self.steps: NDArray[np.int64] = np.empty(0, np.int64)
        self.finished = False
        self._file = Queries(path, stopped)
        try:
            with self._file.at("run"):
                head, _ = self._file.one("SELECT head, finished FROM run")
                found = head_of(head)
            self.run_id: str = found.run_id
            self.started: datetime = found.started
            self.first_step: int = found.first_step
            self.config: ExperimentConfig = found.config
            self.refresh()
        except BaseException:
            self.close()
            raise
        self._look = Lookup(self._file, self.config)

    @classmethod
    def open(cls, path: Path, stopped: Callable[[], bool] = never) -> Self:
        """The run in a file.

        Args:
            path: the file.
            stopped: asked often, on the thread that reads; once it is True every call ends with
                ReadingStoppedError.

        Raises:
            InvalidValueError: no run file, damaged, or made by a newer version; one sentence.
            OSError: it cannot be read.
        """
        return cls(path, stopped)

    def __len__(self) -> int:
        """Number of snapshots."""
        return len(self.steps)

    def refresh(self) -> bool:
        """Look for snapshots that have been stored since; whether there are any."""
        last = int(self.steps[-1]) if len(self.steps) else -1
        with self._file.at("snapshots"):
            (finished,) = self._file.one("SELECT finished FROM run")
            rows = self._file.ascending(
                "SELECT step FROM snapshot WHERE step > ? ORDER BY step", last
            )
            more = np.fromiter((step for (step,) in rows), dtype=np.int64)
        self.finished = finished == 1
        if not len(more):
            return False
        self.steps = np.concatenate((self.steps, more))
        self.steps.flags.writeable = False
        return True

    def snapshot(self, index: int) -> Snapshot:
        """One snapshot, 0 <= index < len(self), as it was; layers within their rounding.

        Raises:
            IndexError: there is no such snapshot.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"snapshot {index} of {len(self)}")
        step = int(self.steps[index])
        with self._file.at(f"snapshot of step {step:,}"):
            target_number, points_number, measures, fake_blob, average = self._file.one(
                "SELECT target, points, measures, fake, average "
                "FROM snapshot JOIN cloud USING (step) WHERE step = ?",
                step,
            )
            readings = readings_of(measures)
            target, fake = self._look.target(target_number), points_of(fake_blob)
            real = self._look.points(points_number)
            layers = list(self._file.rows("SELECT head, content FROM layers WHERE step = ?", step))
            return Snapshot(
                self.run_id,
                step,
                real,
                fake,
                {key: value for key, value in readings.items() if not np.isnan(value)},
                target,
                measured=frozenset(readings),
                shapes=_shapes(real, fake, target),
                average=None if average is None else points_of(average),
                layers=layers_of(*layers[0]) if layers else {},
            )

    def history(self) -> History:
        """The losses and all that was measured, as the curves show it."""
        history = History(METRICS.keys())
        with self._file.at("measures"):
            losses = (
                (step, {"d_loss": number(d), "g_loss": number(g)})
                for step, d, g in self._file.ascending("SELECT step, d, g FROM loss ORDER BY step")
            )
            measured = (
                (step, readings_of(measures))
                for step, measures in self._file.ascending(
                    "SELECT step, measures FROM snapshot ORDER BY step"
                )
            )
            for step, values in merge(losses, measured, key=itemgetter(0)):
                history.append(step, values)
        return history

    def measures(self, first: int, last: int) -> Iterator[tuple[int, dict[str, float]]]:
        """Step and readings of each snapshot from a step to another, without its points.

        NaN where a measure was not available. The losses of that step are there also where
        nothing else was measured.
        """
        with self._file.at("measures"):
            rows = self._file.ascending(
                "SELECT step, measures, d, g FROM snapshot LEFT JOIN loss USING (step) "
                "WHERE step BETWEEN ? AND ? ORDER BY step",
                first,
                last,
            )
            for step, measures, d_loss, g_loss in rows:
                losses = {"d_loss": d_loss, "g_loss": g_loss}
                known = {key: number(value) for key, value in losses.items() if value is not None}
                yield step, known | readings_of(measures)

    def events(self) -> tuple[Event, ...]:
        """All that was changed, in order, each with its whole config."""
        return self._events_since(0)

    def events_after(self, state: StoredState | None) -> tuple[Event, ...]:
        """The events that a state has not gone through; all of them for None."""
        return self._events_since(0 if state is None else state.events)

    def config_at(self, step: int) -> ExperimentConfig:
        """What the run trained with after `step` steps, changes at that step included."""
        found = None
        with self._file.at("events"):
            rows = self._file.ascending(
                "SELECT number, step, design, target FROM event ORDER BY number"
            )
            for _, since, design, target in rows:
                if type(since) is not int:
                    raise DamagedError("the step is wrong")
                if since <= step:
                    found = design, target
            return self.config if found is None else self._look.config(*found)

    @property
    def state_steps(self) -> tuple[int, ...]:
        """The steps of the stored states, ascending."""
        with self._file.at("states"):
            rows = self._file.ascending("SELECT step FROM state ORDER BY step")
            return tuple(step for (step,) in rows)

    def state_at(self, step: int) -> StoredState | None:
        """The nearest stored state at or before a step; None if there is none."""
        with self._file.at("states"):
            rows = list(
                self._file.rows(
                    "SELECT step, events, tree, tensors FROM state WHERE step <= ? "
                    "ORDER BY step DESC LIMIT 1",
                    step,
                )
            )
        for found, events, tree, tensors in rows:
            with self._file.at(f"state of step {found:,}"):
                if type(events) is not int or events < 0:
                    raise DamagedError("the number of events is wrong")
                return StoredState(
                    found, opened(tree, MAX_TREE_BYTES), opened(tensors, MAX_STATE_BYTES), events
                )
        return None

    def close(self) -> None:
        """Let go of the file. Idempotent."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _events_since(self, first: int) -> tuple[Event, ...]:
        with self._file.at("events"):
            rows = self._file.ascending(
                "SELECT number, step, kind, paths, design, target FROM event WHERE number >= ? "
                "ORDER BY number",
                first,
            )
            events: list[Event] = []
            for _, step, kind, paths, design, target in rows:
                if len(events) == MAX_EVENTS:
                    raise DamagedError(f"more than {MAX_EVENTS:,} events")
                config = self._look.config(design, target)
                events.append(event_of(step, kind, self._look.paths(paths), config))
            return tuple(events)


def _shapes(real: Points, fake: Points, target: Target) -> Shapes | None:
    """Each mode's shape, where it can be told from the points."""
    if target.known_modes is None or len(real) != len(fake) or not len(real):
        return None
    reference = Reference(real.astype(np.float64), target.known_modes)
    return Scene(fake.astype(np.float64), reference).shared(shapes)
