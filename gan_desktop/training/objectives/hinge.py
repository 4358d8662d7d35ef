"""Hinge objective: points beyond the margin no longer move the discriminator.

Lim & Ye 2017, arXiv:1705.02894; Miyato et al. 2018, arXiv:1802.05957, equations 16 and 17.
"""

from torch import Tensor
from torch.nn.functional import relu

from gan_desktop.core.layers.optimal import sign
from gan_desktop.core.metrics.game import Reading
from gan_desktop.training.objectives.objective import Objective


def d_loss(real: Tensor, fake: Tensor) -> Tensor:
    """E[max(0, 1 - f(x))] + E[max(0, 1 + f(G(z)))]."""
    return relu(1 - real).mean() + relu(1 + fake).mean()


def g_loss(_real: Tensor | None, fake: Tensor) -> Tensor:
    """-E[f(G(z))]."""
    return -fake.mean()


OBJECTIVE = Objective(
    d_loss,
    g_loss,
    Reading.MARGIN,
    optimum=sign,
)
