"""Stored runs in the window: open one, save the present one, go on from a moment of it."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from gan_desktop.app.branching import Branch, branch_at
from gan_desktop.app.checkpoint_files import write_checkpoint
from gan_desktop.app.experiment import Source
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.run_reading import Moment
from gan_desktop.app.runs_in_use import HeldRun
from gan_desktop.app.settings import Settings
from gan_desktop.app.timeline import Timeline
from gan_desktop.store.run_file import RUN_SUFFIX
from gan_desktop.store.run_file.copying import copy_run
from gan_desktop.ui.commands import Commands
from gan_desktop.ui.file_dialogs import ask_for_file
from gan_desktop.ui.notices import Answer, NoticeArea, Stays
from gan_desktop.ui.words import translated

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

_NAME = "runs"


class RunsView(QObject):
    """Dialogs, progress and answers about stored runs.

    What takes long tells how far it is and can be cancelled; one such job at a time.
    """

    _progressed = Signal(int, int)

    def __init__(
        self,
        timeline: Timeline,
        commands: Commands,
        jobs: FileJobs,
        settings: Settings,
        notices: NoticeArea,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._timeline, self._commands, self._jobs = timeline, commands, jobs
        self._notices, self._window = notices, window
        self._cancel: threading.Event | None = None
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(documents) or ".")
        # Until the person has been elsewhere: where every run of the window is stored.
        self._opened_in = settings.runs_folder or self._folder
        # From the files' thread: a signal finds its way to this one.
        self._progressed.connect(self._on_progressed)

    @property
    def busy(self) -> bool:
        """Whether a branch or a copy is under way."""
        return self._cancel is not None

    @Slot()
    def ask_what_to_open(self) -> None:
        """Ask for a run and look at it."""
        dialog = self._dialog("openRunDialog", self.tr("Open run"), self._opened_in, saving=False)
        dialog.fileSelected.connect(self.open)
        dialog.open()

    @Slot(str)
    def open(self, path: str) -> None:
        """Look at a run in a file."""
        self._opened_in = Path(path).parent
        self._timeline.open(Path(path))

    @Slot()
    def ask_where_to_save(self) -> None:
        """Ask where a copy of the run that is looked at is to go."""
        source = self._timeline.path
        if source is None:
            self._tell(self.tr("There is no stored run yet: press Play."))
            return
        proposal = self._folder / f"run{RUN_SUFFIX}"
        dialog = self._dialog("saveRunDialog", self.tr("Save run as"), proposal, saving=True)
        dialog.fileSelected.connect(partial(self._save, source))
        dialog.open()

    @Slot()
    def branch(self) -> None:
        """Begin a new run that goes on from the moment that is looked at."""
        moment = self._timeline.moment
        if moment is None or self.busy:
            return
        self._timeline.stop()
        step = moment.snapshot.step
        text = self.tr("branch at step {step}").format(step=f"{step:,}")
        self.go_back(
            moment.path, step, lambda trainer: self._commands.go_on(trainer, text, Source())
        )

    def go_back(
        self,
        path: Path,
        step: int,
        go_on: Callable[["GanTrainer"], None],
        given_up: Callable[[], None] = lambda: None,
    ) -> None:
        """Restore the trainer at a step of a stored run; does nothing while another job runs.

        Args:
            path: where the run is stored.
            step: to go on from.
            go_on: called with the trainer.
            given_up: called when there is none: it was cancelled, or is not possible.
        """
        if self.busy:
            given_up()
            return

        def failed(reason: str) -> None:
            self._on_failed(reason)
            given_up()

        def done(branch: Branch | None) -> None:
            self._end()
            if branch is None:
                given_up()
            else:
                go_on(branch.trainer)
                self._tell_branched(step, branch)

        cancel = self._begin(self.tr("Going back to step {step}…").format(step=f"{step:,}"))
        self._jobs.order(
            partial(_branched, path, step, cancel, self._progressed.emit), done, failed
        )

    @property
    def moment(self) -> Moment | None:
        """The stored moment that is looked at; None for the present."""
        return self._timeline.moment

    def save_checkpoint(self, moment: Moment, name: str) -> None:
        """Write the state that a run had at a stored moment; it is trained up to there again."""
        if self.busy:
            return
        step = moment.snapshot.step
        cancel = self._begin(self.tr("Going back to step {step}…").format(step=f"{step:,}"))
        work = partial(_saved_state, moment.path, step, name, cancel, self._progressed.emit)
        self._jobs.order(work, partial(self._on_state_saved, step, name), self._on_failed)

    def close(self) -> None:
        """The window goes: nobody waits for what is under way."""
        if self._cancel is not None:
            self._cancel.set()

    def _save(self, source: Path, name: str) -> None:
        target = Path(name)
        self._folder = target.parent
        if self.busy:
            return
        cancel = self._begin(self.tr("Saving the run…"))
        work = partial(copy_run, source, target, self._progressed.emit, cancel.is_set)
        self._jobs.order(work, partial(self._on_saved, target), self._on_failed)

    def _begin(self, text: str) -> threading.Event:
        self._cancel = cancel = threading.Event()
        answer = Answer(self.tr("Cancel"), cancel.set)
        self._notices.show_card(text, [answer], name=_NAME, stays=Stays.WHILE_IT_LASTS)
        return cancel

    def _end(self) -> None:
        self._cancel = None
        self._notices.dismiss(_NAME)

    def _tell_branched(self, step: int, branch: Branch) -> None:
        told = self.tr("A new run from step {step}: change what you like, then Play.")
        if branch.exact is False:
            told = self.tr(
                "A new run from step {step}. Its points are not exactly the stored ones: what led "
                "there could not be repeated bit for bit (another machine, another version of "
                "PyTorch, or a step that had failed)."
            )
        self._tell(told.format(step=f"{step:,}"))

    def _on_saved(self, target: Path, saved: bool) -> None:
        self._end()
        if saved:
            self._tell(self.tr("Saved {path}").format(path=str(target)))

    def _on_state_saved(self, step: int, name: str, reason: str | None) -> None:
        if reason:
            self._on_failed(reason)
            return
        self._end()
        if reason is not None:
            text = self.tr("Saved step {step} as {path}")
            self._tell(text.format(step=f"{step:,}", path=name))

    def _on_failed(self, reason: str) -> None:
        self._end()
        self._tell(translated(reason), "error")

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        for card in self._notices.cards:
            if card.name == _NAME:
                card.show_progress(done, total)

    def _tell(self, text: str, kind: str = "info") -> None:
        self._notices.show_card(text, kind=kind, name=_NAME)

    def _dialog(self, name: str, title: str, path: Path, saving: bool) -> object:
        kinds = self.tr("Run (*.ganrun)")
        return ask_for_file(self._window, name, title, path, kinds, RUN_SUFFIX, saving)


def _branched(
    path: Path, step: int, cancel: threading.Event, tell: Callable[[int, int], None]
) -> Branch | None:
    """On the files' thread."""
    with HeldRun.open(path) as run:
        return branch_at(
            run, step, cancelled=cancel.is_set, progressed=lambda done: tell(done, step)
        )


def _saved_state(
    path: Path, step: int, name: str, cancel: threading.Event, tell: Callable[[int, int], None]
) -> str | None:
    """On the files' thread: "" or why it was not written; None when it was cancelled."""
    branch = _branched(path, step, cancel, tell)
    return None if branch is None else write_checkpoint(name, branch.trainer)
