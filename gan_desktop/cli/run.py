"""`gan-desktop run`: the headless twin of the window."""

import argparse
import sys
from typing import Any

from gan_desktop.app.headless import (
    Bar,
    ExitStatus,
    LogLines,
    Progress,
    check_outputs,
    interruptible,
    train,
)
from gan_desktop.cli import resuming, run_outputs, starting_point
from gan_desktop.cli.arguments import positive
from gan_desktop.cli.console import say
from gan_desktop.cli.standard_streams import named_path
from gan_desktop.core.files import sentence


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "run", help="train without a window", description="Train without a window or a display."
    )
    starting_point.add_arguments(parser, "the run's seed (default: the experiment's)")
    run_outputs.add_arguments(parser)
    parser.add_argument("--resume", metavar="FILE", type=named_path, help="go on from a checkpoint")
    parser.add_argument(
        "--log-every",
        metavar="N",
        type=positive,
        default=200,
        help="steps between log lines (default: 200)",
    )
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Train; returns the exit status."""
    with interruptible() as interrupt:
        starting_point.check_arguments(arguments, "run", resumed=arguments.resume is not None)
        run_outputs.check_arguments(arguments)
        state = resuming.saved_state(arguments.resume)
        if state is None:
            config = starting_point.starting_config(arguments)
        else:
            given, values = starting_point.base(arguments), starting_point.settings(arguments)
            config = resuming.resumed_config(given, state, values)
        renderer = run_outputs.LazyRenderer(config.display)
        outputs = run_outputs.outputs_of(arguments, config, renderer.frame)
        starting_point.check_combination(config, "run", starting_point.settings(arguments))
        try:
            check_outputs(outputs)
        except OSError as error:
            return _fail(ExitStatus.BAD_ARGUMENTS, sentence(error))
        # Arguments are good: now torch may take its seconds.
        trainer = resuming.trainer_for(config, state)
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
