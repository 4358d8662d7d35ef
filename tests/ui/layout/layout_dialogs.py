"""The other windows and dialogs, filled in, without the sessions that they show."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gan_desktop.app.judging import Judged, JudgingOrder, JudgingProgress
from gan_desktop.app.jury import JuryProgress, SeedProgress, SeedState
from gan_desktop.app.settings import Settings
from gan_desktop.core.presets import load_preset
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.core.verdict.seed_row import SeedRow
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


def _judged(rows: tuple[SeedRow, ...]) -> JudgingDialog:
    """With a result: card, bands and table."""
    dialog, config = _judging(), load_preset("ring8-blog")
    order = JudgingOrder("Ring of 8, the blog's recipe", config, config, len(rows), 1)
    seeds = tuple(SeedProgress(row.seed, SeedState.DONE, row.steps, row) for row in rows)
    progress = JudgingProgress(JuryProgress(seeds, 100), 0.0)
    dialog.show_result(Judged(order, SeedSummary.of(rows)), progress)
    return dialog


def _comparison() -> ComparisonWindow:
    window = ComparisonWindow()
    window.set_palette(LIGHT)
    window.stage.set_count(DESIGNS)
    for header in window.stage.headers:
        header.show_title("Non-saturating, with a long name of its own")
    window.show_designs((), (), ["A", "B", "C"])
    return window


# Made for a parent, with rows of a judged design.
DIALOGS: dict[str, Callable[[QWidget, tuple[SeedRow, ...]], QWidget]] = {
    "judging": lambda _parent, _rows: _judging(),
    "judged": lambda _parent, rows: _judged(rows),
    "comparison": lambda _parent, _rows: _comparison(),
    "export": lambda _parent, _rows: ExportDialog(
        Span(Path("a run.ganrun"), 0, 10_000, 10_000), None
    ),
    "settings": lambda parent, _rows: SettingsDialog(Settings(parent), parent),
    "gallery": lambda parent, _rows: TargetGallery(LIGHT, "", parent),
}
