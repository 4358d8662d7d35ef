"""What an ended window has left, in the window: offered by a notice, restored, discarded."""

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow

from gan_desktop.app.experiment import Source
from gan_desktop.app.recovery import LeftOver, Recovery
from gan_desktop.ui.commands import Commands
from gan_desktop.ui.document_view import DocumentView
from gan_desktop.ui.notices import Answer, NoticeArea
from gan_desktop.ui.runs_view import RunsView
from gan_desktop.ui.words import translated

_NAME = "recovery"


class RecoveryView(QObject):
    """Offers what was kept; it is this window's to keep as soon as it is restored."""

    def __init__(
        self,
        recovery: Recovery,
        document: DocumentView,
        commands: Commands,
        runs: RunsView,
        notices: NoticeArea,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._recovery, self._document, self._commands = recovery, document, commands
        self._runs, self._notices = runs, notices
        recovery.found.connect(self._offer)
        recovery.failed.connect(self._on_failed)

    @Slot(object)
    def _offer(self, left: LeftOver) -> None:
        discard = Answer(self.tr("Discard"), partial(self._recovery.discard, left))
        if left.problem:
            text = self.tr("What was kept when GAN Desktop ended cannot be restored: {reason}")
            self._show(left, text.format(reason=translated(left.problem)), [discard], "error")
            return
        answers = []
        if left.edits is not None:
            answers.append(Answer(self.tr("Restore"), partial(self._restore, left)))
        if left.run is not None:
            text = self.tr("Go on from step {step}").format(step=f"{left.step:,}")
            answers.append(Answer(text, partial(self._go_on, left)))
        self._show(left, self._told(left), [*answers, discard], "info")

    def _told(self, left: LeftOver) -> str:
        when = f"{left.when:%Y-%m-%d %H:%M}"
        if left.edits is None:
            text = self.tr(
                "GAN Desktop ended without being closed. Its run is kept up to step {step}, "
                "stored on {when}."
            )
            return text.format(step=f"{left.step:,}", when=when)
        path = left.edits.path
        name = self.tr("an experiment") if path is None else str(path)
        text = self.tr(
            "GAN Desktop ended with changes to {name} that had not been saved. They are of {when}."
        )
        return text.format(when=when, name=name)

    def _show(self, left: LeftOver, text: str, answers: list[Answer], kind: str) -> None:
        self._notices.show_card(text, answers, kind=kind, name=f"left over {left.path}")

    def _restore(self, left: LeftOver) -> None:
        self._document.unless_unsaved(partial(self._open, left), partial(self._offer, left))

    def _open(self, left: LeftOver) -> None:
        edits = left.edits
        text = self.tr("restore what was not saved")
        self._commands.restore(edits.config, edits.reference, text, _source(left))
        self._recovery.adopt(left)

    def _go_on(self, left: LeftOver) -> None:
        offer_again = partial(self._offer, left)
        self._document.unless_unsaved(
            lambda: self._runs.go_back(
                left.run, left.step, partial(self._on_gone_back, left), offer_again
            ),
            offer_again,
        )

    def _on_gone_back(self, left: LeftOver, trainer: object) -> None:
        text = self.tr("go on from step {step}").format(step=f"{left.step:,}")
        edits = left.edits
        if edits is None:
            self._commands.go_on(trainer, text, Source())
        else:
            # What waited for a restart waits for it again; what is live is taken over now.
            self._commands.go_on(trainer, text, _source(left), edits.config, edits.reference)
        self._recovery.adopt(left)

    @Slot(object)
    def _on_failed(self, reason: str) -> None:
        text = self.tr("Changes cannot be kept for the case that GAN Desktop ends: {reason}.")
        text = text.format(reason=translated(reason).rstrip("."))
        self._notices.show_card(text, kind="error", name=_NAME)


def _source(left: LeftOver) -> Source:
    """The experiment's file, as it is now; none where it is gone."""
    return Source() if left.saved is None else Source(left.edits.path, left.saved)
