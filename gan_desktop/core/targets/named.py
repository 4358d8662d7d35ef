"""`NamedTarget`: a target with its words and the view that shows it."""

from dataclasses import dataclass

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.metrics.scene import Limits
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.shape_target import ShapeTarget


@dataclass(frozen=True)
class NamedTarget:
    """One line of the table.

    Attributes:
        key: what files and the command line call it.
        label: what menus call it (English; translated where it is shown).
        about: one sentence: the recipe and where it is from.
        target: the law.
        x_limits: lowest and highest x of the view that shows it.
        y_limits: the same for y.
    """

    key: str
    label: str
    about: str
    target: GaussianMixture | ShapeTarget
    x_limits: Limits
    y_limits: Limits

    def put_into(self, config: ExperimentConfig) -> ExperimentConfig:
        """A config with this target and its view instead of its own."""
        view = {"display.x_limits": self.x_limits, "display.y_limits": self.y_limits}
        return config.replaced(target=self.target).with_values(view)
