"""Snapshots with all the layers that their pictures show."""

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from gan_desktop.app.exports.job import ExportJob
from gan_desktop.app.exports.repetition import Repetition, steps_through
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import EventKind
from gan_desktop.core.layers import LayerRequest
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.words import Text

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


_MOVES = (EventKind.D_MOVE, EventKind.G_MOVE)


class _Likeness(IntEnum):
    """How much of a snapshot a trainer makes again."""

    NOTHING = 0
    TARGET = 1
    POINTS = 2


class Seen:
    """Computes what was not stored: a layer is stored only while it is on, if there is time.

    The networks at a step come from training on from the nearest stored state. A network that moved
    alone at the very step of a snapshot had moved when it was taken: each such move is shown at
    once. Settings that were changed there may have been changed before it (while paused it is taken
    anew) or after it: the layers are those of the first moment with its target and its points.
    """

    def __init__(self, job: ExportJob) -> None:
        self._job = job
        self._repetition = Repetition(job)
        self._told = False

    def needed(self) -> bool:
        """Whether a picture may need the networks."""
        return self._job.order.choice.request((0.0, 1.0, 0.0, 1.0)) is not None

    def total(self, indices: Sequence[int]) -> int:
        """Steps to be trained for the pictures of these snapshots, if no layer is stored."""
        if not self.needed():
            return 0
        return steps_through(self._job, [int(self._job.reader.steps[i]) for i in sorted(indices)])

    def whole(self, snapshot: Snapshot) -> Snapshot:
        """A snapshot with its layers. Raises as `Repetition.at`."""
        if not self.needed():
            return snapshot
        request = self._job.order.choice.request(self._job.studio.region)
        if request is None or request.keys <= snapshot.layers.keys():
            return snapshot
        return self._computed(snapshot, request)

    def _computed(self, snapshot: Snapshot, request: LayerRequest) -> Snapshot:
        trainer, likeness = self._moment_of(snapshot)
        if not self._told and likeness < _Likeness.POINTS:
            self._told = True
            self._job.note(
                Text(
                    "Layers: they are those of a repetition of the run, whose points at step "
                    "{step} are not quite the stored ones (another machine, or version).",
                    step=f"{snapshot.step:,}",
                )
            )
        self._note_loss(snapshot.step, trainer)
        return replace(snapshot, layers={**snapshot.layers, **trainer.layers(snapshot, request)})

    def _moment_of(self, snapshot: Snapshot) -> "tuple[GanTrainer, _Likeness]":
        """The trainer as it stood when a snapshot was taken, as far as that can be told."""
        again, step = self._repetition, snapshot.step
        first, last = again.events_before(step), again.events_before(step + 1)
        moves = [n for n in range(first, last) if again.events[n].kind in _MOVES]
        trainer = again.after(step, moves[-1] + 1 if moves else first)
        best, where = _likeness(trainer, snapshot), again.gone
        while best < _Likeness.POINTS and again.gone < last:
            try:
                found = _likeness(again.go_on(), snapshot)
            except InvalidValueError:
                # A step that failed; nothing was shown after it.
                break
            if found > best:
                best, where = found, again.gone
        return (trainer if again.gone == where else again.after(step, where)), best

    def _note_loss(self, step: int, trainer: "GanTrainer") -> None:
        """Say of layers at the step at which the loss was changed that they are of before it."""
        last = self._repetition.events_before(step + 1)
        if not last:
            return
        after, before = self._repetition.events[last - 1].config, trainer.config
        if (after.training.objective, after.loss) != (before.training.objective, before.loss):
            self._job.note(
                Text(
                    "Layers: at step {step} the loss was changed; they are those of before it.",
                    step=f"{step:,}",
                )
            )


def _likeness(trainer: "GanTrainer", snapshot: Snapshot) -> _Likeness:
    if trainer.config.target != snapshot.target:
        return _Likeness.NOTHING
    again = trainer.snapshot(len(snapshot.fake), ())
    same = np.array_equal(again.fake, snapshot.fake)
    return _Likeness.POINTS if same else _Likeness.TARGET
