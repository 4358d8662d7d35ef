"""What a command that trains starts from: experiment or preset, method, target, settings."""

import argparse
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from gan_desktop.cli.arguments import add_set
from gan_desktop.cli.standard_streams import DASH, experiment_from_input
from gan_desktop.core.combinations import problems, refuse
from gan_desktop.core.config import ExperimentConfig, parse_assignment
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.methods import method, methods
from gan_desktop.core.presets import DEFAULT_PRESET, load_preset
from gan_desktop.core.targets import TARGETS


def add_arguments(parser: argparse.ArgumentParser, about_seed: str) -> None:
    """`EXPERIMENT`, `--preset`, `--target`, `--method`, `--steps`, `--seed` and `--set`."""
    parser.add_argument(
        "experiment",
        metavar="EXPERIMENT",
        nargs="?",
        help="what to start from: an experiment's file, its string (gan1:...), or - for one of the "
        "two from standard input",
    )
    parser.add_argument(
        "--preset",
        metavar="KEY",
        help=f"a preset to start from instead (default: {DEFAULT_PRESET})",
    )
    parser.add_argument(
        "--target",
        metavar="KEY",
        help="another target with its view (default: the experiment's); "
        "`gan-desktop list targets` shows the keys",
    )
    parser.add_argument(
        "--method",
        metavar="KEY",
        help=f"train it by another method (default: the experiment's): {', '.join(methods())}",
    )
    parser.add_argument(
        "--steps", metavar="N", help="train until step N (default: the experiment's)"
    )
    parser.add_argument("--seed", metavar="S", help=about_seed)
    add_set(parser)


def check_arguments(arguments: argparse.Namespace, command: str, *, resumed: bool = False) -> None:
    """Refuse arguments that are fine alone and not together; fill in the preset where it follows.

    Args:
        arguments: the command line's.
        command: its name, for the sentence.
        resumed: whether a checkpoint is there to start from.

    Raises:
        InvalidValueError: it is not clear what to start from.
    """
    arguments.preset = arguments.preset or arguments.window_preset
    if arguments.preset is not None and arguments.experiment is not None:
        raise InvalidValueError(f"{command} needs either EXPERIMENT or --preset KEY, not both")
    changed = arguments.method is not None or arguments.target is not None
    if changed and resumed:
        raise InvalidValueError(
            "--method and --target start a new run; leave them out to go on with --resume"
        )
    if arguments.experiment is not None or arguments.preset is not None or resumed:
        return
    if arguments.bare:
        raise InvalidValueError(
            f"{command} needs EXPERIMENT.toml, --preset KEY, or a change of the default preset "
            "(--method KEY, --target KEY, --set PATH=VALUE); `gan-desktop list presets` shows the "
            "keys"
        )
    arguments.preset = DEFAULT_PRESET


def base(arguments: argparse.Namespace) -> ExperimentConfig | None:
    """The experiment or preset that is given, None without.

    Raises:
        InvalidValueError: an unknown key, or a file or string that is no experiment.
    """
    if arguments.experiment is None:
        return None if arguments.preset is None else load_preset(arguments.preset)
    if arguments.experiment == DASH:
        return experiment_from_input()
    from gan_desktop.store.share import given_config

    return given_config(arguments.experiment)


def settings(arguments: argparse.Namespace) -> dict[str, Any]:
    """What `--set`, `--steps` and `--seed` say, by path; the last one of a path counts."""
    assignments = list(arguments.assignments)
    for name in ("steps", "seed"):
        text = getattr(arguments, name)
        if text is not None:
            assignments.append(f"training.{name}={text}")
    return dict(parse_assignment(assignment) for assignment in assignments)


def starting_config(arguments: argparse.Namespace) -> ExperimentConfig:
    """What to train, from the beginning; after `check_arguments`.

    Raises:
        InvalidValueError: an unknown key or setting, or a value that is not allowed.
    """
    config = base(arguments)
    assert config is not None  # noqa: S101 -- see `check_arguments`
    if arguments.target is not None:
        config = TARGETS[arguments.target].put_into(config)
    if arguments.method is not None:
        config = method(arguments.method).apply(config)
    return config.with_values(settings(arguments))


def name(arguments: argparse.Namespace) -> str:
    """What to call it: the name of the file or preset, with method and target if given."""
    given = arguments.preset or _experiment_name(arguments.experiment)
    return " · ".join(part for part in (given, arguments.method, arguments.target) if part)


def _experiment_name(text: str) -> str:
    from gan_desktop.store.share import PREFIX

    return "experiment" if PREFIX in text or text == DASH else Path(text).stem


def check_combination(config: ExperimentConfig, command: str, given: Collection[str] = ()) -> None:
    """Refuse what cannot work, and warn on standard error of what hardly can or takes no part.

    Args:
        config: what is to be trained.
        command: its name, for the sentence.
        given: paths of the settings that the command line names.

    Raises:
        InvalidValueError: the settings cannot work together.
    """
    refuse(config)
    for problem in problems(config, given):
        sys.stderr.write(
            f"gan-desktop {command}: warning: {problem.sentence} ({problem.paths[0]})\n"
        )
