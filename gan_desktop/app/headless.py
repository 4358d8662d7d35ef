"""A run without a window: train, log, write files, say how it ended."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from signal import SIGINT, SIGTERM
from typing import TYPE_CHECKING, Protocol

from gan_desktop.app.outputs import Output
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.files import sentence
from gan_desktop.core.rate import RateMeter
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.words import counted

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


class ExitStatus(IntEnum):
    """What the process says when it ends."""

    DONE = 0
    WRITE_FAILED = 1
    NO_RESULT = 1  # of what was to be trained, nothing came to a result
    BAD_ARGUMENTS = 2
    DIVERGED = 3
    INTERRUPTED = 130
    TERMINATED = 143


class Progress(Protocol):
    """Tells the person how far the training is."""

    def step(self, trainer: "GanTrainer") -> None:
        """After every step."""

    def close(self) -> None:
        """Training has ended."""


class LogLines:
    """The blog's print: step and losses, every so many steps and at the last one."""

    def __init__(self, total: int, every: int, say: Callable[[str], None]) -> None:
        self._total, self._every, self._say = total, every, say

    def step(self, trainer: "GanTrainer") -> None:
        """Print a line when it is due."""
        done = trainer.steps_done
        if trainer.losses is not None and (done % self._every == 0 or done == self._total):
            d_loss, g_loss = trainer.losses
            width = len(str(self._total))
            line = f"step {done:{width}d}/{self._total}  d_loss {d_loss:.8f}  g_loss {g_loss:.8f}"
            self._say(line)

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
    """Ctrl-C, or a wish to terminate, as a flag: files are finished; a second one ends at once.

    Attributes:
        signal: number of the signal that came, 0 for none.
    """

    def __init__(self) -> None:
        self.signal = 0

    @property
    def requested(self) -> bool:
        """Whether one has come."""
        return self.signal != 0

    def __call__(self, number: int, _frame: object) -> None:
        """Signal handler."""
        if self.signal:
            raise KeyboardInterrupt
        self.signal = number


@contextmanager
def interruptible() -> Iterator[Interrupt]:
    """Handle SIGINT and SIGTERM by the yielded flag while the block runs."""
    interrupt = Interrupt()
    numbers = [SIGINT, SIGTERM]
    if hasattr(signal, "SIGHUP"):
        numbers.append(signal.SIGHUP)
    earlier = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield interrupt
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


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

    An output that fails is given up; training goes on for the others, if there are any.

    Returns:
        The exit status and, unless it is DONE, one sentence.
    """
    feed = _Feed(outputs)
    try:
        feed.begin(trainer)
        status, message = _run(trainer, until, feed, progress, interrupt)
        feed.finish(trainer)
    finally:
        progress.close()
        for output in outputs:
            output.abort()
    if feed.failure:
        return ExitStatus.WRITE_FAILED, feed.failure
    return status, message


class _Feed:
    """The outputs that have not failed, and the last snapshot that they saw.

    Attributes:
        failure: the first failure in one sentence, "" for none.
        last: the latest snapshot, None before the first.
    """

    def __init__(self, outputs: Sequence[Output]) -> None:
        self._wanted = bool(outputs)
        self._alive = list(outputs)
        self.failure = ""
        self.last: Snapshot | None = None

    @property
    def hopeless(self) -> bool:
        """Whether there were outputs and all have failed: nobody waits for the rest."""
        return self._wanted and not self._alive

    def due(self, step: int, usual: int, last: bool) -> list[Output]:
        """The outputs that want a snapshot of this step."""
        return [o for o in self._alive if step % (o.every or usual) == 0 or (last and not o.every)]

    def begin(self, trainer: "GanTrainer") -> None:
        """Training begins."""
        self._each(self._alive, lambda output: output.begin(trainer))

    def add(self, snapshot: Snapshot, outputs: list[Output], rate: float) -> None:
        """Hand a snapshot to those that want it."""
        self.last = snapshot
        self._each(outputs, lambda output: output.add(snapshot, rate))

    def finish(self, trainer: "GanTrainer") -> None:
        """Complete the files with what there is."""
        last = self.last
        if last is not None:
            self._each(self._alive, lambda output: output.finish(last, trainer))

    def _each(self, outputs: list[Output], do: Callable[[Output], None]) -> None:
        for output in list(outputs):
            try:
                do(output)
            except OSError as error:
                self.failure = self.failure or sentence(error)
                self._alive.remove(output)


def _run(
    trainer: "GanTrainer", until: int, feed: _Feed, progress: Progress, interrupt: Interrupt
) -> tuple[ExitStatus, str]:
    rate = RateMeter()
    rate.restart(trainer.steps_done)
    usual = trainer.config.display.snapshot_every
    try:
        while trainer.steps_done < until and not interrupt.requested and not feed.hopeless:
            trainer.step()
            progress.step(trainer)
            last = trainer.steps_done == until or interrupt.requested
            due = feed.due(trainer.steps_done, usual, last)
            if due or last:
                rate.mark(trainer.steps_done)
                feed.add(trainer.snapshot(), due, rate.per_second)
    except DivergedError as error:
        return ExitStatus.DIVERGED, str(error)
    if interrupt.requested:
        by_person = interrupt.signal == SIGINT
        status = ExitStatus.INTERRUPTED if by_person else ExitStatus.TERMINATED
        one, many = "Interrupted after {count} step.", "Interrupted after {count} steps."
        return status, counted(trainer.steps_done, one, many)
    return ExitStatus.DONE, ""
