"""`gan-desktop bench`: the figures of the README, measured here and now."""

import argparse
from typing import Any


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("bench", help="measure speed, memory and results")
    parser.add_argument("names", nargs="*", metavar="NAME", help="which (default: all)")
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Run the benchmarks; returns the exit status."""
    from gan_desktop.bench import run_benchmarks

    return run_benchmarks(arguments.names)
