"""What needs the training itself: weights at a step, and the run as a script."""

from pathlib import Path
from typing import TYPE_CHECKING

from gan_desktop.app.exports.job import CancelledError, ExportJob
from gan_desktop.app.exports.product import Maker
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.words import Text
from gan_desktop.store.run_file import StoredState

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


class WeightsMaker(Maker):
    """Both networks at the moment's step, from the nearest stored state by training on."""

    def __init__(self) -> None:
        self._state: StoredState | None = None

    def check(self, job: ExportJob) -> None:
        """See `Maker`."""
        self._state = job.reader.state_at(job.step)
        if self._state is None and job.reader.first_step:
            raise InvalidValueError(
                Text(
                    "{name}: no state is stored up to step {step}, and the run begins at {first}: "
                    "its weights are not known",
                    name=job.reader.path.name,
                    step=f"{job.step:,}",
                    first=f"{job.reader.first_step:,}",
                )
            )

    def total(self, job: ExportJob) -> int:
        """See `Maker`: steps to be trained, and the file."""
        return job.step - (0 if self._state is None else self._state.step) + 1

    def write(self, job: ExportJob, path: Path, kind: str) -> None:  # noqa: ARG002 -- one kind
        """See `Maker`."""
        from gan_desktop.training.weights import weights_bytes

        path.write_bytes(weights_bytes(self._trainer(job), job.reader.run_id))
        job.tick()

    def _trainer(self, job: ExportJob) -> "GanTrainer":
        from gan_desktop.training.portable_state import from_portable
        from gan_desktop.training.replay import replay

        stored, reader = self._state, job.reader
        trainer = replay(
            reader.config,
            None if stored is None else from_portable(stored.tree, stored.tensors),
            reader.events_after(stored),
            job.step,
            cancelled=lambda: job.cancelled,
            progressed=lambda _done: job.tick(),
        )
        if trainer is None:
            raise CancelledError
        return trainer


class ScriptMaker(Maker):
    """A Python script that needs torch alone and ends at the stored points.

    What was changed before the first step is in it. A change after that ends it: it repeats the
    run up to there, and says so.
    """

    def __init__(self) -> None:
        self._text = ""

    def check(self, job: ExportJob) -> None:
        """See `Maker`."""
        from gan_desktop.training.standalone import standalone_script

        reader = job.reader
        if reader.first_step:
            raise InvalidValueError(
                Text(
                    "{name}: the run goes on from step {step} of another one; a script can only "
                    "repeat a run from its start",
                    name=reader.path.name,
                    step=f"{reader.first_step:,}",
                )
            )
        steps, note = job.step, ""
        changed = next((event.step for event in reader.events() if _parts_ways(event)), steps)
        if changed < steps:
            steps = changed
            note = (
                f"The run was changed after step {steps:,}: the script repeats it up to there, "
                f"and not up to step {job.step:,}."
            )
            job.notes.append(f"Script: {note[0].lower()}{note[1:]}")
        if not steps:
            raise InvalidValueError(
                Text("{name}: there is no step that a script could repeat", name=reader.path.name)
            )
        count = len(reader.snapshot(job.moment).fake)
        self._text = standalone_script(reader.config_at(0), steps, count, note)

    def total(self, job: ExportJob) -> int:  # noqa: ARG002 -- the file
        """See `Maker`."""
        return 1

    def write(self, job: ExportJob, path: Path, kind: str) -> None:  # noqa: ARG002 -- one kind
        """See `Maker`."""
        path.write_text(self._text, encoding="utf-8", newline="\n")
        job.tick()


def _parts_ways(event: Event) -> bool:
    """Whether a run that begins with the config of its step 0 does not come through an event."""
    return event.step > 0 or event.kind is not EventKind.CHANGE
