"""All about files in the window, put together; and what a window closed unasked has left."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from gan_desktop.app.checkpoints import Checkpoints
from gan_desktop.app.document import Document
from gan_desktop.app.experiment import Experiment
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.session import TrainingSession
from gan_desktop.app.settings import Settings
from gan_desktop.store.share import share_string
from gan_desktop.ui.checkpoint_view import CheckpointView
from gan_desktop.ui.commands import Commands
from gan_desktop.ui.document_view import DocumentView
from gan_desktop.ui.notices import Answer, NoticeArea
from gan_desktop.ui.runs_view import RunsView
from gan_desktop.ui.sharing_view import SharingView
from gan_desktop.ui.words import translated


class FilesView(QObject):
    """The experiment's file, the clipboard, and checkpoints.

    Attributes:
        document: the file of the experiment.
        may_close: whether nothing would be lost; if not, the person is asked.
        quit: close the window, once nothing would be lost.
    """

    def __init__(
        self,
        experiment: Experiment,
        session: TrainingSession,
        settings: Settings,
        jobs: FileJobs,
        commands: Commands,
        notices: NoticeArea,
        actions: Mapping[str, QAction],
        runs: RunsView,
        window: QMainWindow,
        path: Path | None,
    ) -> None:
        super().__init__(window)
        self._experiment, self._settings, self._notices = experiment, settings, notices
        self.document = Document(experiment, settings, jobs, self)
        self._runs = runs
        checkpoints = Checkpoints(session, jobs, self)
        self._checkpoints = CheckpointView(checkpoints, commands, runs, notices, window)
        self._view = DocumentView(
            self.document, experiment, settings, commands, self._checkpoints, runs, notices,
            actions, window,
        )  # fmt: skip
        self._sharing = SharingView(experiment, self._view, notices, window)
        settings.failed.connect(self._show_settings_failed)
        if path is not None:
            self.document.adopt(path)
        self.may_close, self.quit = self._view.may_close, self._view.quit

    @property
    def slots(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "new": self._view.new,
            "open": self._view.open,
            "save": self._view.save,
            "saveAs": self._view.save_as,
            "openCheckpoint": self._view.open_checkpoint,
            "openRun": self._runs.ask_what_to_open,
            "saveRun": self._runs.ask_where_to_save,
            "saveCheckpoint": self._checkpoints.ask_where_to_save,
            "copyText": self._sharing.copy_text,
            "copyString": self._sharing.copy_string,
            "paste": self._sharing.paste,
            "closeWindow": self._view.quit,
            "quit": self._view.quit,
        }

    def begin(self) -> None:
        """The window is there: offer what the last one left."""
        left_over = self._settings.left_over
        if left_over:
            text = self.tr("The window was closed with changes that had not been saved.")
            restore = Answer(self.tr("Restore"), lambda: self._restore(left_over))
            discard = Answer(self.tr("Discard"), self._forget)
            self._notices.show_card(text, [restore, discard], name="left over")

    def end(self) -> None:
        """The window goes: changes that nobody was asked about are kept for the next one."""
        if self.document.unsaved and not self._view.given_up:
            self._settings.left_over = share_string(self._experiment.config)

    @Slot(object)
    def _show_settings_failed(self, reason: str) -> None:
        reason = translated(reason).rstrip(".")
        text = self.tr("The settings could not be saved: {reason}.").format(reason=reason)
        self._notices.show_card(text, kind="error", name="settings not saved")

    def _restore(self, text: str) -> None:
        self._forget()
        self._view.paste(text)

    def _forget(self) -> None:
        self._settings.left_over = ""
