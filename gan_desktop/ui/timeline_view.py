"""Looking back in the window: timeline, canvas and curves show the same moment."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from gan_desktop.app.session import TrainingSession
from gan_desktop.app.timeline import Timeline
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.notices import NoticeArea
from gan_desktop.ui.panels.curves import CurvesPanel
from gan_desktop.ui.timeline_bar import TimelineBar
from gan_desktop.ui.words import translated

_NAME = "timeline"


class TimelineView(QObject):
    """What the person does with the timeline, and what is seen of it.

    Signals:
        shown: another moment, or the present, is on the canvas.
        run_shown: it is one of another run.
    """

    shown = Signal()
    run_shown = Signal()

    def __init__(
        self,
        timeline: Timeline,
        session: TrainingSession,
        bar: TimelineBar,
        canvas: Canvas,
        curves: CurvesPanel,
        notices: NoticeArea,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._timeline, self._session, self._bar = timeline, session, bar
        self._canvas, self._curves = canvas, curves
        self._notices = notices
        # The run whose curves are shown; None for the session's own.
        self._run_shown: Path | None = None
        bar.step_wanted.connect(self._on_step_wanted)
        bar.move_wanted.connect(timeline.move)
        bar.event_wanted.connect(timeline.go_to_event)
        bar.home_wanted.connect(timeline.go_home)
        bar.speed_chosen.connect(timeline.set_speed)
        bar.play_toggled.connect(self.toggle_playing)
        timeline.changed.connect(self._show_bar)
        timeline.moved.connect(self._show_moment)
        timeline.failed.connect(self._on_failed)
        session.happened.connect(self._show_bar)
        session.stored.connect(self._show_bar)
        self._show_bar()

    @Slot()
    def toggle_playing(self) -> None:
        """Let the stored snapshots go by, or stay."""
        if self._timeline.playing:
            self._timeline.stop()
        else:
            self._timeline.play()

    @Slot()
    def before(self) -> None:
        """The snapshot before the one shown."""
        self._timeline.move(-1)

    @Slot()
    def after(self) -> None:
        """The snapshot after the one shown."""
        self._timeline.move(1)

    @Slot()
    def go_home(self) -> None:
        """Back to the training as it is now."""
        self._timeline.go_home()

    @Slot(bool)
    def on_play(self, wanted: bool) -> None:
        """Who trains wants to see that."""
        if wanted:
            self._timeline.go_home()

    @Slot()
    def measure_exactly(self) -> None:
        """Ask for exact distances of the points that are shown."""
        moment = self._timeline.moment
        self._session.measure_exactly(None if moment is None else moment.snapshot)

    @Slot(str)
    def open(self, path: str) -> None:
        """Look at a run in a file."""
        self._timeline.open(Path(path))

    @Slot(int)
    def _on_step_wanted(self, step: int) -> None:
        timeline = self._timeline
        if timeline.run is None and step >= timeline.last_step:
            timeline.go_home()
        else:
            timeline.go_to(step)

    @Slot()
    def _show_bar(self) -> None:
        within = self._bar.isAncestorOf(QApplication.focusWidget() or self._canvas)
        self._bar.show_timeline(self._timeline)
        focus = QApplication.focusWidget()
        left = focus is None or not focus.isEnabled() or not self._bar.isAncestorOf(focus)
        if within and (left or not self._bar.usable):
            # Qt hands it to the neighbour, which would take Space for itself.
            self._canvas.setFocus()

    @Slot()
    def _show_moment(self) -> None:
        timeline = self._timeline
        self._notices.dismiss(_NAME)
        moment, snapshot = timeline.moment, self._session.snapshot
        self._canvas.set_past(timeline.past)
        if moment is not None:
            self._canvas.show_snapshot(moment.snapshot)
        elif snapshot is not None:
            self._canvas.show_snapshot(snapshot)
        else:
            self._canvas.clear_generated()
        path = None if timeline.run is None else timeline.run.path
        if path != self._run_shown:
            self._run_shown = path
            self.run_shown.emit()
        self._curves.show_place(None if moment is None else moment.snapshot.step)
        self._show_bar()
        self.shown.emit()

    @Slot(object)
    def _on_failed(self, reason: str) -> None:
        self._notices.show_card(translated(reason), kind="error", name=_NAME)
        self._show_bar()
