"""`Recovery`: keeps what is not saved on the disk, and finds what an ended process has kept."""

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from secrets import token_hex

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gan_desktop.app.document import Document
from gan_desktop.app.experiment import Experiment
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.process_identity import lives, this_machine, this_process
from gan_desktop.app.recordings import ORPHAN_AGE_S
from gan_desktop.app.session import TrainingSession
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import PART_SUFFIX, sentence
from gan_desktop.core.words import told
from gan_desktop.store.experiment_file import load_experiment
from gan_desktop.store.recovery_file import (
    RECOVERY_SUFFIX,
    Edits,
    Unsaved,
    load_recovery,
    save_recovery,
)
from gan_desktop.store.run_file import RunReader

# From the first edit that is not on the disk yet; the promise is 5 s.
DELAY_MS = 2000


@dataclass(frozen=True)
class LeftOver:
    """What an ended process has kept.

    Attributes:
        path: the recovery file.
        when: the edits were kept; the last of the run was stored, where there are none.
        edits: the experiment that was not saved, None when it was.
        saved: what is in the experiment's file now, None where there is none.
        run: the run that trained, None when none did, or it is not there any more.
        step: the last step of that run that is stored.
        problem: one sentence, where the file cannot be read.
    """

    path: Path
    when: datetime
    edits: Edits | None = None
    saved: ExperimentConfig | None = None
    run: Path | None = None
    step: int = 0
    problem: str = ""


class Recovery(QObject):
    """Writes the recovery file of this window, within 5 s of an edit, on a thread of its own.

    The file mirrors what there is to lose: edits that are not saved, and the run that trains. It
    goes when nothing is. What a crashed process has left stays until it is answered, however often
    this one crashes before.

    Signals:
        found(LeftOver): something is there to be offered.
        failed(reason): the recovery file cannot be written, or one not be removed.
    """

    found = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        experiment: Experiment,
        session: TrainingSession,
        folder: Path | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._experiment, self._session = document, experiment, session
        self._folder = folder
        self._machine, self._process = this_machine(), this_process()
        # Several windows of a process have a file each.
        name = f"{self._process.partition(' ')[0]}-{token_hex(4)}{RECOVERY_SUFFIX}"
        self._path = None if folder is None else folder / name
        # Not the thread of the other files: a long job there would keep it waiting.
        self._jobs = FileJobs(self, "recovery")
        # What is in the file; None while there is none, nothing in it while that is not known.
        self._kept: tuple[Edits | None, Path | None] | None = None
        self._run: Path | None = None
        self._adopted: list[Path] = []
        self._told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._write)
        document.changed.connect(self._on_changed)
        session.stored.connect(self._on_stored)
        session.run_started.connect(self._on_run_started)

    def look(self) -> None:
        """Look for what ended processes have kept; `found` tells of each."""
        if self._folder is not None:
            work = partial(_left_overs, self._folder, self._machine)
            self._jobs.order(work, self._on_looked, self._on_failed)

    def discard(self, left: LeftOver) -> None:
        """Remove what was left: the person does not want it."""
        self._jobs.order(partial(_remove, [left.path]), _ignore, self._on_failed)

    def adopt(self, left: LeftOver) -> None:
        """Take it over: its file is removed as soon as this window's own file holds its content."""
        self._adopted.append(left.path)
        self._on_changed()

    def end(self, *, keep: bool) -> None:
        """The window goes; the thread is ended.

        Args:
            keep: whether edits are left to the next window, since nobody could be asked.
        """
        self._timer.stop()
        if keep and self._document.unsaved:
            self._order_write(replace(self._unsaved, owner="", run=None))
        else:
            self._forget()
        self._jobs.close()

    @property
    def _at_stake(self) -> tuple[Edits | None, Path | None]:
        edits = None
        if self._document.unsaved:
            experiment = self._experiment
            edits = Edits(experiment.config, experiment.reference, experiment.source.path)
        return edits, self._run

    @property
    def _unsaved(self) -> Unsaved:
        return Unsaved(self._process, self._machine, datetime.now(), *self._at_stake)

    @Slot()
    def _on_changed(self) -> None:
        at_stake = self._at_stake
        if at_stake == (None, None):
            self._timer.stop()
            self._forget()
        elif (at_stake != self._kept or self._adopted) and not self._timer.isActive():
            # Not begun anew with each edit: a drag would put it off for as long as it lasts.
            self._timer.start()

    @Slot(int)
    def _on_stored(self, snapshots: int) -> None:
        # The first one is there before anything is trained.
        if snapshots > 1 and self._run != self._session.run_path:
            self._run = self._session.run_path
            self._on_changed()

    @Slot()
    def _on_run_started(self) -> None:
        self._run = None
        self._on_changed()

    @Slot()
    def _write(self) -> None:
        self._order_write(self._unsaved)

    def _order_write(self, unsaved: Unsaved) -> None:
        if self._path is None:
            return
        self._kept = (unsaved.edits, unsaved.run)
        adopted, self._adopted = self._adopted, []
        work = partial(_write, self._path, unsaved, adopted)
        self._jobs.order(work, self._on_written, partial(self._on_not_written, adopted))

    def _forget(self) -> None:
        """Nothing is at stake: the file goes, and what was taken over with it."""
        if self._path is None or (self._kept is None and not self._adopted):
            return
        self._kept = None
        paths, self._adopted = [self._path, *self._adopted], []
        self._jobs.order(partial(_remove, paths), _ignore, self._on_failed)

    def _on_written(self, _nothing: None) -> None:
        self._told = False

    def _on_not_written(self, adopted: list[Path], reason: str) -> None:
        # Tried again with the next edit; told of once, not with every one.
        self._kept = (None, None)
        self._adopted += adopted
        if not self._told:
            self._told = True
            self.failed.emit(reason)

    def _on_looked(self, lefts: list[LeftOver]) -> None:
        for left in lefts:
            self.found.emit(left)

    def _on_failed(self, reason: str) -> None:
        self.failed.emit(reason)


