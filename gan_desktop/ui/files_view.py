"""All about files in the window, put together, and what an ended window has left."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from gan_desktop.app.checkpoints import Checkpoints
from gan_desktop.app.document import Document
from gan_desktop.app.experiment import Experiment
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.recovery import Recovery
from gan_desktop.app.session import TrainingSession
from gan_desktop.app.settings import Settings
from gan_desktop.ui.checkpoint_view import CheckpointView
from gan_desktop.ui.commands import Commands
from gan_desktop.ui.document_view import DocumentView
from gan_desktop.ui.notices import NoticeArea
from gan_desktop.ui.recovery_view import RecoveryView
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
        self._notices = notices
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
        self._recovery = Recovery(
            self.document, experiment, session, settings.recovery_folder, self
        )
        self._recovered = RecoveryView(self._recovery, self._view, commands, runs, notices, window)
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
        """The window is there: offer what others have left."""
        self._recovery.look()

    def end(self) -> None:
        """The window goes: changes that nobody was asked about are kept for the next one."""
        self._recovery.end(keep=not self._view.given_up)

    @Slot(object)
    def _show_settings_failed(self, reason: str) -> None:
        reason = translated(reason).rstrip(".")
        text = self.tr("The settings could not be saved: {reason}.").format(reason=reason)
        self._notices.show_card(text, kind="error", name="settings not saved")
