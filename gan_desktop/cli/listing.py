"""`gan-desktop list`: what there is to choose from."""

import argparse
from typing import Any

from gan_desktop.cli.console import say
from gan_desktop.core.presets import presets


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("list", help="list the presets")
    parser.add_argument("what", choices=["presets"], help="what to list, one key a line")
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:  # noqa: ARG001 -- there is one list so far
    """Print one line each: key first, then label."""
    width = max(map(len, presets()))
    for preset in presets().values():
        say(f"{preset.key:{width}}  {preset.label}")
    return 0
