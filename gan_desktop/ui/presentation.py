"""What the window shows, kept true: config, state, snapshot, undo, theme."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from gan_desktop.app.exact_transport import ExactDistances
from gan_desktop.app.experiment import Experiment
from gan_desktop.app.messages import TrainingState
from gan_desktop.app.recorder import Recorder, RecorderState
from gan_desktop.app.session import TrainingSession
from gan_desktop.app.timeline import Timeline
from gan_desktop.ui.actions import icon_names
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.icons import icon
from gan_desktop.ui.notices import Answer, NoticeArea
from gan_desktop.ui.palette import LIGHT
from gan_desktop.ui.panels.curves import CurvesPanel
from gan_desktop.ui.panels.parameters import ParameterPanel
from gan_desktop.ui.panels.verdict import VerdictPanel
from gan_desktop.ui.status import StatusBar
from gan_desktop.ui.step_progress import done_text
from gan_desktop.ui.theme import apply_palette, chosen_palette
from gan_desktop.ui.words import translated

# Curves change slowly and cost more than the points: they are redrawn at most this often.
CURVES_MS = 500
_PROBLEM = "problem"
_NOT_STORED = "not stored"
_DISTANCES = "distances"


class Presentation(QObject):
    """One slot for each thing that can change."""

    def __init__(
        self,
        experiment: Experiment,
        session: TrainingSession,
        recorder: Recorder,
        canvas: Canvas,
        parameters: ParameterPanel,
        verdict: VerdictPanel,
        curves: CurvesPanel,
        status: StatusBar,
        notices: NoticeArea,
        actions: Mapping[str, QAction],
        timeline: Timeline,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._timeline = timeline
        self._experiment, self._session, self._recorder = experiment, session, recorder
        self._canvas, self._parameters = canvas, parameters
        self._verdict, self._curves = verdict, curves
        self._status, self._notices = status, notices
        self._actions, self._window = actions, window
        self._palette = LIGHT
        self._hint = ""
        self._curves_timer = QTimer(self)
        self._curves_timer.setSingleShot(True)
        self._curves_timer.setInterval(CURVES_MS)
        self._curves_timer.timeout.connect(self._draw_curves)

    def show_all(self, theme: str) -> None:
        """Everything once, before the window appears."""
        self.show_theme(theme)
        config = self._experiment.config
        self._canvas.show_preview(config.target, config.training.seed)
        self.show_config()
        self.show_undo()
        self.show_state()

    @Slot()
    def show_config(self) -> None:
        """What is being edited."""
        config, reference = self._experiment.config, self._experiment.reference
        self._parameters.show_config(config, reference)
        self._canvas.show_target(config.target, config.display.show_centres)
        self._show_progress()
        self._show_target()
        self._show_view()
        self.show_waiting()

    @Slot()
    def show_waiting(self) -> None:
        """What is edited and not trained with yet."""
        config = self._experiment.config
        self._parameters.show_waiting(config.needs_restart(self._session.running_config))

    @Slot()
    def show_undo(self) -> None:
        """What can be undone and redone."""
        undo, redo = self._experiment.undo_text, self._experiment.redo_text
        self._actions["undo"].setEnabled(bool(undo))
        self._actions["redo"].setEnabled(bool(redo))
        undo_text = self.tr("Undo: {edit}").format(edit=undo) if undo else self.tr("Undo")
        redo_text = self.tr("Redo: {edit}").format(edit=redo) if redo else self.tr("Redo")
        self._actions["undo"].setText(undo_text)
        self._actions["redo"].setText(redo_text)

    @Slot()
    def show_state(self) -> None:
        """What the training is doing."""
        session = self._session
        play, training = self._actions["play"], session.training
        play.blockSignals(True)
        play.setChecked(training)
        play.blockSignals(False)
        # The menu has a tick; the button says what it does.
        play.setIconText(self.tr("Pause") if training else self.tr("Play"))
        play.setIcon(icon("pause" if training else "play", self._palette.on_accent))
        play.setEnabled(session.can_train)
        self._actions["step"].setEnabled(session.can_train)
        self._actions["trainTo"].setEnabled(session.can_train)
        self._show_progress()
        if session.state is TrainingState.DIVERGED:
            advice = self.tr("Lower the learning rates and press Play to try again, or Reset.")
            self._notices.show_card(
                f"{translated(session.reason)} {advice}", kind="error", name=_PROBLEM
            )
        elif session.state is TrainingState.FAILED:
            self.show_failure(session.reason, session.details)
        elif session.state is TrainingState.TRAINING:
            self._notices.dismiss(_PROBLEM)

    def _show_progress(self) -> None:
        """State, step and speed of the training, and whether it is done."""
        session = self._session
        step = None if session.snapshot is None else session.snapshot.step
        self._status.show_state(session.state, session.done)
        self._status.show_step(step, session.planned, session.steps_per_second)
        self._show_hint()

    def _show_hint(self) -> None:
        session = self._session
        waiting = session.state in (TrainingState.IDLE, TrainingState.PREPARING)
        if self._timeline.past:
            run = self._timeline.run
            hint = self.tr("A stored moment: End or Play goes back to the training")
            if run is not None:
                hint = self.tr("{name}: End or Play goes back to the training").format(
                    name=run.path.name
                )
        elif session.done:
            hint = done_text(session.planned)
        elif self._experiment.mixture is None:
            hint = self.tr("Press Play (Space) to train")
        else:
            hint = self.tr("Press Play (Space) to train, drag a centre to change the target")
        wanted = self._timeline.past or session.done or (waiting and not session.training)
        hint = hint if wanted else ""
        if hint != self._hint:
            self._hint = hint
            self._canvas.show_hint(hint)

    @Slot()
    def show_moment(self) -> None:
        """The timeline has put another moment on the canvas.

        What is not of that moment is greyed, with the word "now".
        """
        past = self._timeline.past
        for part in (self._status, self._verdict, self._parameters):
            part.show_past(past)
        self._show_hint()
        self._show_target()
        self.show_verdict()
        self.show_outside()

    @Slot()
    def show_snapshot(self) -> None:
        """The latest snapshot, in all places."""
        session = self._session
        if not self._timeline.past:
            self._canvas.show_snapshot(session.snapshot)
        self._verdict.show_cost(session.measuring)
        self._show_progress()
        self.show_outside()
        if not self._curves_timer.isActive():
            self._curves_timer.start()

    @Slot()
    def show_events(self) -> None:
        """What was changed in this run, on the curves."""
        self._curves.show_events(self._timeline.events)

    @Slot()
    def show_verdict(self) -> None:
        """The verdict of the moment that is looked at, and the missing modes on the canvas."""
        self._verdict.show_judgement(self._timeline.judgement, self._timeline.moment_config)
        # They are marked on the handles, which are not seen while one looks back.
        judgement = self._session.judgement
        self._canvas.show_missing(() if judgement is None else judgement.missing)

    @Slot()
    def show_floor(self) -> None:
        """What a perfect generator reads."""
        self._curves.show_floor(self._timeline.floor)

    @Slot()
    def show_run(self) -> None:
        """Another run is looked at: its view, curves and changes."""
        self._show_view()
        self._draw_curves()
        self.show_events()

    def _show_target(self) -> None:
        """Target and noise floor of what is looked at; in the present, what is edited."""
        timeline = self._timeline
        past = timeline.past
        self._curves.show_target(timeline.target if past else self._experiment.config.target)
        self._curves.show_floor(timeline.floor)

    def _show_view(self) -> None:
        """How the run that is looked at wants to be seen."""
        run = self._timeline.run
        self._canvas.set_display((self._experiment if run is None else run).config.display)

    @Slot(object)
    def show_distances(self, found: ExactDistances | str) -> None:
        """Exact distances, or why there are none."""
        if isinstance(found, str):
            self._notices.show_card(translated(found), kind="error", name=_DISTANCES)
            return
        text = self.tr(
            "Step {step}, {count} points: W1 {w1} (other real points {w1_floor}), W2 {w2} "
            "(other real points {w2_floor}), in data units."
        ).format(
            step=f"{found.step:,}",
            count=f"{found.count:,}",
            w1=f"{found.w1:.4f}",
            w2=f"{found.w2:.4f}",
            w1_floor=f"{found.w1_floor:.4f}",
            w2_floor=f"{found.w2_floor:.4f}",
        )
        self._notices.show_card(text, name=_DISTANCES)

    @Slot()
    def show_outside(self) -> None:
        """Points that the view does not show."""
        self._status.show_outside(self._canvas.outside)

    @Slot()
    def show_new_run(self) -> None:
        """A run begins: what the old one left is taken away."""
        self._canvas.clear_generated()
        self._show_progress()
        self._notices.dismiss(_PROBLEM)
        self._draw_curves()
        self.show_events()
        self.show_waiting()

    @Slot()
    def show_recording(self) -> None:
        """Whether a recording runs."""
        record, state = self._actions["record"], self._recorder.state
        recording = state is RecorderState.RECORDING
        record.blockSignals(True)
        record.setChecked(recording)
        record.blockSignals(False)
        record.setIconText(self.tr("Stop recording") if recording else self.tr("Record"))
        record.setIcon(icon("square" if recording else "circle-dot", self._palette.recording))
        record.setEnabled(state is not RecorderState.STOPPING)

    @Slot(str)
    def show_theme(self, theme: str) -> None:
        """Colours of everything."""
        self._palette = palette = chosen_palette(theme)
        application = QApplication.instance()
        apply_palette(application, palette)
        self._canvas.set_palette(palette)
        self._verdict.set_palette(palette)
        self._curves.set_palette(palette)
        for name, icon_name in icon_names().items():
            self._actions[name].setIcon(icon(icon_name, palette.text))
        for name in ("System", "Light", "Dark"):
            self._actions[f"theme{name}"].setChecked(theme == name.lower())
        self.show_state()
        self.show_recording()

    @property
    def palette(self) -> object:
        """The palette in use."""
        return self._palette

    @Slot(object)
    def show_not_stored(self, reason: str) -> None:
        """The run's file takes no more; the training goes on."""
        text = self.tr("This run is not stored any further: {reason}. Training goes on.")
        self._notices.show_card(
            text.format(reason=translated(reason).rstrip(".")), kind="error", name=_NOT_STORED
        )

    @Slot(str, str)
    def show_failure(self, reason: str, details: str) -> None:
        """An error of ours: what, with details to copy; the window stays alive."""
        text = self.tr("Something went wrong: {reason}").format(reason=reason)
        copy = Answer(
            self.tr("Copy details"),
            lambda: QGuiApplication.clipboard().setText(details or reason),
            closes=False,
        )
        reset = Answer(self.tr("Reset"), self._actions["reset"].trigger)
        self._notices.show_card(text, [copy, reset], kind="error", name=_PROBLEM)

    @Slot()
    def _draw_curves(self) -> None:
        self._curves.show_history(self._timeline.history, self._timeline.first_step)
