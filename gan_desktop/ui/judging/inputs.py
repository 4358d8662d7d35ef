"""What judging needs to know: how many seeds, how long, on how many processes."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_desktop.app.jury import MOST_SEEDS, cpu_count
from gan_desktop.core.config import ExperimentConfig, param_at
from gan_desktop.core.params import Number
from gan_desktop.core.words import Text, told
from gan_desktop.ui.editors import TextEditor, make_editor
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.sizes import em
from gan_desktop.ui.words import translated

DEFAULT_SEEDS = 5
SEEDS = Number(
    label="Seeds",
    tooltip="How many runs of the same design, each with another seed. Five tell a design that "
    "works from one that does not; an interval half as wide takes four times as many.",
    low=1,
    high=MOST_SEEDS,
    integer=True,
)
STEPS = param_at("training.steps")
# Of an input, in em.
WIDTH = 9


def _jobs() -> Number:
    return Number(
        label="Processes at a time",
        tooltip="How many seeds are trained side by side; each takes a processor core and some "
        "300 MB of memory.",
        low=1,
        high=cpu_count(),
        integer=True,
    )


class NumberField(QWidget):
    """A number with its label, and what is allowed if something else was entered.

    Signals:
        changed: `value` is another one.
    """

    changed = Signal()

    def __init__(self, name: str, param: Number, tooltip: str, value: int) -> None:
        super().__init__()
        self._param = param
        self.editor: TextEditor = make_editor(name, param)
        self._fit()
        self.editor.setValue(value)
        self.editor.committed.connect(self._on_committed)
        self.editor.textEdited.connect(self._on_typing)
        label = QLabel(translated(param.label))
        label.setBuddy(self.editor)
        self.error = QLabel()
        self.error.setObjectName("fieldError")
        self.error.setWordWrap(True)
        self.error.setVisible(False)
        allowed = self.tr("Allowed: {allowed}.").format(allowed=translated(param.allowed()))
        tip = f"<p>{translated(tooltip)}</p><p>{allowed}</p>"
        label.setToolTip(tip)
        self.editor.setToolTip(tip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label)
        column.addWidget(self.editor)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "editor"):
            self._fit()

    def _fit(self) -> None:
        self.editor.setFixedWidth(em(self, WIDTH))

    @property
    def value(self) -> int:
        """What was entered last and is allowed."""
        return self.editor.value()

    def set_value(self, value: int) -> None:
        """Show a value."""
        self.editor.setValue(value)
        self._show_error("")

    def check(self) -> bool:
        """Take over what is typed; False, with a sentence, if that is not allowed."""
        try:
            value = self._param.parse(self.editor.text())
        except ValueError as error:
            self._show_error(translated(told(error)))
            return False
        self._show_error("")
        if value != self.editor.value():
            self.editor.setValue(value)
            self.changed.emit()
        return True

    @Slot(str)
    def _on_committed(self, text: str) -> None:
        # The up and down keys commit a text that is not in the editor yet.
        self.editor.setText(text)
        self.check()

    @Slot()
    def _on_typing(self) -> None:
        self._show_error("")

    def _show_error(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if self.editor.property("invalid") is not bool(sentence):
            self.editor.setProperty("invalid", bool(sentence))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)


class Inputs(QWidget):
    """The three numbers, Start and Cancel.

    Signals:
        start_wanted: with the numbers as they are.
        cancel_wanted: give up what runs.
    """

    start_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        jobs = _jobs()
        steps_tip = Text("Length of each run: what the verdict is about is its end.")
        self.seeds = NumberField("judgingSeeds", SEEDS, SEEDS.tooltip, DEFAULT_SEEDS)
        self.steps = NumberField("judgingSteps", STEPS, steps_tip, int(STEPS.low))
        self.jobs = NumberField("judgingJobs", jobs, jobs.tooltip, int(jobs.high))
        # Steps follow the design until the person says something else.
        self._own_steps = False
        self._first_seed = 0
        self.steps.changed.connect(self._on_steps_changed)
        self.seeds.changed.connect(self._show_range)
        self._range = ElidedLabel()
        self._range.setObjectName("hint")
        self._start = QPushButton(self.tr("Start"))
        self._start.setObjectName("startJudgingButton")
        self._start.clicked.connect(self._on_start)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setObjectName("cancelJudgingButton")
        self._cancel.setToolTip(self.tr("Give up; the seeds that are done are judged"))
        self._cancel.clicked.connect(self.cancel_wanted)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        for field in self._fields:
            row.addWidget(field)
        row.addWidget(self._range, 1, Qt.AlignmentFlag.AlignBottom)
        for button in (self._start, self._cancel):
            button.setAutoDefault(False)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        layout.addLayout(row, 0, 0)
        for index, field in enumerate(self._fields):
            layout.addWidget(field.error, index + 1, 0)
        self.show_running(running=False, cancelling=False)

    @property
    def _fields(self) -> tuple[NumberField, ...]:
        return self.seeds, self.steps, self.jobs

    def show_design(self, config: ExperimentConfig) -> None:
        """The design that Start will judge."""
        self._first_seed = config.training.seed
        if not self._own_steps:
            self.steps.set_value(config.training.steps)
        self._show_range()

    def show_running(self, *, running: bool, cancelling: bool) -> None:
        """Whether there is something to start or to cancel."""
        for field in self._fields:
            field.setEnabled(not running)
        self._start.setVisible(not running)
        self._cancel.setVisible(running)
        self._cancel.setEnabled(not cancelling)
        self._cancel.setText(self.tr("Cancelling…") if cancelling else self.tr("Cancel"))

    @Slot()
    def _on_start(self) -> None:
        # All of them, so that every mistake is said at once.
        bad = [field for field in self._fields if not field.check()]
        if bad:
            bad[0].editor.setFocus()
            bad[0].editor.selectAll()
        else:
            self.start_wanted.emit()

    @Slot()
    def _on_steps_changed(self) -> None:
        self._own_steps = True

    @Slot()
    def _show_range(self) -> None:
        first, last = self._first_seed, self._first_seed + self.seeds.value - 1
        text = self.tr("seeds {first} to {last}") if last > first else self.tr("seed {first}")
        self._range.setText(text.format(first=first, last=last))
