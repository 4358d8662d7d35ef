"""What the application remembers between starts."""

import json
import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, QStandardPaths, Signal

from gan_desktop.app.column_choice import ColumnChoice
from gan_desktop.app.curve_options import CurveOptions
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.pacing import SPEEDS, UNLIMITED, WALK_SPEED, WALK_SPEEDS
from gan_desktop.app.settings_file import Remembered, SettingsFile, Values
from gan_desktop.core.files import sentence
from gan_desktop.core.layers import LayerChoice

RECORDINGS_VARIABLE = "GAN_DESKTOP_RECORDINGS"
RUNS_VARIABLE = "GAN_DESKTOP_RUNS"
RECOVERY_VARIABLE = "GAN_DESKTOP_RECOVERY"
THEMES = ("light", "dark", "system")
FRAME_SIZES = ((480, 480), (640, 480), (640, 640), (800, 800), (1080, 1080))
MAX_FOLDERS = 10
MAX_RECENT = 8
FRAME_DURATIONS_MS = (20, 40, 50, 100, 200, 500)


class Settings(QObject):
    """Typed access to the settings file; a value that makes no sense reads as the default.

    Signals:
        changed: a setting has another value.
        failed(reason): the file cannot be written; said once until it can be again.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: FileJobs | None = None
        self._reason = ""
        # Qt knows where such files are kept, and kept this one itself at first.
        older = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "GAN Desktop", "GAN Desktop"
        )
        path = Path(older.fileName()).with_suffix(".json")
        self._file = SettingsFile(path, partial(_values_of, older))

    def write_by(self, jobs: FileJobs) -> None:
        """Write the file in the background from now on, until the jobs are closed."""
        self._jobs = jobs

    @property
    def recordings_folder(self) -> Path:
        """Where recordings go: the environment's word, the person's, or Pictures/GAN Desktop."""
        override = os.environ.get(RECORDINGS_VARIABLE)
        if override:
            return Path(override).absolute()
        chosen = self._file.value("recording/folder")
        if isinstance(chosen, str) and chosen:
            return Path(chosen)
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        return Path(pictures or ".").absolute() / "GAN Desktop"

    @recordings_folder.setter
    def recordings_folder(self, folder: Path) -> None:
        self._set("recording/folder", str(folder))

    @property
    def recordings_folders(self) -> list[Path]:
        """The folder in use and those used before: recordings may have been left in each."""
        used = [Path(text) for text in self._used_folders()]
        return [self.recordings_folder, *(f for f in used if f != self.recordings_folder)]

    def note_folder(self) -> None:
        """Remember the folder in use as one in which recordings may be left."""
        folder = str(self.recordings_folder)
        others = [text for text in self._used_folders() if text != folder]
        self._set("recording/used_folders", "\n".join([folder, *others][:MAX_FOLDERS]))

    def _used_folders(self) -> list[str]:
        text = self._file.value("recording/used_folders")
        return text.split("\n") if isinstance(text, str) and text else []

    @property
    def runs_folder(self) -> Path | None:
        """Where every run is stored: the environment's word, the person's, or the data folder.

        None where there is no such folder (a person without a home).
        """
        override = os.environ.get(RUNS_VARIABLE)
        if override:
            return Path(override).absolute()
        chosen = self._file.value("runs/folder")
        if isinstance(chosen, str) and chosen:
            return Path(chosen)
        data = _data_folder()
        return None if data is None else data / "runs"

    @property
    def recovery_folder(self) -> Path | None:
        """Where what is not saved is kept: the environment's word, or the data folder."""
        override = os.environ.get(RECOVERY_VARIABLE)
        if override:
            return Path(override).absolute()
        data = _data_folder()
        return None if data is None else data / "recovery"

    @property
    def recent_files(self) -> list[Path]:
        """Experiments opened or saved lately, the latest first."""
        try:
            names = json.loads(str(self._file.value("files/recent")))
        except ValueError:
            names = []
        good = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
        return [Path(name) for name in good[:MAX_RECENT]]

    def note_recent(self, path: Path) -> None:
        """Put a file before the others."""
        self._set_recent([path, *(other for other in self.recent_files if other != path)])

    def forget_recent(self, path: Path) -> None:
        """Take a file out."""
        self._set_recent([other for other in self.recent_files if other != path])

    def _set_recent(self, paths: list[Path]) -> None:
        self._set("files/recent", json.dumps([str(path) for path in paths[:MAX_RECENT]]))

    @property
    def recordings_folder_fixed(self) -> bool:
        """True when the environment decides, not the person."""
        return bool(os.environ.get(RECORDINGS_VARIABLE))

    @property
    def frame_size(self) -> tuple[int, int]:
        """Width and height of a recorded frame in pixels."""
        text = self._file.value("recording/frame_size")
        sizes = {f"{width}x{height}": (width, height) for width, height in FRAME_SIZES}
        return sizes.get(str(text), (640, 640))

    @frame_size.setter
    def frame_size(self, size: tuple[int, int]) -> None:
        self._set("recording/frame_size", f"{size[0]}x{size[1]}")

    @property
    def frame_ms(self) -> int:
        """How long a recorded frame is shown, in milliseconds."""
        text = self._file.value("recording/frame_ms")
        durations = {str(ms): ms for ms in FRAME_DURATIONS_MS}
        return durations.get(str(text), 100)

    @frame_ms.setter
    def frame_ms(self, duration: int) -> None:
        self._set("recording/frame_ms", str(duration))

    @property
    def theme(self) -> str:
        """light, dark or system."""
        text = self._file.value("window/theme")
        return text if isinstance(text, str) and text in THEMES else "system"

    @theme.setter
    def theme(self, theme: str) -> None:
        self._set("window/theme", theme)

    @property
    def speed(self) -> float:
        """Steps a second while it trains, `UNLIMITED` for no limit."""
        return self._chosen("training/speed", SPEEDS, UNLIMITED)

    @speed.setter
    def speed(self, rate: float) -> None:
        self._set("training/speed", f"{rate:g}")

    @property
    def walk_speed(self) -> float:
        """Sub-steps a second of slow motion."""
        return self._chosen("training/walk_speed", WALK_SPEEDS, WALK_SPEED)

    @walk_speed.setter
    def walk_speed(self, rate: float) -> None:
        self._set("training/walk_speed", f"{rate:g}")

    def _chosen(self, key: str, allowed: tuple[float, ...], otherwise: float) -> float:
        return {f"{each:g}": each for each in allowed}.get(str(self._file.value(key)), otherwise)

    @property
    def curves(self) -> CurveOptions:
        """Which curves are shown, and how."""
        names = ("curves/metrics", "curves/smoothing", "curves/logarithmic")
        return CurveOptions.read(*(self._file.value(name) for name in names))

    @curves.setter
    def curves(self, options: CurveOptions) -> None:
        keys, smoothing, log_keys = options.texts
        self._set("curves/metrics", keys)
        self._set("curves/smoothing", smoothing)
        self._set("curves/logarithmic", log_keys)

    @property
    def layers(self) -> LayerChoice:
        """Which layers of the canvas are seen, and how."""
        return LayerChoice.read(self._file.value("window/layers"))

    @layers.setter
    def layers(self, choice: LayerChoice) -> None:
        self._set("window/layers", choice.text)

    @property
    def columns(self) -> ColumnChoice:
        """Which side columns of the window are wanted, and how wide."""
        return ColumnChoice.read(self._file.value("window/columns"))

    @columns.setter
    def columns(self, choice: ColumnChoice) -> None:
        self._set("window/columns", choice.text)

    @property
    def geometry(self) -> QByteArray | None:
        """Size and place of the window when it was closed last."""
        value = self._file.value("window/geometry")
        return QByteArray(value) if isinstance(value, bytes) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._set("window/geometry", bytes(geometry.data()))

    def _set(self, key: str, value: Remembered) -> None:
        if self._file.set_value(key, value):
            self._write()
        self.changed.emit()

    def _write(self) -> None:
        if self._jobs is not None:
            self._jobs.order(self._file.write, self._on_written, self._on_failed)
            return
        try:
            self._file.write()
        except OSError as error:
            self._on_failed(sentence(error))

    def _on_written(self, _nothing: None) -> None:
        self._reason = ""

    def _on_failed(self, reason: str) -> None:
        if reason != self._reason:
            self._reason = reason
            self.failed.emit(reason)


def _values_of(older: QSettings) -> Values:
    """What Qt remembers in its own file."""
    found: Values = {}
    for key in older.allKeys():
        value = older.value(key)
        if isinstance(value, QByteArray):
            found[key] = bytes(value.data())
        elif isinstance(value, str):
            found[key] = value
    return found


def _data_folder() -> Path | None:
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    data = QStandardPaths.writableLocation(place)
    return Path(data) if data else None
