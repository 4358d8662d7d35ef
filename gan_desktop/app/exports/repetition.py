"""`Repetition`: the trainer of a stored run at one step after the other, by training on."""

from typing import TYPE_CHECKING, Any

from gan_desktop.app.exports.job import CancelledError, ExportJob
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.words import Text

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


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
    """Goes through a run again; each step trained is one of the job's work."""

    def __init__(self, job: ExportJob) -> None:
        self._job = job
        self._trainer: GanTrainer | None = None

    def at(self, step: int) -> "GanTrainer":
        """The trainer as it stood after so many steps.

        Raises:
            CancelledError: it is not wanted any more.
            InvalidValueError: the run cannot be repeated up to there.
        """
        from gan_desktop.training.portable_state import from_portable
        from gan_desktop.training.replay import replay

        job, reader, trainer = self._job, self._job.reader, self._trainer
        if trainer is not None and trainer.steps_done == step:
            return trainer
        stored = reader.state_at(step)
        if (
            trainer is not None
            and (0 if stored is None else stored.step) <= trainer.steps_done < step
        ):
            # On from where it stands; it has gone through all events up to there.
            state: dict[str, Any] | None = trainer.state_dict()
            events = tuple(e for e in reader.events() if e.step > trainer.steps_done)
        else:
            state = None if stored is None else from_portable(stored.tree, stored.tensors)
            events = reader.events_after(stored)
        self._trainer = replay(
            reader.config,
            state,
            events,
            step,
            cancelled=lambda: job.cancelled,
            progressed=lambda _done: job.tick(),
        )
        if self._trainer is None:
            raise CancelledError
        return self._trainer
