"""How far a training is on its way to the planned steps: words and a bar, the same everywhere."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QProgressBar, QSizePolicy

# Qt's bars count in 32 bits, and steps may not.
_PARTS = 1000
_CHARACTERS = 8


def progress_text(step: int | None, planned: int) -> str:
    """Steps done, of how many; None for a run that is still being prepared."""
    if step is None:
        return _tr("step – of {planned}").format(planned=f"{planned:,}")
    template = _tr("step {step} of {planned}")
    if step > planned:
        template = _tr("step {step} (planned {planned})")
    return template.format(step=f"{step:,}", planned=f"{planned:,}")


def done_text(planned: int) -> str:
    """What is said of a training that rests at its planned steps."""
    return _tr("Done: {planned} planned steps. Play goes on beyond them.").format(
        planned=f"{planned:,}"
    )


class StepBar(QProgressBar):
    """The part of the planned steps that is done; full beyond them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stepBar")
        self.setAccessibleName(_tr("Progress to the planned steps"))
        self.setRange(0, _PARTS)
        self.setTextVisible(False)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * _CHARACTERS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_steps(self, step: int | None, planned: int) -> None:
        """Steps done of the planned ones."""
        self.setValue(min((step or 0) * _PARTS // planned, _PARTS) if planned else 0)
        self.setToolTip(progress_text(step, planned))


def _tr(text: str) -> str:
    return QCoreApplication.translate("StepProgress", text)
