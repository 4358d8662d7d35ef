"""The main window: puts the parts together; all wiring is in `_connect`."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from gan_desktop.app.comparison.session import ComparisonSession
from gan_desktop.app.curve_options import CurveOptions
from gan_desktop.app.experiment import Experiment
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.judging import JudgingSession
from gan_desktop.app.process import ProcessTuning
from gan_desktop.app.recorder import Recorder
from gan_desktop.app.session import TrainingSession
from gan_desktop.app.settings import Settings
from gan_desktop.app.timeline import Timeline
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.ui.actions import COLUMNS, make_actions
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.commands import Commands
from gan_desktop.ui.comparison.view import ComparisonView
from gan_desktop.ui.curves_export import CurvesExport
from gan_desktop.ui.files_view import FilesView
from gan_desktop.ui.icons import application_icon
from gan_desktop.ui.judging.view import JudgingView
from gan_desktop.ui.keys import belongs_to
from gan_desktop.ui.layers.view import LayersView
from gan_desktop.ui.notices.bell import NoticeBell
from gan_desktop.ui.placing import place
from gan_desktop.ui.presentation import Presentation
from gan_desktop.ui.publishing.view import PublishingView
from gan_desktop.ui.recording_view import RecordingView
from gan_desktop.ui.runs_view import RunsView
from gan_desktop.ui.status import StatusBar
from gan_desktop.ui.target_commands import TargetCommands
from gan_desktop.ui.teaching import Teaching
from gan_desktop.ui.theme import apply_palette, chosen_palette
from gan_desktop.ui.theming import Theming
from gan_desktop.ui.timeline_view import TimelineView
from gan_desktop.ui.tool_bar import ToolBar
from gan_desktop.ui.workbench import Workbench

DEFAULT_SIZE = QSize(1280, 800)


class MainWindow(QMainWindow):
    """Panels, canvas and curves around one experiment and its training.

    Attributes:
        experiment: what is being edited (`config`, `mixture`).
        session: what trains (`snapshot` is the latest one shown).
        recorder: what records.
        timeline: which moment of which run is looked at.
        judging: what judges a design over seeds.
        comparison: what trains several designs side by side.
        jobs: what writes files in the background.

    Signals:
        failure_reported(reason, details): an error of ours is to be shown; from any thread.
        closing: the window goes, and its threads are about to be ended.
    """

    failure_reported = Signal(str, str)
    closing = Signal()

    def __init__(self, config: ExperimentConfig, path: Path | None = None) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowIcon(application_icon())
        self._first_paint_done = False
        self.settings = Settings(self)
        self.experiment = Experiment(config, self)
        self.session = TrainingSession(config, self)
        runs = self.settings.runs_folder
        if runs is not None:
            # Before the first run can begin.
            self.session.store_runs(runs)
        self.recorder = Recorder(self.session, self.settings, self)
        self.timeline = Timeline(self.session, self)
        self.judging = JudgingSession(self)
        self.comparison = ComparisonSession(self)
        self.jobs = FileJobs(self)
        self.settings.write_by(self.jobs)
        # First: widgets that are styled afterwards are styled twice.
        apply_palette(QApplication.instance(), chosen_palette(self.settings.theme))
        self._build(path)
        self._connect()
        self._theming.show_all()
        # Last: what has been made up to here stays, and needs no scanning by the collector.
        self._tuning = ProcessTuning(self)
        self.session.prepared.connect(self._tuning.settle)
        self.session.paused.connect(self._tuning.collect_all)
        # Queued: errors are reported from any thread.
        self.failure_reported.connect(
            self._presentation.show_failure, Qt.ConnectionType.QueuedConnection
        )

    def _build(self, path: Path | None) -> None:
        self._actions = make_actions(self)
        self._canvas = Canvas()
        self._layers = LayersView(self.session, self.settings, self._canvas, self._actions, self)
        self._status = StatusBar()
        self.setStatusBar(self._status)
        bench = self._bench = Workbench(self._canvas, self._layers.strip)
        self._parameters, self._curves = bench.parameters, bench.curves
        self._verdict, self._notices = bench.verdict, bench.notices
        self._bell = NoticeBell(self._notices.log)
        self._status.addPermanentWidget(self._bell)
        self._timeline_bar, self._strip = bench.timeline_bar, bench.slow_motion
        self._curves.set_options(self.settings.curves)
        self.setCentralWidget(bench)
        self._toolbar = ToolBar(self._actions)
        self.addToolBar(self._toolbar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._recording_view = RecordingView(
            self.recorder, self.settings, self.experiment, self._canvas, self._notices,
            self._status.recording_label, self._toolbar.recording_mark,
            self._toolbar.recording_action,
        )  # fmt: skip
        self._judging_view = JudgingView(
            self.judging, self.experiment, self.jobs, self._verdict, self._notices, self
        )
        self._comparison_view = ComparisonView(
            self.comparison, self.experiment, self.jobs, self.settings, self._notices.log, self
        )
        self._commands = Commands(
            self.experiment, self.session, self.recorder, self.settings, self._canvas,
            self._parameters, self._recording_view, self,
        )  # fmt: skip
        self._export = CurvesExport(self.timeline, self.jobs, self._notices, self)
        self._target_commands = TargetCommands(
            self.experiment, self.settings, self._canvas, self._parameters, self
        )
        self._presentation = Presentation(
            self.experiment, self.session, self.recorder, self._canvas, self._parameters,
            self._verdict, self._curves, self._status, self._notices,
            self._actions, self.timeline, self,
        )  # fmt: skip
        self._timeline_view = TimelineView(
            self.timeline, self.session, self._timeline_bar, self._canvas, self._curves,
            self._notices, self,
        )  # fmt: skip
        self._runs = RunsView(
            self.timeline, self._commands, self.jobs, self.settings, self._notices, self
        )
        self._files = FilesView(
            self.experiment, self.session, self.settings, self.jobs, self._commands,
            self._notices, self._actions, self._runs, self, path,
        )  # fmt: skip
        self._publishing = PublishingView(
            self.timeline, self.experiment, self._canvas, self._notices,
            self._recording_view.show_folder, self,
        )  # fmt: skip
        self._theming = Theming(
            self.settings,
            self._presentation,
            (
                self._timeline_bar, self._recording_view, self._layers, self._judging_view,
                self._comparison_view, self._bell,
            ),
            self,
        )  # fmt: skip
        self._canvas.setFocus()
        bench.set_actions({side: self._actions[name] for name, side in COLUMNS.items()})
        bench.set_choice(self.settings.columns)
        place(self, DEFAULT_SIZE, self.settings.geometry)

    def _connect(self) -> None:
        actions, commands, shown = self._actions, self._commands, self._presentation
        targets, timeline = self._target_commands, self._timeline_view
        experiment, session, recorder = self.experiment, self.session, self.recorder
        canvas, parameters = self._canvas, self._parameters

        # What the person does.
        for name, slot in self._files.slots.items():
            actions[name].triggered.connect(slot)
        actions["play"].toggled.connect(commands.set_training)
        actions["step"].triggered.connect(commands.step)
        actions["reset"].triggered.connect(commands.reset)
        actions["seed"].triggered.connect(commands.new_seed)
        actions["trainTo"].triggered.connect(commands.train_to)
        actions["exact"].triggered.connect(timeline.measure_exactly)
        actions["judge"].triggered.connect(self._judging_view.open)
        actions["compare"].triggered.connect(self._comparison_view.open)
        actions["record"].toggled.connect(commands.set_recording)
        actions["exportCurves"].triggered.connect(self._export.ask)
        actions["exportRun"].triggered.connect(self._publishing.ask)
        actions["copyPicture"].triggered.connect(self._publishing.copy_picture)
        actions["openRecordings"].triggered.connect(commands.open_recordings)
        actions["settings"].triggered.connect(commands.show_settings)
        actions["undo"].triggered.connect(commands.undo)
        actions["redo"].triggered.connect(commands.redo)
        actions["home"].triggered.connect(canvas.go_home)
        actions["notices"].triggered.connect(self._bell.open)
        for name in ("themeSystem", "themeLight", "themeDark"):
            actions[name].triggered.connect(self._theming.on_action)
        actions["about"].triggered.connect(commands.show_about)
        actions["play"].toggled.connect(timeline.on_play)
        commands.training_wanted.connect(timeline.go_home)
        for name in ("step", "stepD", "stepG"):
            actions[name].triggered.connect(timeline.go_home)
        actions["slowMotion"].toggled.connect(timeline.on_play)
        actions["present"].triggered.connect(timeline.go_home)
        actions["snapshotBefore"].triggered.connect(timeline.before)
        actions["snapshotAfter"].triggered.connect(timeline.after)
        actions["playStored"].triggered.connect(timeline.toggle_playing)
        actions["branch"].triggered.connect(self._runs.branch)
        self._timeline_bar.branch_wanted.connect(self._runs.branch)
        parameters.edited.connect(commands.edit)
        parameters.mixture_edited.connect(targets.edit_mixture)
        parameters.gallery_wanted.connect(targets.show_gallery)
        parameters.preset_chosen.connect(commands.choose_preset)
        parameters.method_chosen.connect(commands.choose_method)
        parameters.restart_wanted.connect(commands.restart)
        parameters.add_mode_wanted.connect(targets.add_mode)
        parameters.mode_selected.connect(canvas.select_mode)
        self._verdict.remedy_wanted.connect(commands.apply_remedy)
        self._verdict.more_steps_wanted.connect(commands.train_on)
        self._curves.options_changed.connect(self._on_curve_options)
        self._curves.export_wanted.connect(self._export.ask)
        self._verdict.judging_wanted.connect(self._judging_view.open)
        self._judging_view.remedy_wanted.connect(commands.apply_remedy)
        self._judging_view.rerun_wanted.connect(commands.rerun)
        canvas.mode_chosen.connect(parameters.select_mode)
        canvas.drag_began.connect(targets.begin_drag)
        canvas.mean_dragged.connect(targets.drag)
        canvas.spread_began.connect(targets.begin_spread)
        canvas.spread_dragged.connect(targets.spread)
        canvas.drag_ended.connect(targets.end_drag)
        canvas.drag_cancelled.connect(targets.cancel_drag)
        canvas.mode_wanted.connect(targets.add_mode_at)
        canvas.removal_wanted.connect(targets.remove_mode)

        # What follows from it, and what is shown.
        experiment.config_changed.connect(commands.apply_config)
        experiment.config_changed.connect(shown.show_config)
        experiment.undo_changed.connect(shown.show_undo)
        session.state_changed.connect(shown.show_state)
        session.updated.connect(shown.show_snapshot)
        session.happened.connect(shown.show_events)
        session.updated.connect(self._layers.show)
        self.timeline.judged.connect(shown.show_verdict)
        session.floor_changed.connect(shown.show_floor)
        session.distances_measured.connect(shown.show_distances)
        session.storing_failed.connect(shown.show_not_stored)
        session.run_started.connect(shown.show_new_run)
        session.run_started.connect(self._layers.show)
        recorder.state_changed.connect(shown.show_recording)
        timeline.shown.connect(shown.show_moment)
        timeline.run_shown.connect(shown.show_run)
        timeline.shown.connect(self._layers.show)
        canvas.view_changed.connect(shown.show_outside)
        canvas.cursor_moved.connect(self._status.show_cursor)
        self._teaching = Teaching(
            experiment, session, self.settings, self.timeline, canvas, self._strip, self._status,
            self._notices, actions, self._toolbar, self,
        )  # fmt: skip
        timeline.shown.connect(self._teaching.on_moment)
        QApplication.styleHints().colorSchemeChanged.connect(self._theming.on_system_changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: torch is loaded only once the window can be seen."""
        super().paintEvent(event)
        if not self._first_paint_done:
            self._first_paint_done = True
            # Qt paints all of the window before it fires timers.
            QTimer.singleShot(0, self, self._begin)

    def event(self, event: QEvent) -> bool:
        """Qt: Space presses a focused button; everywhere else it plays and pauses."""
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and belongs_to(QApplication.focusWidget(), event):
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the desktop has another font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_theming"):
            self._theming.on_font_changed()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: end all threads; what is not saved is kept for the next start.

        The person's own closing may ask a question first; what closes the window otherwise (an
        interrupt, the end of the session, a test) cannot wait for an answer.
        """
        if event.spontaneous() and not self._files.may_close():
            event.ignore()
            return
        self.settings.geometry = self.saveGeometry()
        self.settings.columns = self._bench.choice
        self._files.end()
        # Gone at once for the person; a step or an import that runs must be waited for.
        self.hide()
        self.closing.emit()
        # Its processes end by themselves while the other threads are waited for.
        self.judging.cancel()
        self._bell.close_list()
        self._judging_view.close()
        self._runs.close()
        self._publishing.close()
        self.timeline.close()
        self._comparison_view.close()
        self.session.close()
        self.recorder.close()
        self.judging.close()
        self.comparison.close()
        self.jobs.close()
        self._tuning.restore()
        for timer in self.findChildren(QTimer):
            timer.stop()
        super().closeEvent(event)

    @Slot()
    def _begin(self) -> None:
        self.session.prepare()
        self.recorder.begin()
        self._files.begin()

    @Slot(object)
    def _on_curve_options(self, options: CurveOptions) -> None:
        self.settings.curves = options
