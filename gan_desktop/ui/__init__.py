"""The window: widgets that draw what they are given and report what the person did."""

import locale
from pathlib import Path
from typing import TYPE_CHECKING

import pyqtgraph
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.presets import DEFAULT_PRESET, load_preset

if TYPE_CHECKING:
    from gan_desktop.ui.main_window import MainWindow


def build_window(config: ExperimentConfig | None = None, path: Path | None = None) -> "MainWindow":
    """The wired main window, not yet shown; a QApplication must exist.

    Applies the process-wide settings: style, numbers with a decimal point, garbage collection
    and switch interval (the last two until the window is closed).

    Args:
        config: what to begin with; the default preset's if None.
        path: the file that it was read from, if it was.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("build_window needs a QApplication")
    from gan_desktop.ui.main_window import MainWindow

    application.setApplicationName("GAN Desktop")
    application.setStyle("Fusion")
    # Numbers are written with a point in files, on the command line and here, in every country.
    QLocale.setDefault(QLocale.c())
    locale.setlocale(locale.LC_NUMERIC, "C")
    # pyqtgraph drops mouse moves that come within 10 ms of each other: after a stall a whole quick
    # drag would be taken for a click. Qt itself merges moves that nobody had time for.
    pyqtgraph.setConfigOption("mouseRateLimit", -1)
    return MainWindow(config or load_preset(DEFAULT_PRESET), path)
