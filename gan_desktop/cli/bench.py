"""`gan-desktop bench`: the figures of the README, measured here and now."""

import argparse
from importlib.util import find_spec
from typing import Any

from gan_desktop.bench.benchmark import BENCHMARKS
from gan_desktop.cli.console import say
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.installing import install_command


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    about = ", ".join(f"{b.name} ({b.about})" for b in BENCHMARKS.values())
    parser = commands.add_parser("bench", help="measure speed, memory and results")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which (default: all): {about}")
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Print a line a figure; status 1 when a goal was missed."""
    for name in arguments.names:
        if name not in BENCHMARKS:
            raise InvalidValueError(f"unknown benchmark '{name}'; allowed: {', '.join(BENCHMARKS)}")
    if find_spec("psutil") is None:
        raise InvalidValueError(f"the benchmarks need psutil: {install_command('psutil')} adds it")
    missed = 0
    for name in arguments.names or BENCHMARKS:
        for figure in BENCHMARKS[name].measure():
            word = "met" if figure.met else "MISSED"
            missed += not figure.met
            line = f"{name}: {figure.name}: {figure.value} (goal {figure.goal}: {word})"
            say(line)
    return 1 if missed else 0
