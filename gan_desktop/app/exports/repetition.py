"""`Repetition`: the trainer of a stored run at one step after the other, by training on."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gan_desktop.app.exports.job import CancelledError, ExportJob
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import Event
from gan_desktop.core.words import Text
from gan_desktop.store.run_file.rows import StoredState

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


def steps_through(job: ExportJob, steps: Sequence[int]) -> int:
    """Steps to be trained for a trainer at each of some ascending steps, one after the other.

    From where the trainer stands, or from a stored state that is nearer. Raises as `steps_to` for
    the last step: at the others, all layers may be stored.
    """
    steps_to(job, steps[-1])
    trained, stands = 0, 0
    for step in steps:
        nearest = max((known for known in job.reader.state_steps if known <= step), default=0)
        trained += step - max(nearest, stands)
        stands = step
    return trained


def steps_to(job: ExportJob, step: int) -> int:
    """Steps to be trained from the nearest stored state.

    Raises:
        InvalidValueError: there is none, and the run does not begin at its start.
    """
    reader = job.reader
    stored = [known for known in reader.state_steps if known <= step]
    if not stored and reader.first_step:
        raise InvalidValueError(
            Text(
                "{name}: no state is stored up to step {step}, and the run begins at {first}: its "
                "networks are not known there",
                name=reader.path.name,
                step=f"{step:,}",
                first=f"{reader.first_step:,}",
            )
        )
    return step - max(stored, default=0)


class Repetition:
    """Goes through a run again; each step trained is one of the job's work.

    At a step something may have happened that is an event of the run. Where the trainer stands is
    therefore told by its step and by how many of the run's events it has gone through.

    Attributes:
        gone: how many.
    """

    def __init__(self, job: ExportJob) -> None:
        self._job = job
        self._trainer: GanTrainer | None = None
        self.gone = 0

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """All events of the run."""
        return self._job.reader.events()

    def events_before(self, step: int) -> int:
        """How many events happened before a step was reached."""
        return sum(event.step < step for event in self.events)

    def at(self, step: int) -> "GanTrainer":
        """The trainer as it stood after so many steps and all that happened there.

        Raises:
            CancelledError: it is not wanted any more.
            InvalidValueError: the run cannot be repeated up to there.
        """
        return self.after(step, self.events_before(step + 1))

    def after(self, step: int, count: int) -> "GanTrainer":
        """The trainer as it stood after so many steps and the first `count` events.

        Of those at `step` it may have gone through more where only a later state is stored. Raises
        as `at`.
        """
        from gan_desktop.training.portable_state import from_portable
        from gan_desktop.training.replay import replay

        trainer, stored = self._trainer, self._stored(step, count)
        known = (0, 0) if stored is None else (stored.step, stored.events)
        if trainer is not None and known <= (trainer.steps_done, self.gone) <= (step, count):
            # On from where it stands.
            state: dict[str, Any] | None = trainer.state_dict()
        else:
            state = None if stored is None else from_portable(stored.tree, stored.tensors)
            self.gone = known[1]
        job = self._job
        self._trainer = replay(
            job.reader.config,
            state,
            self.events[self.gone : count],
            step,
            cancelled=lambda: job.cancelled,
            progressed=lambda _done: job.tick(),
        )
        if self._trainer is None:
            raise CancelledError
        self.gone = max(self.gone, count)
        return self._trainer

    def go_on(self) -> "GanTrainer":
        """Through the next event, which is at the step where the trainer stands. Raises as `at`."""
        from gan_desktop.training.replay import go_through

        if self._trainer is None:
            raise RuntimeError("there is no trainer yet")
        go_through(self._trainer, self.events[self.gone])
        self.gone += 1
        return self._trainer

    def _stored(self, step: int, count: int) -> StoredState | None:
        """The latest state that has gone through no more than the first `count` events."""
        reader = self._job.reader
        latest = reader.state_at(step)
        if latest is None or latest.events <= count:
            return latest
        earlier = reader.state_at(latest.step - 1)
        # A run that goes on from another one is not known before its first state.
        return latest if earlier is None and reader.first_step else earlier
