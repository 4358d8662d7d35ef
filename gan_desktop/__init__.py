"""GAN Desktop: see, judge and teach how a generative adversarial network learns.

Importing the package imports neither torch nor Qt; `gan_desktop.training` and
`gan_desktop.ui` bring them in when they are wanted.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gan_desktop.core.config import ExperimentConfig

__version__ = "0.1.0"

__all__ = ["__version__", "load_preset"]


def load_preset(key: str) -> "ExperimentConfig":
    """The config of a preset, e.g. "ring8-blog".

    Raises:
        InvalidValueError: an unknown key; the sentence lists the known ones.
    """
    from gan_desktop.core import presets

    return presets.load_preset(key)
