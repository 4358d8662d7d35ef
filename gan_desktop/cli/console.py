"""Lines that may have nobody to read them any more."""

import os
import sys
from threading import Event
from typing import TextIO

# Set when writing to standard output fails, except when its reader is gone.
_full = Event()


def say(line: str) -> None:
    """Print a line at once; when the reader is gone (`| head`), go on in silence.

    Any other failure, such as a full disk, is told once on standard error, and by `take_full`.
    """
    _write(line, sys.stdout)


def remark(line: str) -> None:
    """The same on standard error, for what is no result."""
    _write(line, sys.stderr)


def _write(line: str, stream: TextIO | None) -> None:
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    try:
        # A console that lacks a sign (Windows, LC_ALL=C) gets its code instead.
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        stream.flush()
    except BrokenPipeError:
        silence(stream)
    except OSError as error:
        silence(stream)
        if stream is sys.stdout:
            _full.set()
            remark(f"gan-desktop: standard output: {error.strerror}")


def take_full() -> bool:
    """Whether printing has failed (a full disk) since this was asked last."""
    full = _full.is_set()
    _full.clear()
    return full


def silence(stream: TextIO) -> None:
    """Drop what a stream still holds: Python would complain again when it flushes at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
