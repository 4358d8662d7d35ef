"""`-` as a file's name: standard output where a file is written, standard input where one is read.

A command that writes to `-` writes a temporary file, which is copied to standard output when the
command has ended. So every kind of file can go there, and the writers know nothing of it. What is
printed meanwhile goes to standard error.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TextIO

from gan_desktop.app.headless import ExitStatus
from gan_desktop.cli.console import remark, silence
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import sentence

if TYPE_CHECKING:
    from gan_desktop.core.config import ExperimentConfig

DASH = "-"
STANDARD_INPUT = "standard input"
# What a terminal can show; all other kinds are binary.
TEXT_SUFFIXES = frozenset({".csv", ".json", ".py", ".svg"})


@dataclass(frozen=True)
class Streamed:
    """The option whose file goes to standard output.

    Attributes:
        dest: its name in the parsed arguments.
        option: its name on the command line.
        suffix: ending of the file's usual name.
    """

    dest: str
    option: str
    suffix: str


class _OutputFile(argparse.Action):
    """Keeps the file's name; `-` is noted in `streamed`, for one option at most."""

    def __init__(self, *args: Any, suffixes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suffixes = suffixes

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        value: Any,
        option: str | None = None,
    ) -> None:
        setattr(namespace, self.dest, Path(value))
        streamed: Streamed | None = namespace.streamed
        if streamed is not None and streamed.dest == self.dest:
            # Given twice: the last one counts.
            streamed = namespace.streamed = None
        if value != DASH:
            return
        if streamed is not None:
            raise argparse.ArgumentError(
                self, f"only one file can go to standard output, and {streamed.option} does already"
            )
        if len(self.suffixes) > 1:
            raise argparse.ArgumentError(
                self,
                "standard output has no name that says which kind is meant; allowed: a file that "
                f"ends with {', '.join(self.suffixes)}",
            )
        namespace.streamed = Streamed(self.dest, option or self.dest, self.suffixes[0])


def add_output(
    parser: argparse.ArgumentParser, option: str, suffixes: Sequence[str], about: str
) -> None:
    """Add an option that names a file to write.

    Args:
        parser: the command's.
        option: as `--gif`.
        suffixes: endings of the file's usual names.
        about: the help.
    """
    parser.set_defaults(streamed=None)
    parser.epilog = (
        "One FILE that is written may be - for standard output; messages then go to standard error."
    )
    parser.add_argument(option, metavar="FILE", action=_OutputFile, suffixes=suffixes, help=about)


def named_path(text: str) -> Path:
    """Argument type: a file or folder that must have a name."""
    if text == DASH:
        raise argparse.ArgumentTypeError(
            "'-' (a standard stream) is not allowed here; allowed: a name on the disk"
        )
    return Path(text)


def execute(arguments: argparse.Namespace) -> int:
    """Run the command of the arguments, with its file to standard output if that is wanted.

    Raises:
        InvalidValueError: standard output cannot take the file.
    """
    streamed: Streamed | None = getattr(arguments, "streamed", None)
    if streamed is None:
        status: int = arguments.execute(arguments)
        return status
    stream = _checked(sys.stdout, streamed)
    try:
        temporary = TemporaryDirectory(prefix="gan-desktop-")
    except OSError as error:
        raise InvalidValueError(sentence(error)) from None
    with temporary as folder:
        path = Path(folder, f"standard-output{streamed.suffix}")
        setattr(arguments, streamed.dest, path)
        with redirect_stdout(sys.stderr):
            status = arguments.execute(arguments)
        if path.exists() and not _copied(path, stream, arguments.command):
            status = ExitStatus.WRITE_FAILED
    return status


def named_files(arguments: argparse.Namespace, files: Sequence[Path]) -> list[Path]:
    """Those of the files that stay on the disk."""
    streamed: Streamed | None = arguments.streamed
    passing = None if streamed is None else getattr(arguments, streamed.dest)
    return [path for path in files if path != passing]


def experiment_from_input() -> "ExperimentConfig":
    """The experiment, as TOML or as a short string, that standard input holds.

    Raises:
        InvalidValueError: there is none.
    """
    from gan_desktop.store.share import config_from

    if sys.stdin is None:
        raise InvalidValueError(f"{STANDARD_INPUT} is closed")
    return config_from(sys.stdin.buffer, STANDARD_INPUT)


def _checked(stream: TextIO | None, streamed: Streamed) -> TextIO:
    if stream is None:
        raise InvalidValueError(f"{streamed.option} -: standard output is closed")
    if stream.isatty() and streamed.suffix not in TEXT_SUFFIXES:
        raise InvalidValueError(
            f"{streamed.option} -: a terminal cannot show this kind of file; redirect standard "
            "output (> FILE), or give a file's name"
        )
    return stream


def _copied(path: Path, stream: TextIO, command: str) -> bool:
    """Whether the file was handed over; a reader that has gone (`| head`) has had what it wants."""
    try:
        with path.open("rb") as file:
            shutil.copyfileobj(file, stream.buffer)
        stream.buffer.flush()
    except BrokenPipeError:
        silence(stream)
    except OSError as error:
        silence(stream)
        remark(f"gan-desktop {command}: standard output: {error.strerror}")
        return False
    return True
