"""What a teacher does: single moves, speed, slow motion; from action to thread and back."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

from gan_desktop.app.experiment import Experiment
from gan_desktop.app.messages import TrainingState
from gan_desktop.app.session import TrainingSession
from gan_desktop.app.settings import Settings
from gan_desktop.app.slow_motion import SlowMotion
from gan_desktop.app.timeline import Timeline
from gan_desktop.core.events import EventKind
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.notices import NoticeArea
from gan_desktop.ui.slow_motion_strip import SlowMotionStrip
from gan_desktop.ui.speed_control import SpeedControl
from gan_desktop.ui.status import StatusBar
from gan_desktop.ui.words import translated

_NOTICE = "slow motion"


class Teaching(QObject):
    """Slots of its actions, and what is shown of them.

    Attributes:
        slow: slow motion.
    """

    def __init__(
        self,
        experiment: Experiment,
        session: TrainingSession,
        settings: Settings,
        timeline: Timeline,
        canvas: Canvas,
        strip: SlowMotionStrip,
        status: StatusBar,
        notices: NoticeArea,
        actions: Mapping[str, QAction],
        toolbar: QToolBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._experiment, self._session, self._settings = experiment, session, settings
        self._timeline = timeline
        self._canvas, self._strip, self._status = canvas, strip, status
        self._notices, self._actions = notices, actions
        self._slow_tip = actions["slowMotion"].toolTip()
        self.slow = SlowMotion(session, self)
        self.slow.set_speed(settings.walk_speed)
        session.set_speed(settings.speed)
        self._speed = SpeedControl(settings.speed, settings.walk_speed)
        self._step_menu = QMenu(toolbar)
        self._fill(toolbar)
        self._connect()
        self._show()

    def _fill(self, toolbar: QToolBar) -> None:
        button = toolbar.widgetForAction(self._actions["step"])
        assert isinstance(button, QToolButton)  # noqa: S101 -- it is in the table of the toolbar
        button.setObjectName("stepButton")
        self._step_menu.setObjectName("stepMenu")
        self._step_menu.setToolTipsVisible(True)
        for name in ("step", "stepD", "stepG"):
            self._step_menu.addAction(self._actions[name])
        button.setMenu(self._step_menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        # The style sheet was applied before it had its name.
        button.style().unpolish(button)
        button.style().polish(button)
        toolbar.addSeparator()
        toolbar.addWidget(self._speed)

    def _connect(self) -> None:
        actions, session, slow, strip = self._actions, self._session, self.slow, self._strip
        actions["stepD"].triggered.connect(self.move_discriminator)
        actions["stepG"].triggered.connect(self.move_generator)
        actions["slowMotion"].toggled.connect(slow.set_on)
        actions["nextPart"].triggered.connect(slow.next)
        strip.hold_wanted.connect(slow.set_held)
        strip.next_wanted.connect(slow.next)
        strip.closed.connect(actions["slowMotion"].toggle)
        self._speed.speed_chosen.connect(self._on_speed)
        self._speed.walk_speed_chosen.connect(self._on_walk_speed)
        slow.changed.connect(self._show)
        slow.ended.connect(self._on_ended)
        # Behind `Commands.apply_config` and `Presentation`: what runs, and what is shown, is known.
        self._experiment.config_changed.connect(self._on_config)
        session.state_changed.connect(self._show)
        session.run_started.connect(self._show)
        session.happened.connect(self._show_note)
        session.updated.connect(self._show_note)

    @Slot()
    def move_discriminator(self) -> None:
        """One move of the discriminator alone; pauses a training that runs."""
        self._move(EventKind.D_MOVE)

    @Slot()
    def move_generator(self) -> None:
        """One move of the generator alone; pauses a training that runs."""
        self._move(EventKind.G_MOVE)

    def _move(self, kind: EventKind) -> None:
        if self._session.training:
            self._session.pause()
        self._session.move(kind)

    @Slot()
    def on_moment(self) -> None:
        """Whoever looks back does not look at the step that is being made."""
        if self._timeline.past:
            self.slow.set_on(False)

    @Slot(float)
    def _on_speed(self, rate: float) -> None:
        self._settings.speed = rate
        self._session.set_speed(rate)

    @Slot(float)
    def _on_walk_speed(self, rate: float) -> None:
        self._settings.walk_speed = rate
        self.slow.set_speed(rate)

    @Slot()
    def _on_config(self) -> None:
        self.slow.check()
        self._show()

    @Slot(str)
    def _on_ended(self, reason: str) -> None:
        if reason:
            self._notices.show_card(translated(reason), name=_NOTICE)

    @Slot()
    def _show(self) -> None:
        slow, session = self.slow, self._session
        action, reason = self._actions["slowMotion"], slow.reason
        action.blockSignals(True)
        action.setChecked(slow.on)
        action.blockSignals(False)
        action.setEnabled(slow.on or (session.can_train and not reason))
        action.setToolTip(translated(reason) if reason else self._slow_tip)
        self._actions["nextPart"].setEnabled(slow.on)
        for name in ("stepD", "stepG"):
            self._actions[name].setEnabled(session.can_train)
        self._strip.show_part(slow.on, slow.held, slow.part)
        self._canvas.show_part(slow.part)
        self._speed.show_walking(slow.on)
        self._show_note()

    @Slot()
    def _show_note(self) -> None:
        """What the state's word does not say."""
        session, note = self._session, ""
        if self.slow.on:
            note = self.tr("Slow motion")
        elif session.state is TrainingState.PAUSED and session.snapshot is not None:
            last = session.events.last
            if last is not None and last.step == session.snapshot.step:
                note = self._alone(last.kind)
        if note:
            self._status.show_note(note)

    def _alone(self, kind: EventKind) -> str:
        if kind is EventKind.D_MOVE:
            return self.tr("D moved alone")
        if kind is EventKind.G_MOVE:
            return self.tr("G moved alone")
        return ""
