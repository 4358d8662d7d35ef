"""What the window shows of the experiment's file: title, dialogs, recent files, questions."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMenu, QMessageBox, QWidget

from gan_desktop.app.checkpoints import SUFFIX as CHECKPOINT_SUFFIX
from gan_desktop.app.document import Document
from gan_desktop.app.experiment import Experiment, Source
from gan_desktop.app.settings import Settings
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.presets import DEFAULT_PRESET, load_preset, presets
from gan_desktop.store.experiment_file import SUFFIX
from gan_desktop.store.run_file import RUN_SUFFIX
from gan_desktop.ui.checkpoint_view import CheckpointView
from gan_desktop.ui.commands import Commands
from gan_desktop.ui.editors import commit_typing
from gan_desktop.ui.file_dialogs import ask_for_file
from gan_desktop.ui.keys import closes_by_key
from gan_desktop.ui.notices import NoticeArea
from gan_desktop.ui.runs_view import RunsView
from gan_desktop.ui.words import translated

_NAME = "document"
_ANSWERS = QMessageBox.StandardButton


class DocumentView(QObject):
    """Opens and saves, and asks before edits that are not saved would be lost.

    Attributes:
        given_up: the person closes the window and wants the changes to go with it.
    """

    def __init__(
        self,
        document: Document,
        experiment: Experiment,
        settings: Settings,
        commands: Commands,
        checkpoints: CheckpointView,
        runs: RunsView,
        notices: NoticeArea,
        actions: Mapping[str, QAction],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._document, self._experiment, self._settings = document, experiment, settings
        self._commands, self._checkpoints, self._notices = commands, checkpoints, notices
        self._runs = runs
        self._window = window
        self._question: QMessageBox | None = None
        self.given_up = False
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(documents) or ".")
        self._build_recent_menu(actions)
        document.changed.connect(self.show_title)
        document.loaded.connect(self._on_loaded)
        document.saved.connect(self._on_saved)
        document.failed.connect(self._on_failed)
        document.gone.connect(self._on_gone)
        for widget in window.findChildren(QWidget):
            # The window takes what is dropped, wherever on it that is.
            widget.setAcceptDrops(False)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self.show_title()

    @Slot()
    def show_title(self) -> None:
        """Whose experiment it is, and whether there is something to save."""
        path, reference = self._document.path, self._experiment.reference
        if path is not None:
            name = path.name
        else:
            names = [p.label for p in presets().values() if p.config == reference]
            name = translated(names[0]) if names else self.tr("experiment")
        changed = "*" if self._document.unsaved else ""
        title = self.tr("{name}{changed} – GAN Desktop").format(name=name, changed=changed)
        if title != self._window.windowTitle():
            self._window.setWindowTitle(title)

    @Slot()
    def new(self) -> None:
        """The first preset, without a file."""
        self.unless_unsaved(
            lambda: self._commands.open_config(
                load_preset(DEFAULT_PRESET), self.tr("new experiment"), Source()
            )
        )

    @Slot()
    def open(self) -> None:
        """Ask for a file and open it."""
        self.unless_unsaved(self._ask_what_to_open)

    @Slot()
    def open_checkpoint(self) -> None:
        """Ask for a checkpoint and go on from it."""
        self.unless_unsaved(self._checkpoints.ask_what_to_open)

    @Slot()
    def save(self) -> None:
        """To its file, or to one that is asked for."""
        self._save()

    @Slot()
    def save_as(self) -> None:
        """To another file."""
        commit_typing(self._window)
        self._ask_where_to_save()

    @Slot()
    def quit(self) -> None:
        """Close the window, unless there is something to save."""
        if self.may_close():
            self._window.close()

    def may_close(self) -> bool:
        """Whether nothing would be lost; if not, the person is asked and the window closed then."""
        commit_typing(self._window)
        if not self._document.unsaved:
            return True
        self.unless_unsaved(self._close)
        return False

    def open_path(self, path: Path) -> None:
        """Open a file, unless there is something to save."""
        self.unless_unsaved(partial(self._document.load, path))

    def paste(self, text: str) -> None:
        """Open what a text describes, unless there is something to save."""
        self.unless_unsaved(partial(self._document.paste, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: files that are dragged onto the window."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            urls = event.mimeData().urls()
            path = Path(urls[0].toLocalFile()) if len(urls) == 1 else Path()
            if path.suffix.lower() in (SUFFIX, CHECKPOINT_SUFFIX, RUN_SUFFIX):
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self._open_dropped(path)
                return True
        return super().eventFilter(watched, event)

    def _open_dropped(self, path: Path) -> None:
        if path.suffix.lower() == SUFFIX:
            self.open_path(path)
        elif path.suffix.lower() == RUN_SUFFIX:
            # To look at it: the experiment stays as it is.
            self._runs.open(str(path))
        else:
            self.unless_unsaved(partial(self._checkpoints.load, str(path)))

    def _close(self) -> None:
        self.given_up = True
        # Not asked again: only the person's own closing is.
        self._window.close()

    def unless_unsaved(
        self, action: Callable[[], None], otherwise: Callable[[], None] = lambda: None
    ) -> None:
        """Do it at once, or when the person has said what becomes of the edits.

        Args:
            action: what would replace them.
            otherwise: called when it is not done: the person cancels, or the edits are not saved.
        """
        commit_typing(self._window)
        if not self._document.unsaved:
            action()
            return
        if self._question is not None:
            self._question.raise_()
            otherwise()
            return
        box = self._question = QMessageBox(self._window)
        box.setObjectName("unsavedBox")
        closes_by_key(box)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Unsaved changes"))
        path = self._document.path
        name = self.tr("this experiment") if path is None else path.name
        box.setText(self.tr("Save the changes to {name}?").format(name=name))
        box.setStandardButtons(_ANSWERS.Save | _ANSWERS.Discard | _ANSWERS.Cancel)
        box.setDefaultButton(_ANSWERS.Save)
        box.finished.connect(partial(self._on_answered, action, otherwise))
        # Not exec: the training and its pictures go on behind it.
        box.open()

    def _on_answered(
        self, action: Callable[[], None], otherwise: Callable[[], None], answer: int
    ) -> None:
        if self._question is None:
            # A double click answers twice: its second half finds the box that has just been hidden.
            return
        self._question.deleteLater()
        self._question = None
        if answer == _ANSWERS.Save:
            self._save(action, otherwise)
        elif answer == _ANSWERS.Discard:
            action()
        else:
            otherwise()

    def _save(
        self, then: Callable[[], None] | None = None, otherwise: Callable[[], None] | None = None
    ) -> None:
        commit_typing(self._window)
        path = self._document.path
        if path is None:
            self._ask_where_to_save(then, otherwise)
        else:
            self._document.save(path, then, otherwise)

    def _ask_where_to_save(
        self, then: Callable[[], None] | None = None, otherwise: Callable[[], None] | None = None
    ) -> None:
        path = self._document.path or self._folder / f"experiment{SUFFIX}"
        dialog = self._dialog("saveDialog", self.tr("Save experiment as"), path)
        dialog.fileSelected.connect(lambda name: self._document.save(Path(name), then, otherwise))
        if otherwise is not None:
            dialog.rejected.connect(otherwise)
        dialog.open()

    def _ask_what_to_open(self) -> None:
        path = self._document.path or self._folder
        dialog = self._dialog("openDialog", self.tr("Open experiment"), path, saving=False)
        dialog.fileSelected.connect(lambda name: self._document.load(Path(name)))
        dialog.open()

    def _dialog(self, name: str, title: str, path: Path, saving: bool = True) -> QFileDialog:
        kinds = self.tr("Experiment (*.toml)")
        return ask_for_file(self._window, name, title, path, kinds, SUFFIX, saving)

    def _build_recent_menu(self, actions: Mapping[str, QAction]) -> None:
        self._recent = QMenu(self.tr("Open recent"), self._window)
        self._recent.setObjectName("recentMenu")
        self._recent.setToolTipsVisible(True)
        tip = self.tr("Experiments that were opened or saved lately")
        self._recent.menuAction().setToolTip(tip)
        menus = [m for m in actions["save"].associatedObjects() if isinstance(m, QMenu)]
        menus[0].insertMenu(actions["save"], self._recent)
        self._settings.changed.connect(self._fill_recent_menu)
        self._fill_recent_menu()

    @Slot()
    def _fill_recent_menu(self) -> None:
        paths = self._settings.recent_files
        if [action.data() for action in self._recent.actions()] == [str(path) for path in paths]:
            return
        self._recent.clear()
        self._recent.setEnabled(bool(paths))
        for number, path in enumerate(paths, 1):
            name = path.name.replace("&", "&&")
            action = self._recent.addAction(f"&{number}  {name}")
            action.setData(str(path))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self.open_path(path))

    @Slot(object, object)
    def _on_loaded(self, config: ExperimentConfig, source: Source) -> None:
        name = self.tr("pasted experiment") if source.path is None else source.path.name
        self._notices.dismiss(_NAME)
        self._commands.open_config(config, self.tr("open {preset}").format(preset=name), source)

    @Slot(str)
    def _on_saved(self, path: str) -> None:
        self._folder = Path(path).parent
        text = self.tr("Saved {path}").format(path=path)
        self._notices.show_card(text, name=_NAME)

    @Slot(object)
    def _on_failed(self, reason: str) -> None:
        self._notices.show_card(translated(reason), kind="error", name=_NAME)

    @Slot(str)
    def _on_gone(self, path: str) -> None:
        text = self.tr("{path} is not there any more.").format(path=path)
        self._notices.show_card(text, kind="error", name=_NAME)
