"""`JudgingView`: between what judges and what shows it; owns the dialog."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gan_desktop.app.experiment import Experiment
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.judging import Judged, JudgingOrder, JudgingSession
from gan_desktop.app.jury_card import card
from gan_desktop.app.jury_report import report, write_report
from gan_desktop.core.verdict import Verdict
from gan_desktop.core.verdict.remedies import remedy_for
from gan_desktop.ui.file_dialogs import ask_for_file
from gan_desktop.ui.judging.dialog import JudgingDialog
from gan_desktop.ui.judging.numbers import rate_text
from gan_desktop.ui.judging.status import progress_line
from gan_desktop.ui.notices import Answer, NoticeArea, Stays
from gan_desktop.ui.palette import LIGHT, Palette
from gan_desktop.ui.panels.verdict import VerdictPanel
from gan_desktop.ui.words import translated

_JUDGED = "judged"
_SAVED = "judged saved"


class JudgingView(QObject):
    """Opens the dialog and keeps it true, also while it is closed: judging goes on.

    Signals:
        remedy_wanted(changes): new values by path.
        rerun_wanted(config, reference): train this in the window from step 0 to its end.
    """

    remedy_wanted = Signal(object)
    rerun_wanted = Signal(object, object)

    def __init__(
        self,
        session: JudgingSession,
        experiment: Experiment,
        jobs: FileJobs,
        panel: VerdictPanel,
        notices: NoticeArea,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._experiment, self._jobs = session, experiment, jobs
        self._panel, self._notices, self._window = panel, notices, window
        self._palette = LIGHT
        # Made when it is opened first: its plots take a tenth of a second.
        self._dialog: JudgingDialog | None = None
        session.state_changed.connect(self._on_state_changed)
        session.progressed.connect(self._show_progress)
        session.finished.connect(self._on_finished)
        session.failed.connect(self._on_failed)
        experiment.config_changed.connect(self._on_config_changed)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        if self._dialog is not None:
            self._dialog.set_palette(palette)

    @Slot()
    def open(self) -> None:
        """Show the dialog: for the config that is being edited, or what is being judged."""
        if self._dialog is None:
            self._dialog = self._make_dialog()
        self._notices.dismiss(_JUDGED)
        self._show_design()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def close(self) -> None:
        """The window goes, and the dialog with it."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None

    def _make_dialog(self) -> JudgingDialog:
        # A window of its own, not kept above the main one: a seed that is opened is seen there.
        dialog = JudgingDialog()
        dialog.setWindowIcon(self._window.windowIcon())
        dialog.set_palette(self._palette)
        dialog.start_wanted.connect(self._on_start)
        dialog.cancel_wanted.connect(self._session.cancel)
        dialog.remedy_wanted.connect(self._on_remedy_wanted)
        dialog.seed_wanted.connect(self._on_seed_wanted)
        dialog.save_wanted.connect(self._ask_target)
        dialog.copy_wanted.connect(self._on_copy)
        return dialog

    @Slot(object)
    def _on_remedy_wanted(self, verdict: Verdict) -> None:
        # For what is edited now: that may be another design than the one that was judged.
        remedy = remedy_for(verdict, self._experiment.config)
        if remedy is not None and remedy.changes:
            self.remedy_wanted.emit(remedy.changes)

    def _show_design(self) -> None:
        self._dialog.show_design(self._experiment.config, self._experiment.reference)

    @Slot()
    def _on_config_changed(self) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._show_design()

    @Slot(object)
    def _on_start(self, order: JudgingOrder) -> None:
        self._session.start(order)

    @Slot()
    def _on_state_changed(self) -> None:
        session = self._session
        if self._dialog is not None:
            self._dialog.show_state(running=session.running, cancelling=session.cancelling)
            self._show_design()
        self._show_progress()

    @Slot()
    def _show_progress(self) -> None:
        session = self._session
        if self._dialog is not None:
            self._dialog.show_progress(session.progress, cancelling=session.cancelling)
        text = ""
        if session.running:
            line = progress_line(session.progress, cancelling=session.cancelling, brief=True)
            text = self.tr("Judging: {progress}").format(progress=line)
        self._panel.show_judging(text)

    @Slot(object)
    def _on_finished(self, judged: Judged) -> None:
        if self._dialog is None:
            return
        self._dialog.show_result(judged, self._session.progress)
        if self._dialog.isVisible() or judged.summary is None:
            return
        if not judged.done:
            reason = next(iter(judged.summary.failures))
            text = self.tr("{name}: no seed finished, so there is no verdict. {reason}").format(
                name=judged.order.name, reason=translated(reason)
            )
            show = Answer(self.tr("Show"), self.open)
            self._notices.show_card(text, [show], kind="error", name=_JUDGED)
            return
        text = self.tr("{name} is judged: {verdict}. Every mode at the end: {rate}.").format(
            name=judged.order.name,
            verdict=translated(judged.summary.words.label),
            rate=rate_text(judged.summary),
        )
        show = Answer(self.tr("Show"), self.open)
        self._notices.show_card(text, [show], name=_JUDGED, stays=Stays.A_WHILE)

    @Slot(object)
    def _on_failed(self, reason: str) -> None:
        reason = translated(reason)
        if self._dialog is not None:
            self._dialog.show_failure(reason)
        if self._dialog is None or not self._dialog.isVisible():
            text = self.tr("The design could not be judged: {reason}").format(reason=reason)
            self._notices.show_card(text, kind="error", name=_JUDGED)

    @Slot(object)
    def _on_seed_wanted(self, seed: int) -> None:
        order = self._session.order
        if order is not None:
            self.rerun_wanted.emit(order.config_of(seed), order.reference)
            self._window.raise_()
            self._window.activateWindow()

    @Slot()
    def _on_copy(self) -> None:
        judged = self._session.judged
        if judged is not None and judged.summary is not None:
            order = judged.order
            lines = card(order.name, order.config, judged.summary, order.seeds)
            QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    @Slot()
    def _ask_target(self) -> None:
        dialog = ask_for_file(
            self._dialog, "saveResultsDialog", self.tr("Save results as"), Path("verdict.json"),
            self.tr("JSON (*.json)"), ".json", saving=True,
        )  # fmt: skip
        # The result that was on the screen when the name was asked for.
        dialog.fileSelected.connect(partial(self._save, self._session.judged))
        # Not exec: training and judging go on behind it.
        dialog.open()

    def _save(self, judged: Judged, target: str) -> None:
        path = Path(target)

        def work() -> None:
            content = report(judged.order.config, judged.summary, asked=judged.order.seeds)
            write_report(path, content)

        self._jobs.order(work, partial(self._on_saved, path), self._on_not_saved)

    def _on_saved(self, path: Path, _result: object) -> None:
        self._say(self.tr("Saved as {path}").format(path=path))

    def _on_not_saved(self, reason: str) -> None:
        self._say(self.tr("Not saved: {reason}").format(reason=translated(reason)), wrong=True)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        if self._dialog is not None:
            self._dialog.show_note(text, wrong=wrong)
