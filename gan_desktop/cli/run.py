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
from gan_desktop.app.run_output import RunOutput
from gan_desktop.cli import designs
from gan_desktop.cli.arguments import add_set, positive
from gan_desktop.cli.console import say
from gan_desktop.core.config import ExperimentConfig, parse_assignment
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import sentence
from gan_desktop.core.methods import methods
from gan_desktop.core.presets import DEFAULT_PRESET, load_preset
from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.recording.writer import Frame
from gan_desktop.store.run_file.rows import RUN_SUFFIX

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer
    from gan_desktop.ui.offscreen import OffscreenRenderer


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "run", help="train without a window", description="Train without a window or a display."
    )
    parser.add_argument(
        "experiment",
        metavar="EXPERIMENT",
        nargs="?",
        help="what to start from: an experiment's file, or its string (gan1:...)",
    )
    parser.add_argument(
        "--preset",
        metavar="KEY",
        help="a preset to start from instead",
    )
    parser.add_argument(
        "--target",
        metavar="KEY",
        help=f"another target with its view (default: {DEFAULT_PRESET}'s); "
        "`gan-desktop list targets` shows the keys",
    )
    parser.add_argument(
        "--method",
        metavar="KEY",
        help=f"train it (default: {DEFAULT_PRESET}) by: {', '.join(methods())}",
    )
    parser.add_argument(
        "--steps", metavar="N", help="train until step N (default: the experiment's)"
    )
    parser.add_argument("--seed", metavar="S", help="the run's seed (default: the experiment's)")
    add_set(parser)
    for name, what in (
        ("gif", "animation, a frame per snapshot"),
        ("png", "picture of the last snapshot"),
        ("metrics", "CSV, a row per snapshot"),
        ("points", "NPZ of the last snapshot: real, fake, step"),
        ("checkpoint", "state at the end, to resume from"),
        ("save", f"the whole run as it happens ({RUN_SUFFIX}): snapshots, losses, states"),
    ):
        parser.add_argument(f"--{name}", metavar="FILE", type=Path, help=what)
    parser.add_argument("--frames", metavar="DIR", type=Path, help="a picture every N steps")
    parser.add_argument(
        "--every",
        metavar="N",
        type=positive,
        help="steps between those pictures",
    )
    parser.add_argument(
        "--resume",
        metavar="FILE",
        type=Path,
        help="go on from a checkpoint",
    )
    parser.add_argument(
        "--log-every",
        metavar="N",
        type=positive,
        default=200,
        help="steps between log lines, 200 if not given",
    )
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Train; returns the exit status."""
    with interruptible() as interrupt:
        _check_combination(arguments)
        state = _resumed_state(arguments)
        config = _config(arguments, state)
        designs.check(config)
        renderer = _LazyRenderer(config.display)
        outputs = _outputs(arguments, config, renderer.frame)
        try:
            check_outputs(outputs)
        except OSError as error:
            return _fail(ExitStatus.BAD_ARGUMENTS, sentence(error))
        # Arguments are good: now torch may take its seconds.
        trainer = _trainer(config, state)
        until = config.training.steps
        progress: Progress = (
            Bar(until, trainer.steps_done)
            if sys.stderr.isatty() and sys.stdout is not None and sys.stdout.isatty()
            else LogLines(until, arguments.log_every, say)
        )
        try:
            status, message = train(trainer, until, outputs, progress, interrupt)
        finally:
            renderer.close()
    return _fail(status, message) if message else status


def _fail(status: ExitStatus, message: str) -> int:
    sys.stderr.write(f"gan-desktop run: {message}\n")
    return status


def _check_combination(arguments: argparse.Namespace) -> None:
    """Refuse arguments that are fine alone and not together."""
    arguments.preset = arguments.preset or arguments.window_preset
    if arguments.preset is not None and arguments.experiment is not None:
        raise InvalidValueError("run needs either EXPERIMENT or --preset KEY, not both")
    if arguments.method is not None or arguments.target is not None:
        if arguments.resume is not None:
            raise InvalidValueError(
                "--method and --target start a new run; leave them out to go on with --resume"
            )
        if arguments.experiment is None:
            arguments.preset = arguments.preset or DEFAULT_PRESET
    if arguments.preset is None and arguments.experiment is None and arguments.resume is None:
        raise InvalidValueError(
            "run needs EXPERIMENT.toml or --preset KEY; `gan-desktop list presets` shows the keys"
        )
    if arguments.every is not None and arguments.frames is None:
        raise InvalidValueError("--every needs --frames DIR")
    for name, suffix in (("gif", ".gif"), ("png", ".png"), ("save", RUN_SUFFIX)):
        path = getattr(arguments, name)
        if path is not None and path.suffix.lower() != suffix:
            raise InvalidValueError(f"--{name}: the name must end with {suffix}, not '{path.name}'")


def _resumed_state(arguments: argparse.Namespace) -> dict[str, Any] | None:
    if arguments.resume is None:
        return None
    from gan_desktop.training.checkpoint import load_checkpoint

    return load_checkpoint(arguments.resume)


def _config(arguments: argparse.Namespace, state: dict[str, Any] | None) -> ExperimentConfig:
    """What to train with: the preset or the checkpoint's settings, and the arguments on top."""
    assignments = list(arguments.assignments)
    for name in ("steps", "seed"):
        text = getattr(arguments, name)
        if text is not None:
            assignments.append(f"training.{name}={text}")
    values = dict(parse_assignment(assignment) for assignment in assignments)
    base = _base(arguments)
    if state is None:
        assert base is not None  # noqa: S101 -- see `_check_combination`
        start = designs.starting_point(base, arguments.method, arguments.target)
        config = start.with_values(values)
    else:
        config = _resumed_config(base, state, values)
    if arguments.every is not None and arguments.every > config.training.steps:
        raise InvalidValueError(
            f"--every {arguments.every:,} is more than the {config.training.steps:,} steps: "
            "there would be no picture"
        )
    return config


def _base(arguments: argparse.Namespace) -> ExperimentConfig | None:
    if arguments.experiment is None:
        return None if arguments.preset is None else load_preset(arguments.preset)
    from gan_desktop.store.share import given_config

    return given_config(arguments.experiment)


def _resumed_config(
    base: ExperimentConfig | None, state: dict[str, Any], values: dict[str, Any]
) -> ExperimentConfig:
    from gan_desktop.training.state import unpack

    saved, done, _ = unpack(state)
    if base is not None:
        given = base.with_values(values)
        same_target = saved.target in (base.target, given.target)
        if given.networks != saved.networks or not same_target:
            raise InvalidValueError(
                "the checkpoint has another target or other networks than the experiment or "
                "preset given; leave that out to go on with its own"
            )
        values = {"training.steps": base.training.steps, **values}
    config = saved.with_values(values)
    fixed = config.needs_restart(saved)
    if fixed:
        raise InvalidValueError(f"{', '.join(fixed)} cannot change when a run is resumed")
    if done >= config.training.steps:
        raise InvalidValueError(f"the checkpoint is at step {done:,} already; give more --steps")
    return config


def _trainer(config: ExperimentConfig, state: dict[str, Any] | None) -> "GanTrainer":
    from gan_desktop.training import GanTrainer

    trainer = GanTrainer(config)
    if state is not None:
        trainer.load_state_dict(state)
        trainer.set_live(config)
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
        (arguments.save, RunOutput),
    )
    outputs = [build(path) for path, build in kinds if path is not None]
    places = [output.path.absolute() for output in outputs]
    if len(set(places)) < len(places):
        raise InvalidValueError("two outputs have the same file name")
    return outputs


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
