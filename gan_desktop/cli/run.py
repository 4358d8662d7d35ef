"""`gan-desktop run`: the headless twin of the window."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gan_desktop.app.headless import (
    Bar,
    ExitStatus,
    LogLines,
    Progress,
    check_outputs,
    interruptible,
    train,
)
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
from gan_desktop.core.config import ExperimentConfig, parse_assignment
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.presets import load_preset
from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.recording.writer import Frame

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer
    from gan_desktop.ui.offscreen import OffscreenRenderer


def positive(text: str) -> int:
    """Argument type: a whole number from 1."""
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not allowed; allowed: a whole number from 1")
    return value


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "run", help="train without a window", description="Train without a window or a display."
    )
    parser.add_argument("--preset", metavar="KEY", help="the config to start from")
    parser.add_argument("--steps", metavar="N", help="train until step N (default: the preset's)")
    parser.add_argument("--seed", metavar="S", help="the run's seed")
    parser.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        dest="assignments",
        help="change a setting, e.g. training.batch_size=256; may be repeated",
    )
    for name, what in (
        ("gif", "animation, a frame per snapshot"),
        ("png", "picture of the last snapshot"),
        ("metrics", "CSV, a row per snapshot"),
        ("points", "NPZ of the last snapshot: real, fake, step"),
        ("checkpoint", "state at the end, to resume from"),
    ):
        parser.add_argument(f"--{name}", metavar="FILE", type=Path, help=what)
    parser.add_argument("--frames", metavar="DIR", type=Path, help="a picture every N steps")
    parser.add_argument("--every", metavar="N", type=positive, help="interval of --frames")
    parser.add_argument("--resume", metavar="FILE", type=Path, help="go on from a checkpoint")
    parser.add_argument(
        "--log-every", metavar="N", type=positive, default=200, help="steps between log lines"
    )
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Train; returns the exit status."""
    with interruptible() as interrupt:
        config = _config(arguments)
        renderer = _LazyRenderer(config.display)
        outputs = _outputs(arguments, config, renderer.frame)
        try:
            check_outputs(outputs)
        except OSError as error:
            return _fail(ExitStatus.BAD_ARGUMENTS, str(error))
        # Arguments are good: now torch may take its seconds.
        trainer = _trainer(arguments, config)
        until = trainer.config.training.steps
        if trainer.steps_done >= until:
            done = f"{trainer.steps_done:,}"
            raise InvalidValueError(f"the checkpoint is at step {done} already; give more --steps")
        progress: Progress = (
            Bar(until, trainer.steps_done)
            if sys.stderr.isatty()
            else LogLines(until, arguments.log_every)
        )
        try:
            status, message = train(trainer, until, outputs, progress, interrupt)
        finally:
            renderer.close()
    return _fail(status, message) if message else status


def _fail(status: ExitStatus, message: str) -> int:
    sys.stderr.write(f"gan-desktop run: {message}\n")
    return status


def _config(arguments: argparse.Namespace) -> ExperimentConfig:
    """The preset with the arguments applied; with --resume, the preset only has to be known."""
    if arguments.preset is None and arguments.resume is None:
        raise InvalidValueError("run needs --preset KEY; `gan-desktop list presets` shows the keys")
    if arguments.every is not None and arguments.frames is None:
        raise InvalidValueError("--every needs --frames DIR")
    if arguments.preset is None:
        return _resumed_config(arguments)
    return load_preset(arguments.preset).with_values(_values(arguments))


def _values(arguments: argparse.Namespace) -> dict[str, Any]:
    assignments = list(arguments.assignments)
    for name in ("steps", "seed"):
        text = getattr(arguments, name)
        if text is not None:
            assignments.append(f"training.{name}={text}")
    return dict(parse_assignment(assignment) for assignment in assignments)


def _resumed_config(arguments: argparse.Namespace) -> ExperimentConfig:
    from gan_desktop.training.checkpoint import load_checkpoint
    from gan_desktop.training.state import unpack

    return unpack(load_checkpoint(arguments.resume))[0].with_values(_values(arguments))


def _trainer(arguments: argparse.Namespace, config: ExperimentConfig) -> "GanTrainer":
    from gan_desktop.training import GanTrainer

    trainer = GanTrainer(config)
    if arguments.resume is not None:
        from gan_desktop.training.checkpoint import load_checkpoint

        trainer.load_state_dict(load_checkpoint(arguments.resume))
        # The state's own config goes on; what the command line says comes on top of it.
        values = _values(arguments)
        if arguments.preset is not None:
            values.setdefault("training.steps", config.training.steps)
        trainer.set_live(trainer.config.with_values(values))
    return trainer


def _outputs(
    arguments: argparse.Namespace, config: ExperimentConfig, render: Render
) -> list[Output]:
    every = arguments.every or config.display.snapshot_every
    kinds: tuple[tuple[Path | None, Callable[[Path], Output]], ...] = (
        (arguments.gif, lambda path: GifOutput(path, render)),
        (arguments.png, lambda path: PngOutput(path, render)),
        (arguments.frames, lambda path: FramesOutput(path, render, every)),
        (arguments.metrics, MetricsOutput),
        (arguments.points, PointsOutput),
        (arguments.checkpoint, CheckpointOutput),
    )
    return [build(path) for path, build in kinds if path is not None]


class _LazyRenderer:
    """Draws frames; Qt is loaded with the first one, so that runs without pictures need none."""

    def __init__(self, display: DisplayConfig) -> None:
        self._display = display
        self._renderer: OffscreenRenderer | None = None

    def frame(self, snapshot: Snapshot) -> Frame:
        if self._renderer is None:
            from gan_desktop.ui.offscreen import OffscreenRenderer

            self._renderer = OffscreenRenderer(self._display)
        return self._renderer.frame(snapshot)

    def close(self) -> None:
        if self._renderer is not None:
            self._renderer.close()
