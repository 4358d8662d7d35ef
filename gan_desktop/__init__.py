"""GAN Desktop: see, judge and teach how a generative adversarial network learns.

Importing the package imports neither torch nor Qt; `gan_desktop.training` and
`gan_desktop.ui` bring them in when they are wanted.
"""

from gan_desktop.core.presets import load_preset

__version__ = "0.1.0"

__all__ = ["__version__", "load_preset"]
