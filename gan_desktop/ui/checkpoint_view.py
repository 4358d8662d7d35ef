"""What the window shows of checkpoints: dialogs and how it went."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QWidget

from gan_desktop.app.checkpoints import SUFFIX, Checkpoints
from gan_desktop.app.experiment import Source
from gan_desktop.ui.commands import Commands
from gan_desktop.ui.file_dialogs import ask_for_file
from gan_desktop.ui.notices import NoticeArea
from gan_desktop.ui.runs_view import RunsView
from gan_desktop.ui.words import translated

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

_NAME = "checkpoint"


class CheckpointView(QObject):
    """Saves the training as it stands, and goes on from where one stood."""

    def __init__(
        self,
        checkpoints: Checkpoints,
        commands: Commands,
        runs: RunsView,
        notices: NoticeArea,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._runs = runs
        self._checkpoints, self._commands = checkpoints, commands
        self._notices, self._window = notices, window
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._path = Path(QStandardPaths.writableLocation(documents) or ".", f"run{SUFFIX}")
        checkpoints.loaded.connect(self._on_loaded)
        checkpoints.saved.connect(self._on_saved)
        checkpoints.failed.connect(self._on_failed)

    @Slot()
    def ask_what_to_open(self) -> None:
        """Ask for a checkpoint and go on from it."""
        self._ask("openCheckpointDialog", self.tr("Open checkpoint"), self.load, saving=False)

    @Slot()
    def ask_where_to_save(self) -> None:
        """Ask where the state is to go.

        It is that of the moment that is looked at; in the present, that of the moment of the
        answer.
        """
        moment, title, answer = self._runs.moment, self.tr("Save checkpoint as"), self.save
        if moment is not None:
            step = f"{moment.snapshot.step:,}"
            title = self.tr("Save checkpoint of step {step} as").format(step=step)
            answer = partial(self._runs.save_checkpoint, moment)
        self._ask("saveCheckpointDialog", title, answer, saving=True)

    @Slot(str)
    def load(self, path: str) -> None:
        """Go on from a checkpoint."""
        self._path = Path(path)
        self._checkpoints.load(self._path)

    @Slot(str)
    def save(self, path: str) -> None:
        """Save the training as it stands."""
        self._path = Path(path)
        self._checkpoints.save(self._path)

    def _ask(self, name: str, title: str, answer: object, saving: bool) -> None:
        kinds = self.tr("Checkpoint (*.pt)")
        dialog = ask_for_file(self._window, name, title, self._path, kinds, SUFFIX, saving)
        dialog.fileSelected.connect(answer)
        dialog.open()

    @Slot(str, object)
    def _on_loaded(self, path: str, trainer: "GanTrainer") -> None:
        name = Path(path).name
        self._notices.dismiss(_NAME)
        self._commands.go_on(trainer, self.tr("open {preset}").format(preset=name), Source())
        text = self.tr("{name} goes on at step {step}.")
        text = text.format(name=name, step=f"{trainer.steps_done:,}")
        self._notices.show_card(text, name=_NAME)

    @Slot(str)
    def _on_saved(self, path: str) -> None:
        text = self.tr("Saved {path}").format(path=path)
        self._notices.show_card(text, name=_NAME)

    @Slot(object)
    def _on_failed(self, reason: str) -> None:
        self._notices.show_card(translated(reason), kind="error", name=_NAME)
