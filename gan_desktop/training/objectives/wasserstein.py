"""Wasserstein objective: the discriminator is a critic, which something must keep flat.

Arjovsky et al. 2017, arXiv:1701.07875, equations 2 and 3.
"""

from torch import Tensor

from gan_desktop.core.layers.optimal import NOT_LOCAL
from gan_desktop.core.metrics.game import Reading
from gan_desktop.training.objectives.objective import Objective


def d_loss(real: Tensor, fake: Tensor) -> Tensor:
    """E[f(G(z))] - E[f(x)]: minus the estimate of the distance."""
    return fake.mean() - real.mean()


def g_loss(_real: Tensor | None, fake: Tensor) -> Tensor:
    """-E[f(G(z))]."""
    return -fake.mean()


OBJECTIVE = Objective(
    d_loss,
    g_loss,
    Reading.SCORE,
    optimum=NOT_LOCAL,
)
