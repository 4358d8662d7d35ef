"""`Document`: the file of the experiment that is being edited."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from gan_desktop.app.experiment import Experiment, Source
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.settings import Settings
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.store.experiment_file import load_experiment, save_experiment
from gan_desktop.store.share import pasted_config


class Document(QObject):
    """Reads and writes experiments in the background; what is read is for the window to open.

    Signals:
        changed: the file, or whether there is something to save, may be another.
        loaded(config, source): an experiment that was wanted, and where it is kept.
        saved(path): the experiment is on the disk.
        failed(reason): one sentence.
        gone(path): a file that was wanted is not there.
    """

    changed = Signal()
    loaded = Signal(object, object)
    saved = Signal(str)
    failed = Signal(object)
    gone = Signal(str)

    def __init__(
        self,
        experiment: Experiment,
        settings: Settings,
        jobs: FileJobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._experiment, self._settings, self._jobs = experiment, settings, jobs
        experiment.config_changed.connect(self.changed)

    @property
    def path(self) -> Path | None:
        """The file, None while it has none."""
        return self._experiment.source.path

    @property
    def unsaved(self) -> bool:
        """Whether it was changed since it was saved or opened."""
        source = self._experiment.source
        kept = self._experiment.reference if source.saved is None else source.saved
        return self._experiment.config != kept

    def load(self, path: Path) -> None:
        """Read a file; `loaded`, `gone` or `failed` answers."""
        path = path.absolute()
        self._jobs.order(partial(_read, path), partial(self._on_read, path), self.failed.emit)

    def paste(self, text: str) -> None:
        """Read an experiment from a text; `loaded` or `failed` answers."""
        self._jobs.order(partial(pasted_config, text), self._on_pasted, self.failed.emit)

    def save(
        self,
        path: Path,
        then: Callable[[], None] | None = None,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Write what is being edited now to a file, which is the experiment's from then on.

        Args:
            path: the file.
            then: called when it has been written, and only then.
            otherwise: called when it could not be written, after `failed`.
        """
        path = path.absolute()
        config, source = self._experiment.config, self._experiment.source
        work = partial(save_experiment, path, config)
        written = partial(self._on_written, path, config, source, then)
        self._jobs.order(work, written, partial(self._on_not_written, otherwise))

    def adopt(self, path: Path) -> None:
        """The experiment being edited is what is in this file."""
        source = self._experiment.source
        source.path, source.saved = path.absolute(), self._experiment.config
        self._settings.note_recent(source.path)
        self.changed.emit()

    def _on_read(self, path: Path, config: ExperimentConfig | None) -> None:
        if config is None:
            self._settings.forget_recent(path)
            self.gone.emit(str(path))
            return
        self._settings.note_recent(path)
        self.loaded.emit(config, Source(path, config))

    @Slot(object)
    def _on_pasted(self, config: ExperimentConfig) -> None:
        self.loaded.emit(config, Source())

    def _on_written(
        self,
        path: Path,
        config: ExperimentConfig,
        source: Source,
        then: Callable[[], None] | None,
        _nothing: None,
    ) -> None:
        source.path, source.saved = path, config
        self._settings.note_recent(path)
        self.changed.emit()
        self.saved.emit(str(path))
        if then is not None:
            then()

    def _on_not_written(self, otherwise: Callable[[], None] | None, reason: str) -> None:
        self.failed.emit(reason)
        if otherwise is not None:
            otherwise()


def _read(path: Path) -> ExperimentConfig | None:
    """The experiment in a file; None when there is no such file."""
    # A link that leads nowhere is gone as well.
    return load_experiment(path) if path.exists() else None
