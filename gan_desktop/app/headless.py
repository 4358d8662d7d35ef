"""A run without a window: train, log, write files, say how it ended."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from gan_desktop.app.outputs import Output
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.rate import RateMeter
from gan_desktop.core.snapshot import Snapshot

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


class ExitStatus(IntEnum):
    """What the process says when it ends."""

    DONE = 0
    WRITE_FAILED = 1
    BAD_ARGUMENTS = 2
    DIVERGED = 3
    INTERRUPTED = 130


class Progress(Protocol):
    """Tells the person how far the training is."""

    def step(self, trainer: "GanTrainer") -> None:
        """After every step."""

    def close(self) -> None:
        """Training has ended."""


class LogLines:
    """The blog's print: step and losses, every so many steps and at the last one."""

    def __init__(self, total: int, every: int) -> None:
        self._total, self._every = total, every

    def step(self, trainer: "GanTrainer") -> None:
        """Print a line when it is due."""
        done = trainer.steps_done
        if trainer.losses is not None and (done % self._every == 0 or done == self._total):
            d_loss, g_loss = trainer.losses
            width = len(str(self._total))
            line = f"step {done:{width}d}/{self._total}  d_loss {d_loss:.8f}  g_loss {g_loss:.8f}"
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

    def close(self) -> None:
        """Nothing to tidy up."""


class Bar:
    """A progress bar for a terminal."""

    def __init__(self, total: int, done: int) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=total, initial=done, unit="step", dynamic_ncols=True)

    def step(self, trainer: "GanTrainer") -> None:
        """Advance, with the losses beside the bar."""
        if trainer.losses is not None:
            d_loss, g_loss = trainer.losses
            self._bar.set_postfix_str(f"D {d_loss:.3f}  G {g_loss:.3f}", refresh=False)
        self._bar.update()

    def close(self) -> None:
        """Leave the finished bar on the screen."""
        self._bar.close()


class Interrupt:
    """Ctrl-C as a flag, so that files are finished; a second Ctrl-C ends at once."""

    def __init__(self) -> None:
        self.requested = False

    def __call__(self, *_signal: object) -> None:
        """Signal handler."""
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True


@contextmanager
def interruptible() -> Iterator[Interrupt]:
    """Handle SIGINT by the yielded flag while the block runs."""
    interrupt = Interrupt()
    earlier = signal.signal(signal.SIGINT, interrupt)
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, earlier)


def check_outputs(outputs: Sequence[Output]) -> None:
    """Raise OSError for the first file that could not be written; nothing is created."""
    for output in outputs:
        output.check()


def train(
    trainer: "GanTrainer",
    until: int,
    outputs: Sequence[Output],
    progress: Progress,
    interrupt: Interrupt,
) -> tuple[ExitStatus, str]:
    """Train until a step, feed the outputs, finish them however it ends.

    Returns:
        The exit status and, unless it is DONE, one sentence.
    """
    status, message = ExitStatus.DONE, ""
    last: Snapshot | None = None
    try:
        for output in outputs:
            output.begin()
        try:
            for snapshot in _snapshots(trainer, until, outputs, progress, interrupt):
                last = snapshot
        except DivergedError as error:
            status, message = ExitStatus.DIVERGED, str(error)
        if interrupt.requested:
            done = f"{trainer.steps_done:,}"
            status, message = ExitStatus.INTERRUPTED, f"Interrupted after {done} steps."
        for output in outputs:
            output.finish(last, trainer)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        status, message = ExitStatus.WRITE_FAILED, f"{name}{error.strerror or error}"
    finally:
        progress.close()
        for output in outputs:
            output.abort()
    return status, message


def _snapshots(
    trainer: "GanTrainer",
    until: int,
    outputs: Sequence[Output],
    progress: Progress,
    interrupt: Interrupt,
) -> Iterator[Snapshot]:
    """Train and yield each snapshot after the outputs that wanted it have it."""
    rate = RateMeter()
    rate.restart(trainer.steps_done)
    usual = trainer.config.display.snapshot_every
    while trainer.steps_done < until and not interrupt.requested:
        trainer.step()
        progress.step(trainer)
        done = trainer.steps_done
        last = done == until or interrupt.requested
        due = [o for o in outputs if done % (o.every or usual) == 0 or (last and not o.every)]
        if due or last:
            rate.mark(done)
            snapshot = trainer.snapshot()
            for output in due:
                output.add(snapshot, rate.per_second)
            yield snapshot
