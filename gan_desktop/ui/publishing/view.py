"""Publishing in the window: asks, runs the export, tells how far it is and what became of it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from gan_desktop.app.experiment import Experiment
from gan_desktop.app.export_process import ExportEnd, ExportProcess
from gan_desktop.app.exports.order import ExportOrder
from gan_desktop.app.exports.product import Product
from gan_desktop.app.timeline import Timeline
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.file_dialogs import ask_for_file
from gan_desktop.ui.notices import Answer, NoticeArea, Stays
from gan_desktop.ui.publishing.dialog import ExportDialog, Span
from gan_desktop.ui.publishing.paper import Paper
from gan_desktop.ui.words import translated

_NAME = "export"
_COPIED = "copied picture"
# A copied picture has so many px for each of the canvas.
COPY_SCALE = 2


class PublishingView(QObject):
    """The export of the run that is looked at, and its picture on the clipboard."""

    def __init__(
        self,
        timeline: Timeline,
        experiment: Experiment,
        canvas: Canvas,
        notices: NoticeArea,
        show_folder: Callable[[Path], None],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._timeline, self._experiment, self._canvas = timeline, experiment, canvas
        self._notices, self._window, self._show_folder = notices, window, show_folder
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(documents) or ".")
        self._process = ExportProcess(self)
        self._process.progressed.connect(self._on_progressed)
        self._process.ended.connect(self._on_ended)

    @Slot()
    def ask(self) -> None:
        """Ask what is to be made of the run that is looked at."""
        path = self._timeline.path
        if path is None:
            text = self.tr("There is no stored run yet: press Play.")
            self._notices.show_card(text, name=_NAME)
            return
        if self._process.running:
            text = self.tr("An export is under way: wait for it, or cancel it.")
            self._notices.show_card(text, name=_COPIED)
            return
        timeline = self._timeline
        span = Span(path, timeline.first_step, timeline.last_step, timeline.step)
        dialog = ExportDialog(span, self._window, self._canvas.figure.layers.choice)
        dialog.chosen.connect(self._ask_where)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def copy_picture(self) -> None:
        """Put what the canvas shows on the clipboard."""
        canvas = self._canvas
        if canvas.snapshot is None:
            text = self.tr("There is no picture to copy yet.")
            self._notices.show_card(text, name=_COPIED)
            return
        size = (COPY_SCALE * canvas.width(), COPY_SCALE * canvas.height())
        paper = Paper(self._experiment.config.display, size, canvas.view)
        paper.figure.layers.take_over(canvas.figure.layers)
        try:
            QGuiApplication.clipboard().setImage(paper.image(canvas.snapshot))
        finally:
            paper.close()
        text = self.tr("Copied the picture ({width} x {height} px).")
        text = text.format(width=f"{size[0]:,}", height=f"{size[1]:,}")
        self._notices.show_card(text, name=_COPIED)

    def close(self) -> None:
        """The window goes: what is under way is given up."""
        self._process.close()

    @Slot(object, object)
    def _ask_where(self, product: Product, order: ExportOrder) -> None:
        kinds = f"{translated(product.label)} ({' '.join(f'*{s}' for s in product.suffixes)})"
        suffix = product.suffixes[0]
        dialog = ask_for_file(
            self._window, "exportFileDialog", self.tr("Export as"),
            self._folder / f"{order.run.stem}{suffix}", kinds, suffix, saving=True,
        )  # fmt: skip
        dialog.fileSelected.connect(lambda name: self._start(product, order, Path(name)))
        dialog.open()

    def _start(self, product: Product, order: ExportOrder, path: Path) -> None:
        self._folder = path.parent
        if self._process.running:
            return
        text = self.tr("Exporting {name}…").format(name=path.name)
        cancel = Answer(self.tr("Cancel"), self._cancel, closes=False)
        # At once: torch or Qt may take a second or two to come up.
        self._notices.show_card(
            text, [cancel], name=_NAME, stays=Stays.WHILE_IT_LASTS
        ).show_progress(0, 0)
        self._process.start(replace(order, files=((product.key, path),)))

    @Slot()
    def _cancel(self) -> None:
        text = self.tr("Cancelling the export…")
        self._notices.show_card(text, name=_NAME, stays=Stays.WHILE_IT_LASTS)
        self._process.cancel()

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        for card in self._notices.cards:
            if card.name == _NAME:
                card.show_progress(done, total)

    @Slot(object)
    def _on_ended(self, end: ExportEnd) -> None:
        self._notices.dismiss(_NAME)
        if end.reason:
            text = self.tr("The export did not work: {reason}.")
            text = text.format(reason=translated(end.reason).rstrip("."))
            self._notices.show_card(text, kind="error", name=_NAME)
        for path in end.files:
            said = [self.tr("Exported {path}").format(path=path), *map(translated, end.notes)]
            show = partial(self._show_folder, path.parent)
            answer = Answer(self.tr("Show in folder"), show, closes=False)
            self._notices.show_card(
                "\n".join(said), [answer], name=f"exported {path}", stays=Stays.A_WHILE
            )
