"""`gan-desktop list`: what there is to choose from."""

import argparse
from typing import Any

from gan_desktop.cli.console import say
from gan_desktop.core.presets import presets
from gan_desktop.core.targets import TARGETS


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("list", help="list presets or targets")
    parser.add_argument("what", choices=["presets", "targets"], help="what to list, one key a line")
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Print one line each: key first, then label."""
    entries = presets().values() if arguments.what == "presets" else TARGETS
    labels = {entry.key: entry.label for entry in entries}
    width = max(map(len, labels))
    for key, label in labels.items():
        say(f"{key:{width}}  {label}")
    return 0
