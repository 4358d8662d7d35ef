"""`RunFollower`: what the window knows of the run that trains, as the training thread tells it."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gan_desktop.app.exact_transport import ExactDistances
from gan_desktop.app.messages import FloorReport, Happened, StoredReport, Update, Walked
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.events import EventLog
from gan_desktop.core.history import History
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Judgement
from gan_desktop.core.verdict.judged import JudgementLog

# Between a drawn snapshot and the wish for the next one: at most 50 redraws a second, and time for
# the mouse and the training thread between two of them.
ACK_DELAY_MS = 20


class RunFollower(QObject):
    """Keeps what belongs to the current run; what is told late of an older one is dropped.

    Attributes:
        running_config: what the current run trains with (live edits included).
        snapshot: the latest one shown, or None.
        history: the measures of the current run, for the curves.
        events: what was changed in the course of it.
        steps_per_second: of the latest update, 0 when not training.
        measuring: time that measuring takes over time that training takes.
        judgement: the verdict on the current run, None before the first snapshot.
        judgements: the verdicts on it up to now, by step.
        floor: noise floor of the present target by metric; empty until it is known.
        run_path: the file that the current run is stored in, None before there is one.
        skipped: its snapshots that are not in the file, because the disk was too slow.

    Signals:
        updated: `snapshot`, `history` and `steps_per_second` are new.
        happened: `events` has another one, or its last one is another.
        walked(SubStep or None): a sub-step was made; None when the step was finished at once.
        judged: `judgement` is another one.
        floor_changed: `floor` is another one.
        distances_measured(ExactDistances or str): exact distances were asked for, or why not.
        stored(snapshots): so many snapshots of the current run are in `run_path`.
        storing_failed(reason): no more of the current run is stored; it goes on.
    """

    updated = Signal()
    happened = Signal()
    walked = Signal(object)
    judged = Signal()
    floor_changed = Signal()
    distances_measured = Signal(object)
    stored = Signal(int)
    storing_failed = Signal(object)

    _drawn = Signal()

    def __init__(self, config: ExperimentConfig, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running_config = config
        self.snapshot: Snapshot | None = None
        self.steps_per_second = self.measuring = 0.0
        self.judgement: Judgement | None = None
        self.judgements = JudgementLog()
        self.floor: Mapping[str, Band] = {}
        self.history = History(METRICS.keys())
        self.events = EventLog(config)
        self.run_path: Path | None = None
        self.skipped = 0
        self._run_id = ""
        # Whose exact distances were asked for last.
        self._measured_run = ""
        self._ack_timer = QTimer(self)
        self._ack_timer.setSingleShot(True)
        self._ack_timer.setInterval(ACK_DELAY_MS)
        self._ack_timer.timeout.connect(self._drawn)

    def _follow(self, run_id: str, config: ExperimentConfig) -> None:
        """From now on this run, of which nothing is known yet."""
        self._run_id = run_id
        self.running_config = config
        self.snapshot = None
        self.steps_per_second = self.measuring = 0.0
        self._judge(None)
        self.judgements.clear()
        self.history.clear()
        self.events.clear(config)
        self.run_path, self.skipped = None, 0
        # The old run's last picture is not the new one's to acknowledge.
        self._ack_timer.stop()

    def _follow_none(self) -> None:
        """What the thread has sent and is still on its way belongs to no run any more."""
        self._ack_timer.stop()
        self._run_id = ""

    @Slot(object)
    def _on_updated(self, update: Update) -> None:
        snapshot = update.snapshot
        if snapshot.run_id != self._run_id:
            return
        for row in update.losses:
            self.history.append(row.step, {"d_loss": row.d_loss, "g_loss": row.g_loss})
        self.history.append(snapshot.step, snapshot.readings())
        self.snapshot = snapshot
        self.steps_per_second, self.measuring = update.steps_per_second, update.measuring
        if update.judgement is not None:
            self._judge(update.judgement)
        self.judgements.add(snapshot.step, self.judgement)
        self.updated.emit()
        # Qt paints before it fires timers: when this one does, the snapshot is on the screen.
        self._ack_timer.start()

    @Slot(object)
    def _on_happened(self, report: Happened) -> None:
        if report.run_id == self._run_id:
            self.events.add(report.event)
            self.happened.emit()

    @Slot(object)
    def _on_walked(self, report: Walked) -> None:
        if report.run_id == self._run_id:
            self.walked.emit(report.part)

    @Slot(object)
    def _on_floor_known(self, report: FloorReport) -> None:
        if report.target == self.running_config.target:
            self.floor = report.bands
            self.floor_changed.emit()

    @Slot(object)
    def _on_distances(self, found: ExactDistances | str) -> None:
        if isinstance(found, str) or found.run_id in (self._run_id, self._measured_run):
            self.distances_measured.emit(found)

    @Slot(object)
    def _on_stored(self, report: StoredReport) -> None:
        if report.run_id == self._run_id:
            self.run_path, self.skipped = report.path, report.skipped
            self.stored.emit(report.snapshots)

    @Slot(str, object)
    def _on_storing_failed(self, run_id: str, reason: str) -> None:
        if run_id == self._run_id:
            self.storing_failed.emit(reason)

    def _judge(self, judgement: Judgement | None) -> None:
        if judgement != self.judgement:
            self.judgement = judgement
            self.judged.emit()
