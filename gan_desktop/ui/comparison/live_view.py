"""`LiveView`: designs that are trained side by side, between the session and the window."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from gan_desktop.app.comparison.designs import (
    Design,
    OfFile,
    OfPreset,
    Source,
    another,
    suggested,
)
from gan_desktop.app.comparison.session import ComparisonSession
from gan_desktop.app.experiment import Experiment
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.messages import TrainingState
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.differences import differences
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.lockstep import LEAST, MOST, not_shared
from gan_desktop.core.words import told
from gan_desktop.store.experiment_file import SUFFIX, load_experiment
from gan_desktop.ui.comparison.window import ComparisonWindow
from gan_desktop.ui.editors import commit_typing
from gan_desktop.ui.file_dialogs import ask_for_file
from gan_desktop.ui.notices import Answer
from gan_desktop.ui.words import translated

# Curves change slowly and cost more than the points: they are redrawn at most this often.
CURVES_MS = 500
_PROBLEM = "problem"


class LiveView(QObject):
    """Decides which designs are compared, and shows them while it is `active`.

    Attributes:
        active: False while the window shows stored runs.
    """

    def __init__(
        self,
        session: ComparisonSession,
        experiment: Experiment,
        jobs: FileJobs,
        window: ComparisonWindow,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._experiment, self._jobs = session, experiment, jobs
        self._window = window
        self.active = True
        self._designs: tuple[Design, ...] = ()
        self._refused = False
        # What the experiment was when the designs were made from it.
        self._current: ExperimentConfig | None = None
        self._curves_timer = QTimer(self)
        self._curves_timer.setSingleShot(True)
        self._curves_timer.setInterval(CURVES_MS)
        self._curves_timer.timeout.connect(self._draw_curves)
        session.run_started.connect(self._show_new)
        session.state_changed.connect(self._show_state)
        session.updated.connect(self._show_lanes)
        experiment.config_changed.connect(self._show_stale)
        window.training_wanted.connect(self._on_training)
        window.step_wanted.connect(self._on_step)
        window.reset_wanted.connect(self.reset)
        window.add_wanted.connect(self._on_add)
        window.closed.connect(session.pause)
        window.stage.source_wanted.connect(self._on_source)
        window.stage.change_wanted.connect(self._on_change)
        window.stage.file_wanted.connect(self._ask_file)
        window.stage.removal_wanted.connect(self._on_removal)

    def begin(self) -> None:
        """The window is about to be seen: the first time, the experiment and one beside it."""
        if not self._designs or (
            self.active and not self._window.isVisible() and not self._session.step
        ):
            self.reset()

    def leave(self) -> None:
        """The window shows something else; nothing trains unseen."""
        self._session.pause()
        self.active = False

    def come_back(self) -> None:
        """The window shows the designs again, as they were left."""
        self.active = True
        self._show_new()

    def close(self) -> None:
        """Nothing is drawn any more."""
        self.active = False
        self._curves_timer.stop()

    def compare(self, designs: tuple[Design, ...]) -> None:
        """Begin again with these; one that cannot be trained is told where it is, and all stays."""
        current, configs = self._experiment.config, []
        for index, design in enumerate(designs):
            try:
                configs.append(design.config(current))
            except InvalidValueError as error:
                self._refuse(index, error)
                return
        going_on = self._session.training
        first = not self._designs
        self._designs, self._current = designs, current
        self._session.compare(configs)
        if going_on:
            self._session.play()
        if first:
            # Not in a list of designs: Space is to play.
            self._window.stage.canvases[0].setFocus()

    def _commit(self) -> bool:
        """Commit a change that is being typed; False where it is refused, which is said there."""
        self._refused = False
        commit_typing(self._window)
        return not self._refused

    def _refuse(self, index: int, error: InvalidValueError) -> None:
        self._refused = True
        text = translated(told(error))
        if index < len(self._designs):
            header = self._window.stage.headers[index]
            header.show_source(self._designs[index].source)
            header.show_error(text)
        else:
            self._window.notices.show_card(text, kind="error", name=_PROBLEM)

    def _replace(self, index: int, source: Source, assignment: str) -> None:
        try:
            design = Design(source, assignment)
        except InvalidValueError as error:
            self._refuse(index, error)
            return
        self.compare((*self._designs[:index], design, *self._designs[index + 1 :]))

    @Slot(int, object)
    def _on_source(self, index: int, source: Source) -> None:
        # What was changed belonged to the design before: a comparison has one difference.
        self._replace(index, source, "")

    @Slot(int, str)
    def _on_change(self, index: int, text: str) -> None:
        self._replace(index, self._designs[index].source, text)

    @Slot()
    def _on_add(self) -> None:
        if self._commit() and LEAST <= len(self._designs) < MOST:
            self.compare((*self._designs, another(self._designs, self._experiment.config)))

    @Slot(int)
    def _on_removal(self, index: int) -> None:
        if self._commit() and len(self._designs) > LEAST:
            self.compare((*self._designs[:index], *self._designs[index + 1 :]))

    @Slot(bool)
    def _on_training(self, wanted: bool) -> None:
        if wanted:
            self._commit()
            self._session.play()
        else:
            self._session.pause()

    @Slot()
    def _on_step(self) -> None:
        self._commit()
        if self._session.training:
            self._session.pause()
        self._session.take_step()

    @Slot()
    def reset(self) -> None:
        """Begin again with the same designs, made from the experiment as it is now."""
        if not self._commit():
            return
        if self._session.training:
            self._session.pause()
        self.compare(self._designs or suggested(self._experiment.config))

    @Slot()
    def _show_new(self) -> None:
        """Another comparison begins."""
        if not self.active:
            return
        window, lanes = self._window, self._session.lanes
        window.stage.set_count(len(lanes))
        for header, canvas, design in zip(
            window.stage.headers, window.stage.canvases, self._designs, strict=True
        ):
            header.show_design(design, design.assignment, removable=len(lanes) > LEAST)
            canvas.show_snapshot(None)
        configs = [lane.config for lane in lanes]
        window.stage.set_display(configs[0].display)
        window.show_averages(any(config.dynamics.ema for config in configs))
        window.show_designs(
            [translated(sentence) for sentence in not_shared(configs)],
            differences(configs),
            [header.title for header in window.stage.headers],
        )
        window.notices.dismiss(_PROBLEM)
        self._show_lanes()
        self._draw_curves()
        self._show_stale()

    @Slot()
    def _show_lanes(self) -> None:
        """How all of them look now."""
        if not self.active:
            return
        stage = self._window.stage
        for lane, header, canvas in zip(
            self._session.lanes, stage.headers, stage.canvases, strict=True
        ):
            if lane.snapshot is not None:
                canvas.show_snapshot(lane.snapshot)
            canvas.show_sentence(translated(lane.diverged))
            coverage = lane.history.latest("prdc_coverage")
            header.show_verdict(lane.judgement, lane.config.target, coverage)
        self._window.show_state(self._session)
        if not self._curves_timer.isActive():
            self._curves_timer.start()

    @Slot()
    def _show_state(self) -> None:
        """What the thread is doing."""
        session = self._session
        if not self.active:
            return
        self._window.show_state(session)
        if session.state is TrainingState.FAILED:
            text = self.tr("Something went wrong: {reason}").format(reason=session.reason)
            details = session.details or session.reason
            copy = Answer(
                self.tr("Copy details"),
                lambda: QGuiApplication.clipboard().setText(details),
                closes=False,
            )
            reset = Answer(self.tr("Reset"), self.reset)
            self._window.notices.show_card(text, [copy, reset], kind="error", name=_PROBLEM)

    @Slot()
    def _show_stale(self) -> None:
        if self.active:
            uses = any(not isinstance(d.source, OfFile | OfPreset) for d in self._designs)
            self._window.show_stale(uses and self._experiment.config != self._current)

    @Slot()
    def _draw_curves(self) -> None:
        if self.active:
            lanes = self._session.lanes
            self._window.curves.show_histories(
                [lane.history for lane in lanes], [lane.config.target for lane in lanes]
            )

    @Slot(int)
    def _ask_file(self, index: int) -> None:
        dialog = ask_for_file(
            self._window, "compareFileDialog", self.tr("Compare with an experiment's file"),
            Path(), self.tr("Experiments (*.toml)"), SUFFIX, saving=False,
        )  # fmt: skip
        dialog.fileSelected.connect(partial(self.read, index))
        dialog.open()

    def read(self, index: int, name: str) -> None:
        """Put an experiment's file into a column."""
        path = Path(name).absolute()
        self._jobs.order(
            partial(load_experiment, path),
            partial(self._on_read, index, path),
            partial(self._on_not_read, index),
        )

    def _on_read(self, index: int, path: Path, config: ExperimentConfig) -> None:
        # A column may have been taken away in the meantime.
        if self.active and index < len(self._designs):
            self._on_source(index, OfFile(path, config))

    def _on_not_read(self, index: int, reason: str) -> None:
        if self.active and index < len(self._designs):
            self._window.stage.headers[index].show_error(translated(reason))
