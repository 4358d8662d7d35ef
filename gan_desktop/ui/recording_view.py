"""What the window shows of recordings: the running one, saving, saved, left over."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices

from gan_desktop.app.experiment import Experiment
from gan_desktop.app.recorder import Kept, NotSaved, Recorder, RecorderState, Saved
from gan_desktop.app.settings import Settings
from gan_desktop.core.snapshot import Snapshot, View
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.file_dialogs import ask_for_file
from gan_desktop.ui.frames import FramePainter
from gan_desktop.ui.notices import Answer, NoticeArea, Stays
from gan_desktop.ui.palette import Palette
from gan_desktop.ui.words import translated

REFRESH_MS = 250
_SAVING = "saving"
_PROBLEM = "recording problem"


def size_text(size: int) -> str:
    """Bytes as kB or MB."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"


class RecordingView(QObject):
    """Draws the frames that a save asks for, and talks to the person about recordings.

    Args:
        recorder, settings, experiment, canvas, notices: what it works with.
        label: says what is recorded.
        mark: says for how long it has recorded, behind the button.
        place: shows and hides the mark.
    """

    def __init__(
        self,
        recorder: Recorder,
        settings: Settings,
        experiment: Experiment,
        canvas: Canvas,
        notices: NoticeArea,
        label: ElidedLabel,
        mark: ElidedLabel,
        place: QAction,
    ) -> None:
        super().__init__(canvas)
        self._recorder, self._settings = recorder, settings
        self._experiment, self._canvas = experiment, canvas
        self._notices, self._label, self._mark = notices, label, mark
        # In a toolbar it is the action that is shown and hidden, not the widget.
        self._place = place
        place.setVisible(False)
        self._palette: Palette | None = None
        self._painter: FramePainter | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._show_progress)
        recorder.state_changed.connect(self._on_state_changed)
        recorder.saving_changed.connect(self._on_saving_changed)
        recorder.progressed.connect(self._on_progressed)
        recorder.frame_wanted.connect(self._on_frame_wanted)
        recorder.saved.connect(self._on_saved)
        recorder.not_saved.connect(self._on_not_saved)
        recorder.found.connect(self._on_found)
        recorder.moved.connect(self._on_moved)
        recorder.failed.connect(self._on_failed)
        canvas.view_changed.connect(self._on_view_changed)

    def set_palette(self, palette: Palette) -> None:
        """Colours of the frames drawn from now on."""
        self._palette = palette

    @Slot()
    def _on_view_changed(self) -> None:
        self._recorder.set_view(self._canvas.view)

    @Slot()
    def _on_state_changed(self) -> None:
        if self._recorder.state is RecorderState.IDLE:
            self._timer.stop()
        else:
            self._timer.start()
        self._show_progress()

    @Slot()
    def _show_progress(self) -> None:
        recorder = self._recorder
        recording = recorder.state is not RecorderState.IDLE
        self._place.setVisible(recording)
        self._label.setVisible(recording)
        if recording:
            minutes, seconds = divmod(int(recorder.seconds), 60)
            time = f"{minutes:02d}:{seconds:02d}"
            self._mark.setText(self.tr("● REC {time}").format(time=time))
            text = self.tr("● REC {time} · frames: {frames} · {size}")
            self._label.setText(
                text.format(
                    time=time,
                    frames=f"{recorder.frames:,}",
                    size=size_text(recorder.size),
                )
            )

    @Slot()
    def _on_saving_changed(self) -> None:
        self._close_painter()
        if self._recorder.saving:
            cancel = Answer(self.tr("Cancel"), self._recorder.cancel_saving)
            self._notices.show_card(
                self.tr("Saving the recording…"), [cancel], name=_SAVING, stays=Stays.WHILE_IT_LASTS
            )
        else:
            self._notices.dismiss(_SAVING)

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        for card in self._notices.cards:
            if card.name == _SAVING:
                card.show_progress(done, total)

    @Slot(object, object)
    def _on_frame_wanted(self, snapshot: Snapshot, view: View) -> None:
        try:
            if self._painter is None:
                self._painter = FramePainter(
                    self._settings.frame_size, self._palette, self._experiment.config.display,
                    self._canvas.figure.layers.choice,
                )  # fmt: skip
            frame = self._painter.frame(snapshot, view)
        except Exception:
            # The recording thread waits for it: let it go before the error is reported.
            self._recorder.cancel_saving()
            raise
        self._recorder.deliver(frame)

    @Slot(object)
    def _on_saved(self, saved: Saved) -> None:
        path = Path(saved.path)
        text = self.tr("Saved {path} (frames: {frames}, {size})").format(
            path=path, frames=f"{saved.frames:,}", size=size_text(saved.size)
        )
        buttons = [
            # They stay until the file is elsewhere: a dialog may be cancelled, a move may fail.
            Answer(self.tr("Save as…"), lambda: self._ask_target(path), closes=False),
            Answer(self.tr("Show"), lambda: self.show_folder(path.parent), closes=False),
            Answer(self.tr("Discard"), lambda: self._recorder.discard(str(path))),
        ]
        self._notices.dismiss(_PROBLEM)
        self._notices.show_card(text, buttons, name=f"saved {path}", stays=Stays.A_WHILE)

    @Slot(object)
    def _on_not_saved(self, not_saved: NotSaved) -> None:
        if not_saved.reason:
            text = self.tr("The recording could not be saved: {reason}. It is kept.")
            self._offer(
                text.format(reason=translated(not_saved.reason).rstrip(".")),
                not_saved.spool,
                "error",
            )
        else:
            self._offer(self.tr("Saving was cancelled; the recording is kept."), not_saved.spool)

    @Slot(object)
    def _on_found(self, kept: Kept) -> None:
        text = self.tr("A recording of {when} was not saved (frames: {frames}).")
        self._offer(text.format(when=kept.when, frames=f"{kept.frames:,}"), kept.spool)

    def _offer(self, text: str, spool: str, kind: str = "info") -> None:
        buttons = [
            Answer(self.tr("Save"), lambda: self._recorder.save(spool)),
            Answer(self.tr("Discard"), lambda: self._recorder.discard_spool(spool)),
        ]
        self._notices.show_card(text, buttons, kind=kind, name=f"kept {spool}")

    @Slot(str, str)
    def _on_moved(self, old: str, new: str) -> None:
        self._notices.dismiss(f"saved {old}")
        self._notices.show_card(self.tr("Saved as {path}").format(path=new))

    @Slot(object)
    def _on_failed(self, reason: str) -> None:
        text = self.tr("Recording: {reason}").format(reason=translated(reason))
        self._notices.show_card(text, kind="error", name=_PROBLEM)

    def show_folder(self, folder: Path) -> None:
        """Open a folder in the file manager, or say where it is."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            text = self.tr("No file manager could be opened. The folder is {folder}")
            self._notices.show_card(text.format(folder=folder))

    def _ask_target(self, path: Path) -> None:
        dialog = ask_for_file(
            self._canvas.window(), "saveRecordingDialog", self.tr("Save recording as"), path,
            self.tr("Animated GIF (*.gif)"), ".gif", saving=True,
        )  # fmt: skip
        dialog.fileSelected.connect(lambda target: self._recorder.move(str(path), target))
        # Not exec: training, drawing and recording go on behind it.
        dialog.open()

    def _close_painter(self) -> None:
        if self._painter is not None:
            self._painter.close()
            self._painter = None
