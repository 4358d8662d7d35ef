"""The status bar: state, step, speed, points outside the view, cursor."""

import math

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QStatusBar

from gan_desktop.app.messages import TrainingState


class StatusBar(QStatusBar):
    """Labels of steady width, so that nothing jumps while numbers change."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._state = self._label("stateLabel", self.tr("Preparing…"))
        self._step = self._label("stepLabel", self.tr("step {step}").format(step="10,000,000"))
        self._rate = self._label("rateLabel", self.tr("{rate} steps/s").format(rate="10,000"))
        self._outside = QLabel()
        self._outside.setObjectName("outsideLabel")
        self.addWidget(self._outside, 1)
        self._cursor = self._label("cursorLabel", "x -1000.00  y -1000.00", permanent=True)

    def show_state(self, state: TrainingState) -> None:
        """What the training is doing, in a word."""
        words = {
            TrainingState.PREPARING: self.tr("Preparing…"),
            TrainingState.IDLE: self.tr("Ready"),
            TrainingState.TRAINING: self.tr("Training"),
            TrainingState.PAUSED: self.tr("Paused"),
            TrainingState.DIVERGED: self.tr("Diverged"),
            TrainingState.FAILED: self.tr("Failed"),
        }
        self._state.setText(words[state])

    def show_step(self, step: int | None, rate: float) -> None:
        """Step and speed of the latest snapshot."""
        step_text = "" if step is None else self.tr("step {step}").format(step=f"{step:,}")
        self._step.setText(step_text)
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

    def _label(self, name: str, widest: str, permanent: bool = False) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setMinimumWidth(QFontMetrics(label.font()).horizontalAdvance(widest) + 20)
        (self.addPermanentWidget if permanent else self.addWidget)(label)
        return label
