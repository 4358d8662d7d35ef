"""The files that a headless run leaves: one small class each, all with the same three moments."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gan_desktop.core.files import check_writable_folder, check_writable_target, write_text, written
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.recording.gif import LAST_FRAME_MS, GifWriter
from gan_desktop.recording.stills import StillWriter, write_png
from gan_desktop.recording.writer import Frame

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

# Draws a snapshot as the canvas shows it.
Render = Callable[[Snapshot], Frame]

FRAME_MS = 100
METRIC_COLUMNS = ("d_loss", "g_loss", "modes", "high_quality")


class Output:
    """One file of a run.

    Attributes:
        path: the file, or the folder of files.
        every: steps between two snapshots it wants, 0 for the run's own interval.
    """

    every = 0

    def __init__(self, path: Path) -> None:
        self.path = path

    def check(self) -> None:
        """Raise OSError when it could not be written; called before training."""
        check_writable_target(self.path)

    def begin(self, trainer: "GanTrainer") -> None:
        """Training begins now. Raises OSError."""

    def add(self, snapshot: Snapshot, steps_per_second: float) -> None:
        """A snapshot at a step that is due. Raises OSError."""

    def finish(self, last: Snapshot, trainer: "GanTrainer") -> None:
        """Complete the file with what there is. Raises OSError."""

    def abort(self) -> None:
        """Leave nothing half-written."""


class GifOutput(Output):
    """`--gif`: an animation, its last frame held longer."""

    def __init__(self, path: Path, render: Render) -> None:
        super().__init__(path)
        self._render = render
        self._writer: GifWriter | None = None

    def begin(self, trainer: "GanTrainer") -> None:
        self._writer = GifWriter(self.path, frame_ms=FRAME_MS, last_frame_ms=LAST_FRAME_MS)

    def add(self, snapshot: Snapshot, steps_per_second: float) -> None:
        if self._writer is not None:
            self._writer.add(self._render(snapshot))

    def finish(self, last: Snapshot, trainer: "GanTrainer") -> None:
        if self._writer is not None:
            self._writer.close()

    def abort(self) -> None:
        if self._writer is not None:
            self._writer.abort()


class PngOutput(Output):
    """`--png`: the last snapshot as a picture."""

    def __init__(self, path: Path, render: Render) -> None:
        super().__init__(path)
        self._render = render

    def finish(self, last: Snapshot, trainer: "GanTrainer") -> None:
        with StillWriter(self.path) as writer:
            writer.add(self._render(last))


class FramesOutput(Output):
    """`--frames`: a folder of pictures, one every N steps, named by step; made if missing."""

    def __init__(self, path: Path, render: Render, every: int) -> None:
        super().__init__(path)
        self._render = render
        self.every = every

    def check(self) -> None:
        # The folder is made where its parent is there: a mistyped path makes no tree of folders.
        check_writable_folder(self.path if self.path.exists() else self.path.absolute().parent)

    def begin(self, trainer: "GanTrainer") -> None:
        self.path.mkdir(exist_ok=True)

    def add(self, snapshot: Snapshot, steps_per_second: float) -> None:
        name = f"step-{snapshot.step:08d}.png"
        write_png(self.path / name, self._render(snapshot))


class MetricsOutput(Output):
    """`--metrics`: CSV, one row per snapshot; a measure that is not available is left empty."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._text = io.StringIO()
        self._rows = csv.writer(self._text, lineterminator="\n")
        self._rows.writerow(("step", *METRIC_COLUMNS, "steps_per_second"))

    def add(self, snapshot: Snapshot, steps_per_second: float) -> None:
        values = []
        for key in METRIC_COLUMNS:
            value = snapshot.metrics.get(key)
            values.append("" if value is None else f"{value:.9g}")
        self._rows.writerow((snapshot.step, *values, f"{steps_per_second:.1f}"))

    def finish(self, last: Snapshot, trainer: "GanTrainer") -> None:
        write_text(self.path, self._text.getvalue())


class PointsOutput(Output):
    """`--points`: NPZ with `real`, `fake` (1,000 points each) and `step` of the last snapshot."""

    def finish(self, last: Snapshot, trainer: "GanTrainer") -> None:
        with written(self.path) as file:
            np.savez(file, real=last.real, fake=last.fake, step=np.int64(last.step))


class CheckpointOutput(Output):
    """`--checkpoint`: the trainer's whole state, to `--resume` from."""

    def finish(self, last: Snapshot, trainer: "GanTrainer") -> None:
        from gan_desktop.training.checkpoint import save_checkpoint

        save_checkpoint(self.path, trainer)
