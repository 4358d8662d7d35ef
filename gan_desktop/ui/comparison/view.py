"""`ComparisonView`: owns the window "Compare designs" and what is shown in it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from gan_desktop.app.comparison.session import ComparisonSession
from gan_desktop.app.comparison.stored import StoredComparison
from gan_desktop.app.experiment import Experiment
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.settings import Settings
from gan_desktop.recording.stills import write_png
from gan_desktop.store.run_file import RUN_SUFFIX
from gan_desktop.ui.comparison.live_view import LiveView
from gan_desktop.ui.comparison.picture import comparison_picture
from gan_desktop.ui.comparison.stored_view import StoredView
from gan_desktop.ui.comparison.window import ComparisonWindow
from gan_desktop.ui.file_dialogs import ask_for_file
from gan_desktop.ui.notices import NoticeLog
from gan_desktop.ui.palette import LIGHT, Palette
from gan_desktop.ui.words import translated

_NEWS = "news"


class ComparisonView(QObject):
    """Opens the window, and goes from designs that are trained to stored runs and back.

    Attributes:
        live, stored: the two; None before the window was opened first.
    """

    def __init__(
        self,
        session: ComparisonSession,
        experiment: Experiment,
        jobs: FileJobs,
        settings: Settings,
        log: NoticeLog,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._experiment, self._jobs = session, experiment, jobs
        self._settings, self._log, self._main = settings, log, window
        self._palette = LIGHT
        self._runs = StoredComparison(self)
        # Made when it is opened first: its plots take a tenth of a second.
        self._window: ComparisonWindow | None = None
        self.live: LiveView | None = None
        self.stored: StoredView | None = None

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        if self._window is not None:
            self._window.set_palette(palette)

    @Slot()
    def open(self) -> None:
        """Show the window."""
        if self._window is None:
            self._make_window()
        self.live.begin()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def close(self) -> None:
        """The main window goes, and this one with it."""
        self._runs.close()
        if self._window is not None:
            self.live.close()
            self._window.close()
            if QApplication.activeModalWidget() is None:
                self._window.deleteLater()
                self._window = None
            # Else a dialog of it may wait in a loop of its own (Qt's "File not found"): it would be
            # deleted under that loop. The process ends soon.

    def _make_window(self) -> None:
        self._window = window = ComparisonWindow(self._log)
        window.setWindowIcon(self._main.windowIcon())
        window.set_palette(self._palette)
        self.live = LiveView(self._session, self._experiment, self._jobs, window, self)
        self.stored = StoredView(self._runs, window, self)
        self.stored.shown.connect(self.live.leave)
        window.runs_wanted.connect(self._ask_runs)
        window.designs_wanted.connect(self._show_designs)
        window.picture_wanted.connect(self._ask_picture)
        window.copy_wanted.connect(self._on_copy)

    @Slot()
    def _ask_runs(self) -> None:
        folder = self._settings.runs_folder or Path()
        dialog = ask_for_file(
            self._window, "compareRunsDialog", self.tr("Compare stored runs (two to four)"),
            folder, self.tr("Runs (*.ganrun)"), RUN_SUFFIX, saving=False,
        )  # fmt: skip
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.stored.open)
        dialog.open()

    @Slot()
    def _show_designs(self) -> None:
        self.stored.leave()
        self.live.come_back()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._window.table.as_text)

    @Slot()
    def _ask_picture(self) -> None:
        dialog = ask_for_file(
            self._window, "savePictureDialog", self.tr("Save picture"), Path("comparison.png"),
            self.tr("Pictures (*.png)"), ".png", saving=True,
        )  # fmt: skip
        dialog.fileSelected.connect(self.save_picture)
        dialog.open()

    @Slot(str)
    def save_picture(self, name: str) -> None:
        """Draw all designs as they are seen now, and write them as a PNG file."""
        frame, path = comparison_picture(self._window.stage, self._palette), Path(name)
        self._jobs.order(
            partial(write_png, path, frame), partial(self._say_saved, path), self._say_not_saved
        )

    def _say_saved(self, path: Path, _nothing: object) -> None:
        self._say(self.tr("Saved as {path}").format(path=path), "info")

    def _say_not_saved(self, reason: str) -> None:
        self._say(self.tr("Not saved: {reason}").format(reason=translated(reason)), "error")

    def _say(self, text: str, kind: str) -> None:
        if self._window is not None:
            self._window.notices.show_card(text, kind=kind, name=_NEWS)
