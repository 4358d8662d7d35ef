"""Numbers of a run: metrics as CSV, points as NPZ."""

import csv
import io
import math
import shutil
import tempfile
import zipfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib import format as npy

from gan_desktop.app.exports.job import ExportJob
from gan_desktop.app.exports.product import Maker
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import naming, written
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.words import Text


def columns() -> tuple[str, ...]:
    """What a row of the CSV has after its step: the losses first."""
    losses = ("d_loss", "g_loss")
    return (*losses, *(metric.key for metric in METRICS if metric.key not in losses))


class CsvMaker(Maker):
    """A row for each snapshot; empty where nothing was measured, `nan` where it is n/a."""

    def write(self, job: ExportJob, path: Path, kind: str) -> None:  # noqa: ARG002 -- one kind
        """See `Maker`."""
        wanted = {int(job.reader.steps[index]) for index in job.indices}
        keys = columns()
        with written(path) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(("step", *keys))
            for step, readings in job.reader.measures(min(wanted), max(wanted)):
                if step in wanted:
                    rows.writerow((step, *(_cell(readings.get(key)) for key in keys)))
                    job.tick()


class NpzMaker(Maker):
    """Arrays for `numpy.load`, one row for each snapshot, in memory that does not grow.

    `steps` (n,) int64; `real` and `fake` (n, points, 2) float32, and `average` where the run had
    an averaged generator (NaN at steps without).
    """

    def write(self, job: ExportJob, path: Path, kind: str) -> None:  # noqa: ARG002 -- one kind
        """See `Maker`."""
        steps = job.reader.steps[job.indices]
        averaged = False
        shape: tuple[int, int] | None = None
        with ExitStack() as stack:
            stack.enter_context(naming(path, None))
            # Beside the file: a temporary folder may be in memory.
            spools = {
                name: stack.enter_context(tempfile.TemporaryFile(dir=path.parent))
                for name in ("real", "fake", "average")
            }
            for snapshot in job.snapshots():
                counts = (len(snapshot.real), len(snapshot.fake))
                shape = shape or counts
                if counts != shape:
                    raise InvalidValueError(
                        Text(
                            "the snapshot of step {step} has another number of points than those "
                            "before it; choose a range with one number",
                            step=f"{snapshot.step:,}",
                        )
                    )
                average = snapshot.average
                averaged = averaged or average is not None
                if average is None:
                    average = np.full_like(snapshot.fake, np.nan)
                for name, points in (
                    ("real", snapshot.real),
                    ("fake", snapshot.fake),
                    ("average", average),
                ):
                    spools[name].write(points.tobytes())
            if shape is None:  # `indices` is never empty
                raise RuntimeError("an export without snapshots")
            lengths = {"real": shape[0], "fake": shape[1], "average": shape[1]}
            file = stack.enter_context(written(path))
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                with archive.open("steps.npy", "w") as entry:
                    npy.write_array(entry, steps.astype(np.int64), allow_pickle=False)
                for name in ("real", "fake", *(["average"] if averaged else [])):
                    job.check()
                    _copy(archive, name, spools[name], (len(steps), lengths[name], 2))


def _copy(
    archive: zipfile.ZipFile, name: str, spool: IO[bytes], shape: tuple[int, int, int]
) -> None:
    with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
        head = {
            "shape": shape,
            "fortran_order": False,
            "descr": npy.dtype_to_descr(np.dtype(np.float32)),
        }
        npy.write_array_header_1_0(entry, head)
        spool.seek(0)
        shutil.copyfileobj(spool, entry, 1 << 20)


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return "nan" if math.isnan(value) else f"{value:.9g}"
