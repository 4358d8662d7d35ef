"""All commands and options."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from gan_desktop import __version__
from gan_desktop.app.headless import ExitStatus
from gan_desktop.cli import bench, export, listing, run, standard_streams, verdict
from gan_desktop.cli.console import take_full
from gan_desktop.core.errors import GanDesktopError, InvalidValueError
from gan_desktop.core.presets import DEFAULT_PRESET, presets


class _Parser(argparse.ArgumentParser):
    """One line for a wrong call instead of a usage dump."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(
        prog="gan-desktop",
        description="See, judge and teach how a GAN learns. Without a command: opens the window, "
        "with the experiment of a file if one is named (gan-desktop ring.toml), or to look at a "
        "stored run (gan-desktop ring.ganrun)",
        epilog="gan-desktop COMMAND --help lists the arguments of a command.",
    )
    parser.add_argument("--version", action="version", version=f"gan-desktop {__version__}")
    parser.add_argument(
        "--preset",
        metavar="KEY",
        dest="window_preset",
        help=f"preset to open the window with (default: {DEFAULT_PRESET}): {', '.join(presets())}",
    )
    # What `gan-desktop FILE` becomes: commands are words, and so are names of files.
    parser.add_argument("--open", metavar="FILE", type=Path, help=argparse.SUPPRESS)
    parser.set_defaults(bare=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for module in (run, export, verdict, listing, bench):
        module.add_command(commands)
    return parser


def execute(argv: Sequence[str] | None) -> int:
    """Run one command; returns the exit status."""
    parser = build_parser()
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0].lower().endswith((".toml", ".ganrun")):
        words.insert(0, "--open")
    try:
        arguments = parser.parse_args(words)
        # Without any argument, commands that train say what they need.
        arguments.bare = len(words) == 1
        if arguments.command is None:
            from gan_desktop.cli import window

            if arguments.open is not None and arguments.window_preset is not None:
                raise InvalidValueError("the window opens either FILE or --preset KEY, not both")
            return window.open_window(arguments.window_preset, arguments.open)
        take_full()
        status = standard_streams.execute(arguments)
        if take_full() and status == ExitStatus.DONE:
            status = ExitStatus.WRITE_FAILED
    except GanDesktopError as error:
        sys.stderr.write(f"{parser.prog}: {error}\n")
        return 2
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 2
    return status
