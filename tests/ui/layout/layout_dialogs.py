"""The other windows and dialogs, each as full as it gets, without what they work with."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from gan_desktop.app.settings import Settings
from gan_desktop.core.presets import load_preset
from gan_desktop.ui.comparison.window import ComparisonWindow
from gan_desktop.ui.judging.dialog import JudgingDialog
from gan_desktop.ui.palette import LIGHT
from gan_desktop.ui.publishing.dialog import ExportDialog, Span
from gan_desktop.ui.settings_dialog import SettingsDialog
from gan_desktop.ui.target_gallery import TargetGallery

# Of the screen with 1024 x 600, below a title bar.
ROOM = (1024, 570)
DESIGNS = 3


def _judging() -> JudgingDialog:
    config = load_preset("ring8-blog")
    dialog = JudgingDialog()
    dialog.set_palette(LIGHT)
    dialog.show_design(config.with_values({"regularisers.r1": 1.0}), config)
    return dialog


def _comparison() -> ComparisonWindow:
    window = ComparisonWindow()
    window.set_palette(LIGHT)
    window.stage.set_count(DESIGNS)
    for header in window.stage.headers:
        header.show_title("Non-saturating, with a long name of its own")
    window.show_designs((), (), ["A", "B", "C"])
    return window


DIALOGS: dict[str, Callable[[QWidget], QDialog | QWidget]] = {
    "judging": lambda _parent: _judging(),
    "comparison": lambda _parent: _comparison(),
    "export": lambda _parent: ExportDialog(Span(Path("a run.ganrun"), 0, 10_000, 10_000), None),
    "settings": lambda parent: SettingsDialog(Settings(parent), parent),
    "gallery": lambda parent: TargetGallery(LIGHT, "", parent),
}
