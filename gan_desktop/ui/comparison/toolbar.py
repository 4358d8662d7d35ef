"""What can be done with all designs at once: one table, and the toolbar that is built from it."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QWidget

from gan_desktop.app.comparison.session import ComparisonSession
from gan_desktop.app.messages import TrainingState
from gan_desktop.ui.action_spec import ActionSpec
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.icons import icon
from gan_desktop.ui.palette import LIGHT, Palette
from gan_desktop.ui.step_progress import StepBar, progress_text
from gan_desktop.ui.tool_bar import FittingToolBar

_ACTIONS = (
    ActionSpec(
        "play",
        QT_TRANSLATE_NOOP("Comparison", "Play"),
        QT_TRANSLATE_NOOP(
            "Comparison", "Train all in lock-step to the planned steps; again, beyond them (Space)"
        ),
        "play",
        shortcuts=("Space",),
        checkable=True,
    ),
    ActionSpec(
        "step",
        QT_TRANSLATE_NOOP("Comparison", "Step"),
        QT_TRANSLATE_NOOP("Comparison", "Exactly one step of each design (.)"),
        "step-forward",
        shortcuts=(".",),
    ),
    ActionSpec(
        "reset",
        QT_TRANSLATE_NOOP("Comparison", "Reset"),
        QT_TRANSLATE_NOOP(
            "Comparison", "Begin again at step 0, with the experiment as it is now (Ctrl+R)"
        ),
        "rotate-ccw",
        shortcuts=("Ctrl+R",),
    ),
    ActionSpec(
        "add",
        QT_TRANSLATE_NOOP("Comparison", "Add design"),
        QT_TRANSLATE_NOOP("Comparison", "Compare one more design, four at most"),
        "plus",
        separator_before=True,
    ),
    ActionSpec(
        "runs",
        QT_TRANSLATE_NOOP("Comparison", "Stored runs…"),
        QT_TRANSLATE_NOOP(
            "Comparison",
            "Compare runs that are stored in files; they do not mix with designs that are trained",
        ),
        "folder-open",
    ),
    ActionSpec(
        "designs",
        QT_TRANSLATE_NOOP("Comparison", "Back to designs"),
        QT_TRANSLATE_NOOP("Comparison", "Train designs side by side again, where they were left"),
        "columns",
    ),
    ActionSpec(
        "home",
        QT_TRANSLATE_NOOP("Comparison", "Home view"),
        QT_TRANSLATE_NOOP("Comparison", "All pictures back to the first view (Home)"),
        "house",
        shortcuts=("Home",),
    ),
    ActionSpec(
        "picture",
        QT_TRANSLATE_NOOP("Comparison", "Save picture…"),
        QT_TRANSLATE_NOOP("Comparison", "All designs side by side as a PNG file"),
        "download",
    ),
)


# Without room the first of these groups are icons alone.
_SHORTENED = (("home", "picture"), ("runs", "designs"), ("add", "reset"), ("step",))


class ComparisonToolBar(FittingToolBar):
    """The actions, how far the training is, and the legend of all pictures.

    Attributes:
        actions_by_name: the actions.
    """

    def __init__(self, window: QMainWindow, legend: QWidget) -> None:
        super().__init__()
        self.setWindowTitle(_text(QT_TRANSLATE_NOOP("Comparison", "Comparison")))
        self.setObjectName("comparisonToolBar")
        self._palette, self._training = LIGHT, False
        self.actions_by_name: dict[str, QAction] = {}
        # Around what is for training alone.
        self._separators: list[QAction] = []
        for spec in _ACTIONS:
            if spec.separator_before:
                self._separators.append(self.addSeparator())
            self._add(spec, window)
        self.widgetForAction(self.actions_by_name["play"]).setObjectName("playButton")
        self._step = ElidedLabel()
        self._step.setObjectName("comparisonStep")
        self._bar = StepBar()
        room = QWidget()
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._separators.append(self.addSeparator())
        self._progress = [self.addWidget(part) for part in (self._step, self._bar)]
        for widget in (room, legend):
            self.addWidget(widget)
        named = self.actions_by_name
        groups = [[named[name] for name in group] for group in _SHORTENED]
        self.set_fitting(groups, named["reset"])
        self.show_mode(stored=False)

    def _add(self, spec: ActionSpec, window: QMainWindow) -> None:
        action = QAction(_text(spec.text), window)
        action.setObjectName(f"{spec.name}DesignsAction")
        action.setToolTip(_text(spec.tip))
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        self.addAction(action)
        self.actions_by_name[spec.name] = action

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        for spec in _ACTIONS:
            self.actions_by_name[spec.name].setIcon(icon(spec.icon, palette.text))
        self._show_play()

    def show_mode(self, *, stored: bool) -> None:
        """Whether stored runs are shown: nothing can be trained then."""
        for name in ("play", "step", "reset", "add"):
            self.actions_by_name[name].setVisible(not stored)
        self.actions_by_name["designs"].setVisible(stored)
        for action in (*self._separators, *self._progress):
            action.setVisible(not stored)

    def show_state(self, session: ComparisonSession) -> None:
        """What the training is doing, and how far it is."""
        self._training = session.training
        self._show_play()
        for name in ("play", "step"):
            self.actions_by_name[name].setEnabled(session.can_train)
        self._step.setText(_said(session))
        self._bar.show_steps(session.step, session.planned)

    def _show_play(self) -> None:
        play, training = self.actions_by_name["play"], self._training
        play.blockSignals(True)
        play.setChecked(training)
        play.blockSignals(False)
        text = (
            QT_TRANSLATE_NOOP("Comparison", "Pause")
            if training
            else QT_TRANSLATE_NOOP("Comparison", "Play")
        )
        play.setIconText(_text(text))
        play.setIcon(icon("pause" if training else "play", self._palette.on_accent))


def _said(session: ComparisonSession) -> str:
    """How far the training is."""
    progress = progress_text(session.step, session.planned)
    if session.state is TrainingState.PREPARING:
        return _text(QT_TRANSLATE_NOOP("Comparison", "preparing…"))
    if session.done:
        return _text(QT_TRANSLATE_NOOP("Comparison", "Done: {progress}")).format(progress=progress)
    if session.steps_per_second:
        template = _text(QT_TRANSLATE_NOOP("Comparison", "{progress} · {rate} steps/s"))
        return template.format(progress=progress, rate=f"{session.steps_per_second:.0f}")
    return progress


def _text(text: str) -> str:
    return QCoreApplication.translate("Comparison", text)
