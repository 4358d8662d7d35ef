"""A design in one line: the preset's name and what differs from it."""

from PySide6.QtCore import QCoreApplication

from gan_desktop.core.config import ExperimentConfig, all_params
from gan_desktop.core.presets import presets
from gan_desktop.core.unused import unused_settings
from gan_desktop.ui.words import translated

# Told beside it: how many steps, which seeds. How it is displayed is no part of a design.
_LEFT_OUT = ("training.steps", "training.seed", "display.")


def design_line(config: ExperimentConfig, reference: ExperimentConfig) -> str:
    """For instance "The blog's ring of 8 · Batch size 64 · target changed"."""
    translate = QCoreApplication.translate
    names = [preset.label for preset in presets().values() if preset.config == reference]
    parts = [translated(names[0]) if names else translate("Judging", "experiment")]
    changed, unused = config.changed_from(reference), unused_settings(config)
    for path, param in all_params():
        if path in changed and path not in unused and not path.startswith(_LEFT_OUT):
            parts.append(f"{translated(param.label)} {param.text(config.value(path))}")
    if "target" in changed:
        parts.append(translate("Judging", "target changed"))
    return " · ".join(parts)
