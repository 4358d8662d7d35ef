"""How far `gan-desktop export` is: a bar, lines, or messages for the window that started it."""

import json as json_
import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from gan_desktop.app.headless import ExitStatus
from gan_desktop.cli.console import remark, say
from gan_desktop.core.files import remove_part
from gan_desktop.core.words import packed

EVERY_PER_CENT = 10
# Messages to the window a second are no more than what its bar can show.
EVERY_PER_MILLE = 5
NICENESS = 5
# From the wish to end to the end, for a frame or step that is under way.
PATIENCE_S = 1.0


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
        self._bar.total = total
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


class Unfinished:
    """The temporary files of an export, for who ends its process in the middle of the work."""

    def __init__(self) -> None:
        self._parts: tuple[Path, ...] | None = ()

    def note(self, parts: tuple[Path, ...] | None) -> None:
        """These are being written; None: they are being placed, which is not to be broken off."""
        self._parts = parts

    def remove(self) -> bool:
        """Remove them; False if they are being placed."""
        if self._parts is None:
            return False
        for part in self._parts:
            with suppress(OSError):
                remove_part(part)
        return True


def given_up(unfinished: Unfinished) -> threading.Event:
    """Is set when the window that started this process does not want it any more.

    The window closes the pipe to it, or has gone: both are the end of standard input. (A signal
    would do on one system and not on the other.) An export that is not over soon after that, as in
    the middle of one huge frame, ends with all that is unfinished removed.
    """
    gone = threading.Event()

    def listen() -> None:
        # Not sys.stdin: a thread that waits in it keeps Python from ending.
        while os.read(0, 64):
            pass
        gone.set()
        time.sleep(PATIENCE_S)
        if unfinished.remove():
            # Not sys.exit: the main thread would go on until its frame is drawn.
            os._exit(ExitStatus.INTERRUPTED)

    if hasattr(os, "nice"):
        # The window and its training come first.
        os.nice(NICENESS)
    threading.Thread(target=listen, name="parent watch", daemon=True).start()
    return gone
