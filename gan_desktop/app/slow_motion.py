"""Slow motion: one step after the other, in named sub-steps, at a speed to talk over."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gan_desktop.app.messages import TrainingState
from gan_desktop.app.pacing import WALK_SPEED
from gan_desktop.app.session import TrainingSession
from gan_desktop.core.phases import SubStep, why_not_in_parts


class SlowMotion(QObject):
    """Orders the sub-steps; the training thread makes them, with the numbers of the real step.

    The next one is ordered only some time after the last has come, so that none queue up. A step
    that is begun is always finished: switching off, Play, Step and every edit make the rest of it
    at once. Only Reset and the end of the program give it up, with the whole run.

    Attributes:
        on: whether it walks, or holds.
        held: it waits for `next` and does not go on by itself.
        part: the sub-step that is shown, None before the first.

    Signals:
        changed: one of them is another.
        ended(reason): it went off by itself: one sentence why, "" when that is plain to see.
    """

    changed = Signal()
    ended = Signal(str)

    def __init__(self, session: TrainingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.on = self.held = False
        self.part: SubStep | None = None
        # Another one is only ordered when the last has come.
        self._ordered = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._order)
        self.set_speed(WALK_SPEED)
        session.walked.connect(self._on_walked)
        session.state_changed.connect(self._on_state_changed)
        session.run_started.connect(self._on_run_started)
        session.updated.connect(self._on_updated)

    @property
    def reason(self) -> str:
        """Why the present run cannot be walked through: one sentence, or ""."""
        return why_not_in_parts(self._session.running_config)

    @Slot(bool)
    def set_on(self, on: bool) -> None:
        """Begin with the next step, pausing a training that runs; or finish the step and end."""
        if on is self.on or (on and self.reason):
            return
        self._timer.stop()
        self.on, self.held, self.part, self._ordered = on, False, None, False
        if on:
            if self._session.training:
                self._session.pause()
            self._order()
        else:
            self._session.finish_step()
        self.changed.emit()

    @Slot(bool)
    def set_held(self, held: bool) -> None:
        """Stay at the present sub-step, or go on by itself."""
        if self.on and held is not self.held:
            self.held = held
            self._timer.stop()
            if not held:
                self._order()
            self.changed.emit()

    @Slot()
    def next(self) -> None:
        """The next sub-step now; from here on it waits to be asked."""
        if self.on:
            self.set_held(True)
            self._order()

    def set_speed(self, rate: float) -> None:
        """Sub-steps a second."""
        self._timer.setInterval(round(1000 / rate))

    @Slot()
    def check(self) -> None:
        """The run goes on with another config: end when it cannot be walked through."""
        if self.on and self.reason:
            self._end(self.reason)

    @Slot()
    def _order(self) -> None:
        if not self._ordered:
            self._ordered = True
            self._session.sub_step()

    @Slot(object)
    def _on_walked(self, part: SubStep | None) -> None:
        self._ordered = False
        if not self.on:
            return
        self.part = part
        if not self.held:
            self._timer.start()
        self.changed.emit()

    @Slot()
    def _on_updated(self) -> None:
        part, snapshot = self.part, self._session.snapshot
        if part is not None and snapshot is not None and snapshot.step > part.step:
            # Another step was made in between: what was told is no longer of what is shown.
            self.part = None
            self.changed.emit()

    @Slot()
    def _on_run_started(self) -> None:
        if self.on:
            self._timer.stop()
            self.part, self._ordered = None, False
            if not self.held:
                self._timer.start()
            self.changed.emit()

    @Slot()
    def _on_state_changed(self) -> None:
        session = self._session
        stopped = session.state in (TrainingState.DIVERGED, TrainingState.FAILED)
        if self.on and (stopped or session.state is TrainingState.TRAINING):
            self._end("")

    def _end(self, reason: str) -> None:
        self.set_on(False)
        self.ended.emit(reason)
