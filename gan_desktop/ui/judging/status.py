"""How far judging is: a bar, and a line in words."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from gan_desktop.app.judging import Judged, JudgingProgress
from gan_desktop.core.words import counted
from gan_desktop.ui.judging.numbers import some_seeds, time_text
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.words import translated

# Finer than per cent: a long judging moves slowly, and is seen to move.
PARTS = 1000


class JudgingStatus(QWidget):
    """Bar and line."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setObjectName("judgingBar")
        self._bar.setAccessibleName(self.tr("Progress of all seeds"))
        self._bar.setRange(0, PARTS)
        self._bar.setTextVisible(False)
        self._line = QLabel()
        self._line.setObjectName("judgingLine")
        self._line.setWordWrap(True)
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._bar)
        column.addWidget(self._line)
        column.addWidget(self._error)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing was started yet."""
        self._bar.setValue(0)
        self._say(self.tr("One run proves little: chance decides much. Several seeds tell."))

    def show_progress(self, progress: JudgingProgress | None, *, cancelling: bool) -> None:
        """How far it is."""
        share = 0.0 if progress is None else progress.jury.share
        self._bar.setValue(round(PARTS * share))
        self._say(progress_line(progress, cancelling=cancelling))

    def show_result(self, judged: Judged) -> None:
        """It has ended."""
        order = judged.order
        if judged.summary is not None and not judged.done:
            self.show_failure(self.tr("No seed finished: there is no verdict."))
            return
        if not judged.cancelled:
            self._bar.setValue(PARTS)
            text = self.tr("Judged: {name}, {steps}, {seeds}.")
        elif judged.done:
            text = self.tr("Cancelled. Judged: {name}, {steps}, {seeds}.")
        else:
            text = self.tr("Cancelled before a seed was done: there is no result.")
        steps = order.config.training.steps
        self._say(
            text.format(
                name=order.name,
                steps=translated(counted(steps, "{count} step", "{count} steps")),
                seeds=translated(some_seeds(judged.done, order.seeds)),
            )
        )

    def show_failure(self, reason: str) -> None:
        """There is no result."""
        self._bar.setValue(0)
        self._say("", reason)

    def _say(self, text: str, wrong: str = "") -> None:
        self._line.setText(text)
        self._line.setVisible(not wrong)
        self._error.setText(wrong)
        self._error.setVisible(bool(wrong))


def progress_line(
    progress: JudgingProgress | None, *, cancelling: bool, brief: bool = False
) -> str:
    """Share, seeds done (unless `brief`) and time left, in words."""
    translate = QCoreApplication.translate
    if cancelling:
        return translate("Judging", "Cancelling…")
    # Processes take seconds to start, and until then there is nothing to go by.
    if progress is None or progress.seconds_left is None:
        return translate("Judging", "Starting…")
    jury = progress.jury
    text = translate("Judging", "{share}, {seeds} done, {time}")
    if brief:
        text = translate("Judging", "{share}, {time}")
    return text.format(
        share=f"{jury.share:.0%}",
        seeds=translated(some_seeds(len(jury.rows), len(jury.seeds))),
        time=time_text(progress.seconds_left),
    )
