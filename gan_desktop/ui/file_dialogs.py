"""Dialogs that ask for a file: the window lives on behind them."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gan_desktop.ui.keys import closes_by_key


def ask_for_file(
    window: QWidget, name: str, title: str, path: Path, kinds: str, suffix: str, saving: bool
) -> QFileDialog:
    """A dialog, not yet open; its `fileSelected` answers. It asks before it replaces a file."""
    folder = path if path.is_dir() else path.parent
    dialog = QFileDialog(window, title, str(folder))
    dialog.setObjectName(name)
    closes_by_key(dialog)
    dialog.setNameFilter(kinds)
    if saving:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(path.name)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.finished.connect(dialog.deleteLater)
    return dialog
