"""EBGAN: the energy is low at real points, and above a margin at generated ones.

Zhao et al. 2017, arXiv:1609.03126, equations 1 and 2, section 2.4.
"""

from torch import Tensor
from torch.nn.functional import relu

from gan_desktop.core.layers.optimal import ENERGY
from gan_desktop.core.metrics.game import Reading
from gan_desktop.core.sections import LossConfig
from gan_desktop.training.objectives.energies import energy, pull_away
from gan_desktop.training.objectives.objective import Objective


def objective(config: LossConfig) -> Objective:
    """D: E[R(x)] + E[max(0, m - R(y))]; G: E[R(y)] + w PT, PT the pull-away term."""
    margin, weight = config.margin, config.pull_away

    def d_loss(real: Tensor, fake: Tensor) -> Tensor:
        return energy(real).mean() + relu(margin - energy(fake)).mean()

    def g_loss(_real: Tensor | None, fake: Tensor) -> Tensor:
        loss = energy(fake).mean()
        return loss + weight * pull_away(fake) if weight else loss

    return Objective(
        d_loss,
        g_loss,
        Reading.SCORE,
        optimum=ENERGY,
        joint=weight > 0,
    )
