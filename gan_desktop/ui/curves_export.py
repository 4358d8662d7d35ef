"""Saving the curves as a file: asks where, writes in the background, tells how it went."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QWidget

from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.timeline import Timeline
from gan_desktop.core.curves_csv import write_curves
from gan_desktop.ui.file_dialogs import ask_for_file
from gan_desktop.ui.notices import NoticeArea
from gan_desktop.ui.words import translated

_NAME = "exported curves"


class CurvesExport(QObject):
    """The export of the curves that are shown: of the training, or of a stored run."""

    def __init__(
        self, timeline: Timeline, jobs: FileJobs, notices: NoticeArea, window: QWidget
    ) -> None:
        super().__init__(window)
        self._timeline, self._jobs = timeline, jobs
        self._notices, self._window = notices, window
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._path = Path(QStandardPaths.writableLocation(documents) or ".", "curves.csv")

    @Slot()
    def ask(self) -> None:
        """Ask for a file; the training goes on behind the dialog."""
        if not len(self._timeline.history):
            text = self.tr("There are no curves yet: train at least one step.")
            self._notices.show_card(text, name=_NAME)
            return
        dialog = ask_for_file(
            self._window, "exportCurvesDialog", self.tr("Export curves"), self._path,
            self.tr("Comma-separated values (*.csv)"), ".csv", saving=True,
        )  # fmt: skip
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, target: str) -> None:
        """Write what was measured up to now."""
        self._path = Path(target)
        work = partial(write_curves, self._path, self._timeline.history.curves())
        self._jobs.order(work, partial(self._show_saved, self._path), self._show_failed)

    def _show_saved(self, path: Path, rows: int) -> None:
        text = self.tr("Saved the curves as {path} (steps: {rows}).")
        text = text.format(path=path, rows=f"{rows:,}")
        self._notices.show_card(text, name=_NAME)

    def _show_failed(self, reason: str) -> None:
        reason = translated(reason).rstrip(".")
        text = self.tr("The curves could not be saved: {reason}.").format(reason=reason)
        self._notices.show_card(text, kind="error", name=_NAME)
