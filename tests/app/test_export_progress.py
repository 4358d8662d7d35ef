"""How far an export says it is; nothing is drawn."""

from pathlib import Path

import numpy as np
import pytest

from gan_desktop.app.exports.exporting import export
from gan_desktop.app.exports.job import ExportJob
from gan_desktop.app.exports.order import ExportOrder
from gan_desktop.app.exports.repetition import Repetition, steps_through
from gan_desktop.store.run_file import RunReader


class BlankStudio:
    """Draws white pictures."""

    region = (-2.0, 2.0, -2.0, 2.0)

    def __init__(self, *_args) -> None:
        """Whatever is asked for."""

    def frame(self, _snapshot):
        return np.full((64, 64, 3), 255, np.uint8)

    def picture(self, _kind, _snapshot) -> bytes:
        return b"picture"

    def strip(self, _kind, _snapshots) -> bytes:
        return b"strip"

    def close(self) -> None:
        """Nothing to give back."""


@pytest.mark.parametrize(
    ("keys", "layers", "total"),
    [
        # Five frames; a state is stored at step 20: ten steps up to 10, and twenty from there.
        (("gif",), ("discriminator",), 5 + 30),
        # One picture, 20 steps from the stored state.
        (("png",), ("discriminator",), 1 + 20),
        (("gif", "png"), ("discriminator",), 5 + 30 + 1 + 20),
        (("gif",), (), 5),
    ],
)
def test_what_is_done_goes_up_to_what_there_is_to_do(stored_run, tmp_path, keys, layers, total):
    files = tuple((key, tmp_path / f"a.{key}") for key in keys)
    told: list[tuple[int, int]] = []
    export(
        ExportOrder(stored_run, files, layers=layers),
        BlankStudio,
        lambda done, all_: told.append((done, all_)),
        lambda: False,
    )
    assert told == [(done, total) for done in range(total + 1)]


def job_of(path: Path, reader: RunReader, told: list[tuple[int, int]]) -> ExportJob:
    order = ExportOrder(path, (("gif", path),))
    return ExportJob(order, reader, BlankStudio, lambda *how_far: told.append(how_far), bool)


@pytest.mark.parametrize("steps", [(0, 10, 40), (40,), (10, 30), (20, 30), (0, 40), (5,)])
def test_the_steps_of_a_repetition_are_known_before(stored_run, steps):
    with RunReader.open(stored_run) as reader:
        told: list[tuple[int, int]] = []
        job = job_of(stored_run, reader, told)
        again = Repetition(job)
        for step in steps:
            again.at(step)
        assert len(told) == steps_through(job, steps)


def test_an_estimate_that_was_wrong_is_never_shown_as_more_than_all(stored_run):
    with RunReader.open(stored_run) as reader:
        told: list[tuple[int, int]] = []
        job = job_of(stored_run, reader, told)
        job.total = 2
        job.tick(3)
        job.total = 9
        job.finish()
        job.finish()
    assert told[0] == (3, 3)
    assert told[-1] == (9, 9)
