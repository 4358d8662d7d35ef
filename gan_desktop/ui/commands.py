"""What the person does, carried out: edits go to the experiment, orders to session and recorder."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from gan_desktop import __version__
from gan_desktop.app.experiment import Experiment, Source
from gan_desktop.app.recorder import Recorder
from gan_desktop.app.session import TrainingSession
from gan_desktop.app.settings import Settings
from gan_desktop.core.combinations import Severity, problems
from gan_desktop.core.config import ExperimentConfig, param_at
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.methods import method
from gan_desktop.core.presets import preset
from gan_desktop.core.words import told
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.editors import commit_typing
from gan_desktop.ui.keys import closes_by_key
from gan_desktop.ui.panels.parameters import ParameterPanel
from gan_desktop.ui.recording_view import RecordingView
from gan_desktop.ui.settings_dialog import SettingsDialog
from gan_desktop.ui.words import translated

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

# Seeds of the dice: short enough to be read out.
SEEDS = 1_000_000
# What Qt's number input can hold.
MAX_STEP = 2**31 - 1


class Commands(QObject):
    """One slot for each thing that can be done in the window.

    Signals:
        training_wanted: the person wants it to train up to a step.
    """

    training_wanted = Signal()

    def __init__(
        self,
        experiment: Experiment,
        session: TrainingSession,
        recorder: Recorder,
        settings: Settings,
        canvas: Canvas,
        parameters: ParameterPanel,
        recording_view: RecordingView,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._experiment, self._session = experiment, session
        self._recorder, self._settings = recorder, settings
        self._canvas, self._parameters, self._window = canvas, parameters, window
        self._recording_view = recording_view
        self._for_next_run = False

    @Slot(bool)
    def set_training(self, wanted: bool) -> None:
        """Play or pause; what was ordered last counts, however quickly it follows."""
        if wanted:
            self._session.play()
        else:
            self._session.pause()

    @Slot()
    def step(self) -> None:
        """Exactly one step; pauses a training that runs."""
        if self._session.training:
            self._session.pause()
        self._session.step()

    @Slot()
    def reset(self) -> None:
        """Begin again at step 0, paused, with what is being edited."""
        if not self._refused():
            self._session.reset(self._experiment.config)

    @Slot()
    def restart(self) -> None:
        """Begin again at step 0 and go on training if it was."""
        if not self._refused():
            self._session.reset(self._experiment.config, play=self._session.training)

    @Slot()
    def new_seed(self) -> None:
        """Throw the dice and begin again."""
        seed = secrets.randbelow(SEEDS)
        self._settle()
        self._experiment.edit({"training.seed": seed}, self.tr("new seed"))
        self.restart()

    @Slot()
    def train_to(self) -> None:
        """Ask for a step, train, pause there."""
        snapshot = self._session.snapshot
        done = 0 if snapshot is None else snapshot.step
        wanted = max(self._experiment.config.training.steps, done + 1)
        dialog = QInputDialog(self._window)
        dialog.setObjectName("trainToDialog")
        closes_by_key(dialog)
        dialog.setWindowTitle(self.tr("Train to step"))
        dialog.setLabelText(self.tr("Pause when this step is done:"))
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(done + 1, MAX_STEP)
        dialog.setIntValue(wanted)
        dialog.intValueSelected.connect(self.train_on)
        dialog.finished.connect(dialog.deleteLater)
        # Not exec: the training and its pictures go on behind it.
        dialog.open()

    @Slot(bool)
    def set_recording(self, wanted: bool) -> None:
        """Start or stop recording."""
        if wanted:
            self._recorder.start(self._canvas.view)
        else:
            self._recorder.stop()

    @Slot(str, object)
    def edit(self, path: str, value: Any) -> None:
        """Change one setting."""
        name = translated(param_at(path).label)
        self._settle()
        try:
            self._experiment.edit({path: value}, self.tr("change {name}").format(name=name))
        except InvalidValueError as error:
            self._parameters.show_error(path, translated(told(error)))

    @Slot(object)
    def apply_remedy(self, changes: Mapping[str, Any]) -> None:
        """Change the settings that a remedy changes, as one edit."""
        self._settle()
        try:
            self._experiment.edit(changes, self.tr("try a remedy"))
        except InvalidValueError as error:
            self._parameters.show_error(next(iter(changes)), translated(told(error)))

    @Slot(int)
    def train_on(self, step: int) -> None:
        """Train until a step."""
        self._session.play(until=step)
        self.training_wanted.emit()

    @Slot(str)
    def choose_preset(self, key: str) -> None:
        """Open a preset and begin again with it."""
        chosen = preset(key)
        text = self.tr("open {preset}").format(preset=translated(chosen.label))
        self.open_config(chosen.config, text)

    def open_config(
        self, config: ExperimentConfig, text: str, source: Source | None = None
    ) -> None:
        """Replace all, as one edit, and begin again with it."""
        self._settle()
        with self._between_runs():
            self._experiment.open(config, text, source=source, begins_run=True)
        self.restart()

    @Slot(object, object)
    def rerun(self, config: ExperimentConfig, reference: ExperimentConfig) -> None:
        """Open a config that was made from `reference`, and train its run from 0 to its end."""
        text = self.tr("open seed {seed}").format(seed=config.training.seed)
        self._settle()
        with self._between_runs():
            self._experiment.open(config, text, reference, begins_run=True)
        self._session.reset(config)
        self._session.play(until=config.training.steps)

    def restore(
        self, config: ExperimentConfig, reference: ExperimentConfig, text: str, source: Source
    ) -> None:
        """Open what was not saved, as one edit, and begin again with it."""
        self._settle()
        with self._between_runs():
            self._experiment.open(config, text, reference, source=source, begins_run=True)
        self.restart()

    def go_on(
        self,
        trainer: "GanTrainer",
        text: str,
        source: Source,
        config: ExperimentConfig | None = None,
        reference: ExperimentConfig | None = None,
    ) -> None:
        """Replace all, as one edit, and go on from where a trainer stands.

        Args:
            trainer: it stands there.
            text: name of the edit.
            source: where the experiment is kept.
            config: what is edited from then on, the trainer's if None.
            reference: what its changes are measured against, `config` itself if None.
        """
        self._settle()
        with self._between_runs():
            self._experiment.open(
                config or trainer.config, text, reference, source=source, begins_run=True
            )
        self._session.go_on(trainer)
        self.apply_config()

    @Slot(str)
    def choose_method(self, key: str) -> None:
        """Train by a named method; what of it cannot change in a run waits for a restart."""
        chosen = method(key)
        text = self.tr("use {method}").format(method=translated(chosen.label))
        self._settle()
        experiment = self._experiment
        experiment.open(chosen.apply(experiment.config), text, experiment.reference)

    @Slot()
    def undo(self) -> None:
        """Take back the last edit; during a drag, the drag."""
        if self._canvas.dragging:
            self._canvas.cancel_drag()
        else:
            self._settle()
            self._travel(self._experiment.undo, self._experiment.undo_begins_run)

    @Slot()
    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        if not self._canvas.dragging:
            self._settle()
            self._travel(self._experiment.redo, self._experiment.redo_begins_run)

    def _travel(self, way: Callable[[], None], begins_run: bool) -> None:
        """Undo or redo; where the edit began a run, another one begins with what is there then."""
        if not begins_run:
            way()
            return
        with self._between_runs():
            way()
        self.restart()

    @contextmanager
    def _between_runs(self) -> Iterator[None]:
        """What is edited here is for the run to come: the one that ends is left as it is."""
        self._for_next_run = True
        try:
            yield
        finally:
            self._for_next_run = False

    def _refused(self) -> bool:
        """Whether the settings cannot work together; then it is said where that can be mended."""
        found = problems(self._experiment.config)
        if not found or found[0].severity is not Severity.REFUSE:
            return False
        self._parameters.show_error(found[0].paths[0], translated(found[0].sentence))
        return True

    def _settle(self) -> None:
        """Another edit comes: end a drag where it is, commit a number that is being typed."""
        self._canvas.drop_drag()
        self._experiment.end_gesture()
        commit_typing(self._window)

    @Slot()
    def apply_config(self) -> None:
        """Let the training take over what was edited."""
        if not self._for_next_run:
            self._session.apply(self._experiment.config)

    @Slot()
    def open_recordings(self) -> None:
        """Show the folder in the file manager."""
        self._recording_view.show_folder(self._settings.recordings_folder)

    @Slot()
    def show_settings(self) -> None:
        """Open the dialog; training goes on behind it."""
        dialog = SettingsDialog(self._settings, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def show_about(self) -> None:
        """Version, licence, credit."""
        text = self.tr(
            "<h3>GAN Desktop {version}</h3>"
            "<p>See, judge and teach how a generative adversarial network learns.</p>"
            '<p>After the blog post <a href="http://www.twistedwg.com/2018/02/20/GAN-toy.html">'
            "GAN过程可视化(toy)</a> by 武广 (TwistedW).</p>"
            "<p>MIT licence. Icons: Lucide, ISC licence.</p>"
        ).format(version=__version__)
        box = QMessageBox(self._window)
        box.setObjectName("aboutBox")
        closes_by_key(box)
        box.setWindowTitle(self.tr("About GAN Desktop"))
        box.setText(text)
        box.finished.connect(box.deleteLater)
        box.open()
