"""Least-squares objective (LSGAN): outputs are pulled to labels.

Mao et al. 2017, arXiv:1611.04076, equation 2.
"""

from torch import Tensor

from gan_desktop.core.layers.optimal import labels
from gan_desktop.core.metrics.game import Reading
from gan_desktop.core.sections import LossConfig
from gan_desktop.training.objectives.objective import Objective


def objective(config: LossConfig) -> Objective:
    """D: 1/2 E[(f(x) - b)^2] + 1/2 E[(f(y) - a)^2]; G: 1/2 E[(f(y) - c)^2].

    a = 0, b = c = 1 is equation 9 of the paper, a = -1, b = 1, c = 0 its equation 8.
    """
    a, b, c = config.fake_label, config.real_label, config.wanted_label

    def d_loss(real: Tensor, fake: Tensor) -> Tensor:
        return 0.5 * (real - b).pow(2).mean() + 0.5 * (fake - a).pow(2).mean()

    def g_loss(_real: Tensor | None, fake: Tensor) -> Tensor:
        return 0.5 * (fake - c).pow(2).mean()

    def smoothed(real: Tensor, fake: Tensor, e: float) -> Tensor:
        # A part e of the way from b to a: what 1 - e is between 0 and 1.
        return 0.5 * (real - (b + e * (a - b))).pow(2).mean() + 0.5 * (fake - a).pow(2).mean()

    return Objective(
        d_loss,
        g_loss,
        Reading.MARGIN,
        (a + b) / 2,
        smoothed=smoothed,
        optimum=labels(a, b),
    )
