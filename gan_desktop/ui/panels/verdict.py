"""The verdict on the run: what it is, the numbers behind it, what to try."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.verdict import Evidence, Judgement, Verdict
from gan_desktop.core.verdict.remedies import Remedy, remedy_for
from gan_desktop.core.verdict.verdicts import words_for
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.palette import LIGHT, SPACE, Palette
from gan_desktop.ui.verdict_style import BAD, GOOD, OPEN, colour_of, sign_of
from gan_desktop.ui.words import translated

MAX_ROWS = 7
LONGEST_NUMBER = 12


class VerdictPanel(QWidget):
    """Shows a judgement; reports what the person wants to do about it.

    Signals:
        remedy_wanted(changes): new values by path.
        more_steps_wanted(step): train on until this step.
        judging_wanted: the design is to be judged over several seeds.
    """

    remedy_wanted = Signal(object)
    more_steps_wanted = Signal(int)
    judging_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._palette = LIGHT
        self._judgement: Judgement | None = None
        self._remedy: Remedy | None = None
        self._modes_known = True
        self._past = False
        self._title = QLabel()
        self._title.setObjectName("verdictTitle")
        self._title.setWordWrap(True)
        self._meaning = QLabel()
        self._meaning.setObjectName("description")
        self._meaning.setWordWrap(True)
        self._window = QLabel()
        self._window.setObjectName("hint")
        self._window.setWordWrap(True)
        self._rows = [self._make_row() for _ in range(MAX_ROWS)]
        rows = QVBoxLayout()
        rows.setContentsMargins(0, SPACE // 2, 0, SPACE // 2)
        rows.setSpacing(2)
        for labels in self._rows:
            # Each for itself: one long value takes no room from the other rows' names.
            row = QHBoxLayout()
            row.setSpacing(SPACE)
            for label in labels:
                row.addWidget(label)
            row.setStretchFactor(labels[0], 1)
            rows.addLayout(row)
        self._advice = QLabel()
        self._advice.setObjectName("verdictAdvice")
        self._advice.setWordWrap(True)
        self._apply = QPushButton()
        self._apply.setObjectName("applyRemedyButton")
        self._apply.clicked.connect(self._on_apply)
        self._judge = QPushButton()
        self._judge.setObjectName("judgeButton")
        self._judge.setToolTip(
            self.tr("Train the same design with several seeds: one run proves little")
        )
        self._judge.clicked.connect(self.judging_wanted)
        self._cost = QLabel()
        self._cost.setObjectName("measuringCost")
        self._cost.setWordWrap(True)
        self._cost.setToolTip(
            self.tr(
                "Time spent on metrics and verdicts, of the time spent on training; at most 10%"
            )
        )
        self._now = QLabel(self.tr("now:"))
        self._now.setObjectName("verdictNow")
        self._now.hide()
        for button in (self._apply, self._judge):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._title)
        column.addWidget(self._meaning)
        column.addWidget(self._window)
        column.addLayout(rows)
        for widget in (self._advice, self._apply, self._now, self._judge):
            column.addWidget(widget)
        column.addWidget(self._cost)
        self.show_judgement(None, None)
        self.show_judging("")

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self._show_title()
        self._show_rows()

    def show_past(self, past: bool) -> None:
        """Whether the judgement is one of the past.

        Its remedy is for the training of then; the lower part is of the training now.
        """
        self._past = past
        self._now.setVisible(past)
        for part in (self._apply, self._judge, self._cost):
            part.setEnabled(not past)
        self._show_title()

    def show_judgement(self, judgement: Judgement | None, config: ExperimentConfig | None) -> None:
        """Show a judgement of a run with this config; None when nothing was seen yet."""
        # Before the first step there is nothing to be judged.
        if judgement is not None and judgement.verdict is Verdict.TOO_EARLY:
            judgement = judgement if judgement.steps[1] else None
        self._judgement = judgement
        self._modes_known = config is None or config.target.known_modes is not None
        self._remedy = (
            None if judgement is None or config is None else remedy_for(judgement.verdict, config)
        )
        self._show_title()
        self._show_rows()
        self._show_advice()

    def show_cost(self, share: float) -> None:
        """What measuring costs the training, as a share of its time."""
        percent = f"{100 * share:.1f}%" if share else "–"
        self._cost.setText(self.tr("Measuring: {percent} of the time").format(percent=percent))

    def show_judging(self, progress: str) -> None:
        """Say on the button how far judging over seeds is; "" when it is not going on."""
        self._judge.setText(progress or self.tr("Judge this design…"))

    @staticmethod
    def _make_row() -> tuple[ElidedLabel, QLabel, QLabel]:
        name, value, mark = ElidedLabel(), QLabel(), QLabel()
        name.setObjectName("metricName")
        value.setObjectName("metricValue")
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        # Bold text is a little wider than it says.
        value.setContentsMargins(4, 0, 0, 0)
        value.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        return name, value, mark

    def _show_title(self) -> None:
        judgement = self._judgement
        if judgement is None:
            title, meaning, sign, colour = (
                self.tr("No verdict yet"),
                self.tr("Nothing is known of how the run was judged at this step.")
                if self._past
                else self.tr("Train, and the run is judged by its last refreshes."),
                OPEN,
                self._palette.muted,
            )
        else:
            verdict = judgement.verdict
            words = words_for(verdict, self._modes_known)
            title, meaning = translated(words.label), translated(words.meaning)
            sign, colour = sign_of(verdict), colour_of(verdict, self._palette)
        self._title.setText(f'<span style="color:{colour}">{sign}</span> <b>{title}</b>')
        self._meaning.setText(meaning)
        self._title.setToolTip(self._window_text())

    def _window_text(self) -> str:
        if self._judgement is None or self._judgement.steps == (0, 0):
            return ""
        first, last = self._judgement.steps
        return self.tr("Judged over the refreshes of steps {first} to {last}").format(
            first=f"{first:,}", last=f"{last:,}"
        )

    def _show_rows(self) -> None:
        rows = () if self._judgement is None else self._judgement.evidence[:MAX_ROWS]
        self._window.setVisible(bool(rows))
        if self._judgement is not None:
            first, last = self._judgement.steps
            text = self.tr("Medians of steps {first} to {last}")
            self._window.setText(text.format(first=f"{first:,}", last=f"{last:,}"))
        for index, labels in enumerate(self._rows):
            for label in labels:
                label.setVisible(index < len(rows))
            if index < len(rows):
                self._show_row(labels, rows[index])

    def _show_row(self, labels: tuple[ElidedLabel, QLabel, QLabel], row: Evidence) -> None:
        name, value, mark = labels
        name.setText(translated(row.label))
        value.setText(translated(row.value))
        # Numbers stay on their line; a sentence must not widen the panel.
        value.setWordWrap(len(value.text()) > LONGEST_NUMBER)
        colour = self._palette.quality if row.met else self._palette.error
        mark.setText(f'<span style="color:{colour}">{GOOD if row.met else BAD}</span>')
        tip = self._window_text()
        if row.wanted:
            tip = self.tr("{window}. A converged run: {wanted}").format(
                window=tip, wanted=translated(row.wanted)
            )
        for label in labels:
            label.setToolTip(tip)

    def _show_advice(self) -> None:
        judgement, remedy = self._judgement, self._remedy
        self._advice.setVisible(remedy is not None)
        text = "" if remedy is None else translated(remedy.text)
        button = ""
        if remedy is not None and remedy.changes:
            button = self.tr("Apply")
            self._apply.setToolTip(self.tr("Change the settings this way; can be undone"))
        elif judgement is not None and judgement.more_steps:
            step = judgement.steps[1] + judgement.more_steps
            button = self.tr("Train to {step}").format(step=f"{step:,}")
            self._apply.setToolTip(self.tr("By the trend so far; a guess"))
        self._advice.setText(self.tr("Try first: {remedy}").format(remedy=text) if text else "")
        self._apply.setVisible(bool(button))
        self._apply.setText(button)

    def _on_apply(self) -> None:
        if self._remedy is not None and self._remedy.changes:
            self.remedy_wanted.emit(self._remedy.changes)
        elif self._judgement is not None and self._judgement.more_steps:
            self.more_steps_wanted.emit(self._judgement.steps[1] + self._judgement.more_steps)
