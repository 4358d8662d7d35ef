"""How far `gan-desktop export` is: a bar, lines, or messages for the window that started it."""

import json as json_
import os
import sys
import threading
from pathlib import Path
from typing import Any, Protocol

from gan_desktop.cli.console import remark, say
from gan_desktop.core.words import packed

EVERY_PER_CENT = 10
# Messages to the window a second are no more than what its bar can show.
EVERY_PER_MILLE = 5
NICENESS = 5


class Display(Protocol):
    """Tells the person, or the window, what happens."""

    def show(self, done: int, total: int) -> None:
        """So much is done."""

    def end(self) -> None:
        """No more progress comes."""

    def tell(self, sentence: str) -> None:
        """Something that the person should know."""

    def fail(self, reason: str) -> None:
        """It did not work: one sentence."""

    def done(self, files: list[Path]) -> None:
        """It did: these are the files."""


def progress_display(*, json: bool) -> Display:
    """What suits whoever reads it."""
    if json:
        return Messages()
    return Bar() if sys.stderr is not None and sys.stderr.isatty() else Lines()


class Lines:
    """A line for each tenth of the work."""

    def __init__(self) -> None:
        self._told = -1

    def show(self, done: int, total: int) -> None:
        """See `Display`."""
        part = done * 100 // max(total, 1) // EVERY_PER_CENT
        if part > self._told and done:
            self._told = part
            remark(f"{done:,} of {total:,}")

    def end(self) -> None:
        """See `Display`."""

    def tell(self, sentence: str) -> None:
        """See `Display`."""
        remark(f"gan-desktop export: {sentence}")

    def fail(self, reason: str) -> None:
        """See `Display`."""
        remark(f"gan-desktop export: {reason}")

    def done(self, files: list[Path]) -> None:
        """See `Display`."""
        for path in files:
            say(str(path))


class Bar(Lines):
    """A progress bar for a terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: Any = None

    def show(self, done: int, total: int) -> None:
        """See `Display`."""
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(total=total, dynamic_ncols=True)
        self._bar.update(done - self._bar.n)

    def end(self) -> None:
        """See `Display`."""
        if self._bar is not None:
            self._bar.close()


class Messages:
    """A line of JSON each, on standard output."""

    def __init__(self) -> None:
        self._told = -1

    def show(self, done: int, total: int) -> None:
        """See `Display`."""
        part = done * 1000 // max(total, 1) // EVERY_PER_MILLE
        if part > self._told:
            self._told = part
            self._say(done=done, total=total)

    def end(self) -> None:
        """See `Display`."""

    def tell(self, sentence: str) -> None:
        """See `Display`."""
        self._say(note=packed(sentence))

    def fail(self, reason: str) -> None:
        """See `Display`."""
        self._say(failed=packed(reason))

    def done(self, files: list[Path]) -> None:
        """See `Display`."""
        self._say(files=[str(path) for path in files])

    def _say(self, **message: object) -> None:
        say(json_.dumps(message, default=str))


def given_up() -> threading.Event:
    """Is set when the window that started this process does not want it any more.

    The window closes the pipe to it, or has gone: both are the end of standard input. (A signal
    would do on one system and not on the other.)
    """
    gone = threading.Event()

    def listen() -> None:
        # Not sys.stdin: a thread that waits in it keeps Python from ending.
        while os.read(0, 64):
            pass
        gone.set()

    if hasattr(os, "nice"):
        # The window and its training come first.
        os.nice(NICENESS)
    threading.Thread(target=listen, name="parent watch", daemon=True).start()
    return gone
