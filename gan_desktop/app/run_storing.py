"""Every run goes to a file as it happens; training waits for no disk."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from gan_desktop.app.bounded_jobs import BoundedJobs, Job, Kind
from gan_desktop.app.messages import LossRow, StoredReport
from gan_desktop.app.run_library import RunLibrary
from gan_desktop.app.stored_run import StoredRun
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.words import Text
from gan_desktop.store.run_file.transactions import COMMIT_EVERY_S

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

# Until the rest of a run is on the disk, when the window has been closed.
CLOSE_WAIT_S = 1.0
TOO_SLOW = Text("the disk is too slow")


class RunStoring:
    """The training thread's side: hands what happens to a thread that writes it.

    Nothing here waits: where the disk is too slow, pictures are left out and counted, and so are
    losses. Events are never left out, since a run could not be repeated without them, and neither
    are states that cannot be made again; a disk that takes none of thousands ends the storing, as
    one that is full does. Training goes on.

    Args:
        stored: called (on the writing thread) after what is new has been written.
        failed: called (on either thread) with the run's id and one sentence, once a run.
    """

    def __init__(
        self, stored: Callable[[StoredReport], None], failed: Callable[[str, str], None]
    ) -> None:
        self._stored, self._failed = stored, failed
        self._library: RunLibrary | None = None
        self._jobs = BoundedJobs()
        self._thread: threading.Thread | None = None
        self._run: StoredRun | None = None
        self._last_state = 0
        # The last step, if it was left out.
        self._skipped_step: int | None = None
        # Of the writing thread alone.
        self._written: StoredRun | None = None
        self._stopping = False
        # Whoever wanted to hear of it is gone.
        self._deaf = False

    @property
    def active(self) -> bool:
        """Whether what happens is stored."""
        return self._run is not None and self._run.alive

    def use(self, library: RunLibrary) -> None:
        """Store the runs that begin from now on."""
        self._library = library

    def begin(self, trainer: "GanTrainer", run_id: str) -> None:
        """A run begins where a trainer stands."""
        self.end()
        if self._library is None:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._write, name="storing", daemon=True)
            self._thread.start()
        self._run = StoredRun(
            self._library,
            trainer.config,
            run_id,
            trainer.steps_done,
            self._tell_stored,
            self._tell_failed,
        )
        run = self._run
        self._order(Kind.CONTROL, lambda: self._open(run))
        self.keep_state(trainer)

    def add(self, snapshot: Snapshot) -> None:
        """A snapshot was made."""
        run = self._run
        if run is None:
            return
        taken = self._order(Kind.PICTURE, lambda: run.add(snapshot))
        # A pause offers a step twice: it is skipped once, or not at all.
        again, self._skipped_step = self._skipped_step == snapshot.step, None
        if not taken:
            self._skipped_step = snapshot.step
        run.skipped += (not taken) - again

    def add_losses(self, row: LossRow) -> None:
        """Losses of a refresh."""
        run = self._run
        if run is not None:
            self._order(Kind.LOSSES, lambda: run.add_losses(row))

    def add_event(self, event: Event, trainer: "GanTrainer") -> None:
        """Something happened that decides how the run goes on."""
        run = self._run
        if run is None:
            return
        if not self._order(Kind.EVENT, lambda: run.add_event(event)):
            run.give_up(TOO_SLOW)
        elif event.kind is not EventKind.CHANGE:
            self.keep_state(trainer, pinned=event.kind is EventKind.HALF_STEP)

    def offer_state(self, trainer: "GanTrainer") -> None:
        """Keep the state if one is due."""
        if self._run is not None:
            interval = self._run.state_interval
            if trainer.steps_done // interval > self._last_state // interval:
                self.keep_state(trainer)

    def keep_state(self, trainer: "GanTrainer", *, pinned: bool = False) -> None:
        """Keep the state; `pinned` when training on from an earlier one would not give it."""
        run = self._run
        if run is None or not run.takes_states:
            return
        step, state = trainer.steps_done, trainer.state_dict()
        kind = Kind.PINNED if pinned else Kind.STATE
        if self._order(kind, lambda: run.add_state(step, state, pinned)):
            self._last_state = step
        elif pinned:
            run.give_up(TOO_SLOW)

    def end(self) -> None:
        """The run is over."""
        run, self._run = self._run, None
        self._last_state, self._skipped_step = 0, None
        if run is not None:
            self._order(Kind.CONTROL, lambda: self._close(run))

    def close(self) -> None:
        """Finish the file and end the thread; a disk that hangs is not waited for."""
        self.end()
        if self._thread is not None:
            self._order(Kind.CONTROL, self._stop)
            self._thread.join(CLOSE_WAIT_S)
            self._thread = None
        self._deaf = True

    def _tell_stored(self, report: StoredReport) -> None:
        if not self._deaf:
            self._stored(report)

    def _tell_failed(self, run_id: str, reason: str) -> None:
        if not self._deaf:
            self._failed(run_id, reason)

    def _order(self, kind: Kind, job: Job) -> bool:
        return self._jobs.put(kind, job)

    def _write(self) -> None:
        """The thread: one job after the other, and a commit when there is time for it."""
        while not self._stopping:
            job = self._jobs.take(COMMIT_EVERY_S)
            if job is not None:
                job()
            if self._written is not None:
                if job is None:
                    self._written.commit()
                self._written.report()

    def _open(self, run: StoredRun) -> None:
        self._written = run
        run.open()

    def _close(self, run: StoredRun) -> None:
        run.close()
        self._written = None

    def _stop(self) -> None:
        self._stopping = True
