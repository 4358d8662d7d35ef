"""The status bar: state, step, progress, speed, points outside the view, cursor."""

import math

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QWidget

from gan_desktop.app.messages import TrainingState
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.step_progress import StepBar, progress_text


class StatusBar(QStatusBar):
    """Labels of steady width, so that nothing jumps while numbers change.

    State, step and speed are of the training as it is now: while something else is looked at they
    are greyed, behind the word.

    Attributes:
        recording_label: says what is recorded.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._now = QLabel(self.tr("now:"))
        self._now.setObjectName("nowLabel")
        self._now.hide()
        self._state = self._label("stateLabel", self.tr("Preparing…"))
        # The word is always seen whole.
        self._state.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._step = self._label("stepLabel", progress_text(10_000, 10_000))
        self._bar = StepBar()
        self._rate = self._label("rateLabel", self.tr("{rate} steps/s").format(rate="10,000"))
        self._training = QWidget()
        row = QHBoxLayout(self._training)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._now, self._state, self._step, self._bar, self._rate):
            row.addWidget(part)
        self.addWidget(self._training)
        self._outside = ElidedLabel()
        self._outside.setObjectName("outsideLabel")
        # The first to give way.
        self._outside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.addWidget(self._outside, 1)
        self.recording_label = ElidedLabel()
        self.recording_label.setObjectName("recordingLabel")
        self.recording_label.hide()
        self._cursor = self._label("cursorLabel", "x -1000.00  y -1000.00")
        for label in (self.recording_label, self._cursor):
            self.addPermanentWidget(label)

    def show_past(self, past: bool) -> None:
        """Whether something else than the training as it is now is looked at."""
        self._now.setVisible(past)
        self._training.setEnabled(not past)

    def show_state(self, state: TrainingState, done: bool = False) -> None:
        """What the training is doing, in a word; `done` when it rests at its planned steps."""
        words = {
            TrainingState.PREPARING: self.tr("Preparing…"),
            TrainingState.IDLE: self.tr("Ready"),
            TrainingState.TRAINING: self.tr("Training"),
            TrainingState.PAUSED: self.tr("Paused"),
            TrainingState.DIVERGED: self.tr("Diverged"),
            TrainingState.FAILED: self.tr("Failed"),
        }
        self._state.setText(self.tr("Done") if done else words[state])

    def show_step(self, step: int | None, planned: int, rate: float) -> None:
        """Step and speed of the latest snapshot, of so many planned steps."""
        self._step.setText(progress_text(step, planned))
        self._bar.show_steps(step, planned)
        # Slow training is told apart in its first decimal.
        rate_text = self.tr("{rate} steps/s").format(rate=f"{rate:,.{1 if rate < 10 else 0}f}")
        self._rate.setText(rate_text if rate else "")

    def show_note(self, text: str) -> None:
        """A few words in the place of the speed, until the next step is shown."""
        self._rate.setText(text)

    def show_outside(self, count: int) -> None:
        """Points that the view does not show."""
        self._outside.setText(
            self.tr("points outside the view: {count}").format(count=count) if count else ""
        )

    @Slot(float, float)
    def show_cursor(self, x: float, y: float) -> None:
        """Where the mouse is, in data units."""
        known = math.isfinite(x) and math.isfinite(y)
        # Adding 0 turns -0.00 into 0.00.
        self._cursor.setText(f"x {round(x, 2) + 0:.2f}  y {round(y, 2) + 0:.2f}" if known else "")

    @staticmethod
    def _label(name: str, widest: str) -> ElidedLabel:
        label = ElidedLabel(widest=(widest,))
        label.setObjectName(name)
        return label
