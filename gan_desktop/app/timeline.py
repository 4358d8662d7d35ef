"""`Timeline`: which moment of which run is looked at: the training now, or a stored one."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gan_desktop.app.run_reading import Moment, OpenedRun, RunReading, Seek, Wish
from gan_desktop.app.session import TrainingSession
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.events import EventLog
from gan_desktop.core.history import History
from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.target import Target
from gan_desktop.core.verdict import Judgement
from gan_desktop.core.verdict.judged import ObservedRun

# Pictures a second at most; what is to be played faster leaves some out.
MOST_PICTURES = 25
# The present comes after all snapshots.
MANY = 2**31
SPEEDS = (2, 5, 10, 25, 50, 100, 250)


class Timeline(QObject):
    """The present while `moment` is None, else a stored moment of the run that is looked at.

    The run is the session's own one, or one that was opened from a file (`run`).

    Attributes:
        moment: the stored moment that is shown, None for the present.
        run: the opened run, None while the session's own is looked at.
        playing: whether the stored moments go by.
        speed: snapshots a second while playing.

    Signals:
        changed: `playing`, `speed`, `run`, `first_step` or `last_step` is another one.
        moved: `moment` is another one.
        judged: `judgement` is another one, of the same moment.
        failed(sentence): a moment or run could not be read.
    """

    changed = Signal()
    moved = Signal()
    judged = Signal()
    failed = Signal(object)

    def __init__(self, session: TrainingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reading = RunReading(self)
        self.moment: Moment | None = None
        self.run: OpenedRun | None = None
        self.playing = False
        self.speed = 10
        # Whether the answer that is on its way is still wanted.
        self._wanted: Path | None = None
        # Opened, and looked at as soon as one of its moments is there.
        self._opening: OpenedRun | None = None
        # Of an opened run, some time after it was opened.
        self._observed: tuple[Path, ObservedRun] | None = None
        # Of the session's own run; a branch does not begin at 0.
        self._first: int | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._reading.opened.connect(self._on_opened)
        self._reading.found.connect(self._on_found)
        self._reading.observed.connect(self._on_observed)
        self._reading.failed.connect(self._on_failed)
        session.judged.connect(self._on_judged)
        session.run_started.connect(self._on_run_started)
        session.updated.connect(self._on_updated)

    @property
    def past(self) -> bool:
        """Whether something else than the present is looked at."""
        return self.moment is not None or self.run is not None

    @property
    def path(self) -> Path | None:
        """The file of the run that is looked at; None when it is stored nowhere."""
        return self._session.run_path if self.run is None else self.run.path

    @property
    def first_step(self) -> int:
        """Of the run that is looked at."""
        return (self._first or 0) if self.run is None else self.run.first_step

    @property
    def last_step(self) -> int:
        """Of the run that is looked at."""
        if self.run is not None:
            return self.run.last_step
        snapshot = self._session.snapshot
        known = 0 if snapshot is None else snapshot.step
        return known if self.moment is None else max(known, self.moment.last_step)

    @property
    def step(self) -> int:
        """The step that is looked at."""
        return self.last_step if self.moment is None else self.moment.snapshot.step

    @property
    def events(self) -> EventLog:
        """What was changed in the run that is looked at."""
        return self._session.events if self.run is None else self.run.events

    @property
    def history(self) -> History:
        """The measures of the run that is looked at."""
        return self._session.history if self.run is None else self.run.history

    @property
    def floor(self) -> Mapping[str, Band]:
        """Noise floor of the target that is looked at; empty where it is not known."""
        same = self.moment is None or self.target == self._session.running_config.target
        return self._session.floor if self.run is None and same else {}

    @property
    def target(self) -> Target:
        """The target of the moment that is looked at."""
        return self.config.target if self.moment is None else self.moment.snapshot.target

    @property
    def judgement(self) -> Judgement | None:
        """The verdict of the moment that is looked at; None where there is none (yet)."""
        if self.moment is None:
            return self._session.judgement
        if self.run is None:
            return self._session.judgements.at(self.step)
        if self._observed is None or self._observed[0] != self.run.path:
            return None
        return self._observed[1].at(self.step)

    @property
    def moment_config(self) -> ExperimentConfig:
        """What the run trained with at the moment that is looked at."""
        return self.config if self.moment is None else self.events.config_at(self.step)

    @property
    def config(self) -> ExperimentConfig:
        """What the run that is looked at trained with in the end."""
        return self._session.running_config if self.run is None else self.run.config

    def open(self, path: Path) -> None:
        """Look at a run in a file, from its end back."""
        self.stop()
        self._wanted, self._opening = path, None
        self._observed = None
        self._reading.open(path)

    def go_to(self, step: int) -> None:
        """Look at the stored moment nearest to a step."""
        self.stop()
        self._wish(Seek.STEP, step)

    def move(self, count: int) -> None:
        """So many snapshots on, or back if it is negative."""
        self.stop()
        if self.moment is None:
            self._wish(Seek.STEP, self.last_step)
        else:
            self._wish(Seek.MOVE, count, self.moment.index)

    def go_to_event(self, direction: int) -> None:
        """The next (1) or the last (-1) change seen from the step that is looked at."""
        self.stop()
        start = MANY if self.moment is None else self.moment.index
        self._wish(Seek.EVENT, direction, start, self.events.steps)

    def go_home(self) -> None:
        """Back to the present of the session's own run."""
        self.stop()
        self._wanted = self._opening = None
        if self.past:
            self.moment = self.run = self._observed = None
            self._reading.let_go()
            self.changed.emit()
            self.moved.emit()

    def play(self) -> None:
        """Let the stored moments go by, from the one shown or, at the end, from the first."""
        if self.path is None:
            return
        at_end = self.moment is None or self.moment.index + 1 >= self.moment.count
        if at_end:
            self._wish(Seek.INDEX, 0)
        self.playing = True
        self._timer.start(1000 // min(self.speed, MOST_PICTURES))
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Stay at the moment that is shown."""
        if self.playing:
            self.playing = False
            self._timer.stop()
            self.changed.emit()

    def set_speed(self, speed: int) -> None:
        """Snapshots a second."""
        self.speed = speed
        if self.playing:
            self._timer.start(1000 // min(speed, MOST_PICTURES))
        self.changed.emit()

    def close(self) -> None:
        """End the reading thread. Idempotent."""
        self._timer.stop()
        self._reading.close()

    def _wish(self, seek: Seek, value: int, start: int = 0, marks: tuple[int, ...] = ()) -> None:
        path = self.path
        if path is not None:
            self._wanted = path
            self._reading.find(Wish(path, seek, value, start, marks))

    @Slot()
    def _on_tick(self) -> None:
        # A disk that is slower than the wish: the next tick asks again.
        if self._reading.busy or self.moment is None:
            return
        if self.moment.index + 1 >= self.moment.count:
            self.stop()
            return
        stride = -(-self.speed // MOST_PICTURES)
        self._wish(Seek.MOVE, stride, self.moment.index)

    @Slot(object)
    def _on_opened(self, run: OpenedRun) -> None:
        if self._wanted == run.path:
            self._opening = run
            self._reading.find(Wish(run.path, Seek.STEP, run.last_step))

    @Slot(object)
    def _on_found(self, moment: Moment) -> None:
        if self._wanted != moment.path:
            return
        opened, self._opening = self._opening, None
        self.moment = moment
        if opened is not None:
            self.run = opened
            self.changed.emit()
        self.moved.emit()

    @Slot(object, object)
    def _on_failed(self, path: Path, reason: str) -> None:
        # Of another run than the one that is wanted by now nobody asks any more.
        if self._wanted == path:
            self.stop()
            self._wanted = self._opening = None
            self.failed.emit(reason)

    @Slot(object, object)
    def _on_observed(self, path: Path, observed: ObservedRun) -> None:
        self._observed = (path, observed)
        if self.run is not None and self.run.path == path:
            self.judged.emit()

    @Slot()
    def _on_judged(self) -> None:
        if not self.past:
            self.judged.emit()

    @Slot()
    def _on_updated(self) -> None:
        if self._first is None and self._session.snapshot is not None:
            self._first = self._session.snapshot.step
        self.changed.emit()

    @Slot()
    def _on_run_started(self) -> None:
        self._first = None
        self.go_home()
        self.changed.emit()