def _ignore(_nothing: None) -> None:
    """Take no notice of a result that nobody waits for."""


def _write(path: Path, unsaved: Unsaved, adopted: list[Path]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_recovery(path, unsaved)
    _remove(adopted)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _left_overs(folder: Path, machine: str) -> list[LeftOver]:
    """Recovery files of this machine whose processes have ended, oldest first."""
    _sweep(folder)
    found = [_left_over(path, machine) for path in folder.glob(f"*{RECOVERY_SUFFIX}")]
    return sorted((left for left in found if left is not None), key=lambda left: left.when)


def _left_over(path: Path, machine: str) -> LeftOver | None:
    try:
        when = datetime.fromtimestamp(path.stat().st_mtime)
        unsaved = load_recovery(path)
    except FileNotFoundError:
        # Another window has answered it meanwhile.
        return None
    except OSError as error:
        return LeftOver(path, datetime.now(), problem=sentence(error))
    except InvalidValueError as error:
        return LeftOver(path, when, problem=told(error))
    if unsaved.machine != machine or (unsaved.owner and lives(unsaved.owner)):
        return None
    edits, saved = unsaved.edits, None
    if edits is not None and edits.path is not None:
        with suppress(InvalidValueError):
            saved = load_experiment(edits.path)
    if edits is not None and edits.config == saved:
        # It was saved in the last moment.
        edits = None
    step = None
    if unsaved.run is not None:
        stored = _last_written(unsaved.run)  # before it is opened
        step = _last_step(unsaved.run)
        if edits is None and stored is not None:
            when = stored
    if edits is None and step is None:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return None
    run = None if step is None else unsaved.run
    return LeftOver(path, when, edits, saved, run, step or 0)


def _last_written(run: Path) -> datetime | None:
    """When a run was last written to: its file, or SQLite's log beside it."""
    times = []
    for path in (run, Path(f"{run}-wal")):
        with suppress(OSError):
            times.append(path.stat().st_mtime)
    return datetime.fromtimestamp(max(times)) if times else None


def _last_step(run: Path) -> int | None:
    """The last stored step of a run; None where there is nothing to go on from."""
    with suppress(OSError, InvalidValueError), RunReader.open(run) as reader:
        if len(reader) and reader.steps[-1] > reader.first_step:
            return int(reader.steps[-1])
    return None


def _sweep(folder: Path) -> None:
    """Remove what a write that was killed long ago has left."""
    now = time.time()
    for part in folder.glob(f".*{RECOVERY_SUFFIX}.*{PART_SUFFIX}"):
        with suppress(OSError):
            if now - part.stat().st_mtime > ORPHAN_AGE_S:
                part.unlink()
