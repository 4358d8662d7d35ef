"""What `gan-desktop run` writes: one argument a file."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gan_desktop.app.outputs import (
    CheckpointOutput,
    FramesOutput,
    GifOutput,
    MetricsOutput,
    Output,
    PngOutput,
    PointsOutput,
    Render,
)
from gan_desktop.app.run_output import RunOutput
from gan_desktop.cli.arguments import positive
from gan_desktop.cli.standard_streams import add_output, named_path
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.words import counted
from gan_desktop.recording.writer import Frame
from gan_desktop.store.run_file.rows import RUN_SUFFIX

if TYPE_CHECKING:
    from gan_desktop.ui.offscreen import OffscreenRenderer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """An option for each kind of file."""
    for name, suffix, what in (
        ("gif", ".gif", "animation, a frame per snapshot"),
        ("png", ".png", "picture of the last snapshot"),
        ("metrics", ".csv", "CSV, a row per snapshot"),
        ("points", ".npz", "NPZ of the last snapshot: real, fake, step"),
        ("checkpoint", ".pt", "state at the end, to resume from"),
        (
            "save",
            RUN_SUFFIX,
            f"the whole run as it happens ({RUN_SUFFIX}): snapshots, losses, states",
        ),
    ):
        add_output(parser, f"--{name}", (suffix,), what)
    parser.add_argument(
        "--frames",
        metavar="DIR",
        type=named_path,
        help="folder of pictures, one every N steps; made if it is missing (its parent is not)",
    )
    parser.add_argument(
        "--every",
        metavar="N",
        type=positive,
        help="steps between those pictures (default: display.snapshot_every)",
    )


def check_arguments(arguments: argparse.Namespace) -> None:
    """Refuse names and intervals that cannot be meant. Raises InvalidValueError."""
    if arguments.every is not None and arguments.frames is None:
        raise InvalidValueError("--every needs --frames DIR")
    for name, suffix in (("gif", ".gif"), ("png", ".png"), ("save", RUN_SUFFIX)):
        path = getattr(arguments, name)
        if path is not None and path.suffix.lower() != suffix:
            raise InvalidValueError(f"--{name}: the name must end with {suffix}, not '{path.name}'")


def outputs_of(
    arguments: argparse.Namespace, config: ExperimentConfig, render: Render
) -> list[Output]:
    """The files that are asked for. Raises InvalidValueError when they cannot be."""
    if arguments.every is not None and arguments.every > config.training.steps:
        raise InvalidValueError(
            counted(
                config.training.steps,
                "--every {every} is more than the {count} step: there would be no picture",
                "--every {every} is more than the {count} steps: there would be no picture",
                every=f"{arguments.every:,}",
            )
        )
    every = arguments.every or config.display.snapshot_every
    kinds: tuple[tuple[Path | None, Callable[[Path], Output]], ...] = (
        (arguments.gif, lambda path: GifOutput(path, render)),
        (arguments.png, lambda path: PngOutput(path, render)),
        (arguments.frames, lambda path: FramesOutput(path, render, every)),
        (arguments.metrics, MetricsOutput),
        (arguments.points, PointsOutput),
        (arguments.checkpoint, CheckpointOutput),
        (arguments.save, RunOutput),
    )
    outputs = [build(path) for path, build in kinds if path is not None]
    places = [output.path.absolute() for output in outputs]
    if len(set(places)) < len(places):
        raise InvalidValueError("two outputs have the same file name")
    return outputs


class LazyRenderer:
    """Draws frames; Qt is loaded with the first one, so that runs without pictures need none."""

    def __init__(self, display: DisplayConfig) -> None:
        self._display = display
        self._renderer: OffscreenRenderer | None = None

    def frame(self, snapshot: Snapshot) -> Frame:
        """The picture of a snapshot."""
        if self._renderer is None:
            from gan_desktop.ui.offscreen import OffscreenRenderer

            self._renderer = OffscreenRenderer(self._display)
        return self._renderer.frame(snapshot)

    def close(self) -> None:
        """No more pictures."""
        if self._renderer is not None:
            self._renderer.close()
