"""What needs the training itself: weights at a step, and the run as a script."""

from pathlib import Path

from gan_desktop.app.exports.job import ExportJob
from gan_desktop.app.exports.product import Maker
from gan_desktop.app.exports.repetition import Repetition, steps_to
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.files import write_bytes, write_text
from gan_desktop.core.words import Text

# What is said of a script that ends before the step that was wanted: whether a step failed there.
_NOTES = {
    False: "The run was changed after step {step}: the script repeats it up to there, and not up "
    "to step {wanted}.",
    True: "After step {step} a step failed half-way and the run went on from there: the script "
    "repeats it up to that step, and not up to step {wanted}.",
}


class WeightsMaker(Maker):
    """Both networks at the chosen step itself, from the nearest stored state by training on."""

    def total(self, job: ExportJob) -> int:
        """See `Maker`: steps to be trained, and the file."""
        return steps_to(job, job.step) + 1

    def write(self, job: ExportJob, path: Path, kind: str) -> None:  # noqa: ARG002 -- one kind
        """See `Maker`."""
        from gan_desktop.training.weights import weights_bytes

        write_bytes(path, weights_bytes(Repetition(job).at(job.step), job.reader.run_id))
        job.tick()


class ScriptMaker(Maker):
    """A Python script that needs torch alone and ends at the stored points.

    What was changed before the first step is in it. A change after that ends it, and so does a step
    that failed and was tried again: it repeats the run up to there, and says so.
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
        parting = next(filter(_parts_ways, reader.events()), None)
        if parting is not None and parting.step < steps:
            steps = parting.step
            template = _NOTES[parting.kind is EventKind.HALF_STEP]
            note = Text(template, step=f"{steps:,}", wanted=f"{job.step:,}")
            job.note(Text("Script: {note}", note=note))
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
        write_text(path, self._text)
        job.tick()


def _parts_ways(event: Event) -> bool:
    """Whether a run that begins with the config of its step 0 does not come through an event."""
    return event.step > 0 or event.kind is not EventKind.CHANGE
