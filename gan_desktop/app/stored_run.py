"""One run on its way to its file: what the writing thread does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from gan_desktop.app.messages import LossRow, StoredReport
from gan_desktop.app.run_library import RunLibrary
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.files import sentence
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.store.run_file import RunWriter
from gan_desktop.store.run_file.spacing import FIRST_INTERVAL


class StoredRun:
    """A run and its file. Methods run on the writing thread, in the order of what happened.

    The first failure, whatever it is, ends the storing of this run and is reported; what is
    written stays readable.

    Attributes, to be read on any thread:
        alive: whether what happens is still stored.
        takes_states: False when the networks are too large for their states to be stored.
        state_interval: in steps.
        skipped: snapshots that were left out because the disk was too slow.
    """

    def __init__(
        self,
        library: RunLibrary,
        config: ExperimentConfig,
        run_id: str,
        first_step: int,
        stored: Callable[[StoredReport], None],
        failed: Callable[[str, str], None],
    ) -> None:
        self._library, self._config = library, config
        self._run_id, self._first_step = run_id, first_step
        self._stored, self._failed = stored, failed
        self.alive = self.takes_states = True
        self.state_interval = FIRST_INTERVAL
        self.skipped = 0
        self._path: Path | None = None
        self._writer: RunWriter | None = None
        self._empty = True
        self._reported = 0

    def open(self) -> None:
        """Make the file."""
        with self._guarded():
            self._path = self._library.take_new(self._run_id)
            self._writer = RunWriter(
                self._path,
                self._config,
                self._run_id,
                first_step=self._first_step,
                max_bytes=self._library.max_bytes,
            )

    def add(self, snapshot: Snapshot) -> None:
        """A snapshot."""
        with self._guarded():
            if self._writer is not None:
                self._writer.add_snapshot(snapshot)
                if snapshot.step != self._first_step:
                    self._keep()

    def add_losses(self, row: LossRow) -> None:
        """Losses of a refresh."""
        with self._guarded():
            if self._writer is not None:
                self._writer.add_losses(row.step, row.d_loss, row.g_loss)

    def add_event(self, event: Event) -> None:
        """Something that decides how the run goes on."""
        with self._guarded():
            if self._writer is not None:
                self._writer.add_event(event)
                if event.kind not in (EventKind.CHANGE, EventKind.HALF_STEP):
                    self._keep()

    def add_state(self, step: int, state: dict[str, Any], pinned: bool) -> None:
        """The trainer's state after so many steps."""
        from gan_desktop.training.portable_state import to_portable

        with self._guarded():
            if self._writer is not None:
                tree, tensors = to_portable(state)
                self.takes_states = self._writer.add_state(step, tree, tensors, pinned=pinned)
                self.state_interval = self._writer.spacing.interval

    def commit(self) -> None:
        """Nothing else is to be written now."""
        with self._guarded():
            if self._writer is not None:
                self._writer.commit()

    def report(self) -> None:
        """Tell how much is committed, if it is more than before."""
        writer = self._writer
        if writer is not None and writer.snapshots > self._reported:
            self._reported = writer.snapshots
            self._stored(StoredReport(self._run_id, writer.path, self._reported, self.skipped))

    def close(self) -> None:
        """Finish the file; a run that never left its first step is not kept."""
        with self._guarded():
            if self._writer is not None:
                self._writer.close()
        self.report()
        self._writer = None
        if self._path is not None and self._empty:
            self._library.discard(self._path)
        elif self._path is not None:
            self._library.release(self._path)

    def give_up(self, reason: str) -> None:
        """End the storing, from any thread; reported once."""
        if self.alive:
            self.alive = False
            self._failed(self._run_id, reason)

    def _keep(self) -> None:
        """The run has left its beginning: it stays, and others make room for it."""
        if self._empty:
            self._empty = False
            # Whatever cannot be removed stays.
            with suppress(OSError):
                self._library.make_room()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001 -- whatever it is, training goes on without
            writer, self._writer = self._writer, None
            if writer is not None:
                with suppress(OSError):
                    writer.abandon()
            reason = sentence(error) if isinstance(error, OSError) else str(error)
            self.give_up(reason or type(error).__name__)
