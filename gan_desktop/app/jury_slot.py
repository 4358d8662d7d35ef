"""One slot of the jury: a worker process that trains a seed at a time, replaced when it dies."""

import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from ctypes import c_bool, c_longlong
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

from gan_desktop.app.seed_worker import prepare, work
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.verdict.seed_row import SeedRow
from gan_desktop.core.words import Text

# How long a terminated process may take before it is killed.
TERMINATION_S = 0.5


class _Context(SpawnContext):
    """A spawn context that remembers its process.

    The executor tells neither the exit code of a worker nor lets one be ended.
    """

    process: SpawnProcess | None = None

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802 -- the base's name
        self.process = SpawnProcess(*args, **kwargs)
        return self.process


class Slot:
    """An executor of one worker.

    One for each slot: a worker that dies breaks its whole executor, and must not take the other
    seeds along.

    Attributes:
        context: holds the present process.
    """

    def __init__(self, cancelled: c_bool, niceness: int) -> None:
        self._cancelled, self._niceness = cancelled, niceness
        self._steps: c_longlong = SpawnContext().RawValue(c_longlong, 0)
        self.context = _Context()
        self._executor: ProcessPoolExecutor | None = None

    @property
    def steps(self) -> int:
        """Steps done of the current seed."""
        return self._steps.value

    def start(self, config: ExperimentConfig) -> "Future[SeedRow | None]":
        """Train a seed; its future gives the row, or None when it was given up.

        Raises:
            OSError: no process can be started.
        """
        self._steps.value = 0
        try:
            return self._submit(config)
        except BrokenProcessPool:
            # It died with nothing to do: no seed is lost by that.
            self.close()
            return self._submit(config)

    def death(self, error: BaseException) -> str:
        """Why a seed has no row, in one sentence; a broken worker is replaced at the next start."""
        if not isinstance(error, BrokenProcessPool):
            return Text(
                "Its training failed: {kind}: {error}",
                kind=type(error).__name__,
                error=str(error).partition("\n")[0],
            )
        process = self.context.process
        self.close()
        code = None if process is None else process.exitcode
        if code is None:
            return Text("Its process ended for an unknown reason.")
        if code < 0:
            return Text(
                "Its process was killed by signal {number} ({name}).",
                number=-code,
                name=_signal_name(-code),
            )
        return Text("Its process ended with exit code {code}.", code=code)

    def close(self) -> None:
        """Wait until the process, if there is one, and the threads for it have ended."""
        if self._executor is not None:
            self._executor.shutdown(wait=True)
            self._executor = None

    def _submit(self, config: ExperimentConfig) -> "Future[SeedRow | None]":
        if self._executor is None:
            self.context = _Context()
            self._executor = ProcessPoolExecutor(
                1, self.context, prepare, (self._steps, self._cancelled, self._niceness)
            )
        try:
            with _without_ctrl_c():
                return self._executor.submit(work, config)
        except OSError:
            self.close()
            raise


def end(slots: Sequence[Slot]) -> None:
    """End the processes of all slots now, whatever they are doing, and wait for them.

    Also those that are done: nothing of theirs is needed any more, and a Python process with torch
    takes a second to end by itself.
    """
    found = [slot.context.process for slot in slots]
    # One that could not be started has no pid.
    processes = [process for process in found if process is not None and process.pid is not None]
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + TERMINATION_S
    for process in processes:
        # A stopped process, for one, does not hear of a termination.
        if not wait([process.sentinel], max(0, deadline - time.monotonic())):
            process.kill()
    for slot in slots:
        slot.close()


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Processes and threads that are started here do not hear of Ctrl-C.

    A worker ignores it as soon as it runs our code; until then the mask that it inherits protects
    it. Of this thread the signal is only kept waiting.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    earlier = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, earlier)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "?"
