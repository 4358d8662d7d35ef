"""Folder, size and speed of recordings."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from gan_desktop.app.settings import (
    FRAME_DURATIONS_MS,
    FRAME_SIZES,
    RECORDINGS_VARIABLE,
    Settings,
)
from gan_desktop.ui.file_dialogs import ask_for_file
from gan_desktop.ui.keys import closes_by_key
from gan_desktop.ui.sizes import em


class SettingsDialog(QDialog):
    """Changes the settings when it is accepted."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        closes_by_key(self)
        self.setWindowTitle(self.tr("Recording settings"))
        self._settings = settings
        self._folder = QLineEdit(str(settings.recordings_folder))
        self._folder.setMinimumWidth(em(self, 16))
        browse = QPushButton(self.tr("Choose…"))
        browse.clicked.connect(self._on_browse)
        row = QHBoxLayout()
        row.addWidget(self._folder, 1)
        row.addWidget(browse)
        self._size = QComboBox()
        for width, height in FRAME_SIZES:
            self._size.addItem(f"{width} x {height}", (width, height))
        self._size.setCurrentIndex(FRAME_SIZES.index(settings.frame_size))
        self._duration = QComboBox()
        for ms in FRAME_DURATIONS_MS:
            text = self.tr("{ms} ms ({rate:g} frames a second)")
            self._duration.addItem(text.format(ms=ms, rate=1000 / ms), ms)
        self._duration.setCurrentIndex(FRAME_DURATIONS_MS.index(settings.frame_ms))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        self._error.setVisible(False)
        form.addRow(self.tr("Folder"), row)
        form.addRow(self._error)
        if settings.recordings_folder_fixed:
            self._folder.setEnabled(False)
            browse.setEnabled(False)
            note = self.tr("Set by the environment variable {name}.")
            form.addRow("", QLabel(note.format(name=RECORDINGS_VARIABLE)))
        form.addRow(self.tr("Frame size, pixels"), self._size)
        form.addRow(self.tr("Each frame is shown for"), self._duration)
        form.addRow(buttons)

    def accept(self) -> None:
        """Qt: take the values over, or say what is wrong with the folder."""
        if not self._settings.recordings_folder_fixed:
            folder = Path(self._folder.text().strip()).expanduser()
            if not folder.is_absolute() or (folder.exists() and not folder.is_dir()):
                wrong = self.tr("'{text}' is not a folder; allowed: a full path such as {example}.")
                example = Path.home() / "recordings"
                self._error.setText(wrong.format(text=self._folder.text(), example=example))
                self._error.setVisible(True)
                return
            self._settings.recordings_folder = folder
        self._settings.frame_size = tuple(self._size.currentData())
        self._settings.frame_ms = self._duration.currentData()
        super().accept()

    @Slot()
    def _on_browse(self) -> None:
        dialog = ask_for_file(
            self, "recordingsFolderDialog", self.tr("Folder for recordings"),
            Path(self._folder.text()), "", "", saving=False,
        )  # fmt: skip
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._folder.setText)
        dialog.open()
