"""Relativistic pairing objective (RpGAN, RSGAN): each real point against one generated point.

Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4.1; Sun et al. 2020, arXiv:2011.04926.
"""

from torch import Tensor
from torch.nn.functional import softplus

from gan_desktop.core.layers.optimal import RELATIVE
from gan_desktop.core.metrics.game import Reading
from gan_desktop.training.objectives.objective import Objective


def d_loss(real: Tensor, fake: Tensor) -> Tensor:
    """E[softplus(-(f(x) - f(G(z))))], the points of both batches taken in pairs."""
    return softplus(fake - real).mean()


def g_loss(real: Tensor | None, fake: Tensor) -> Tensor:
    """E[softplus(-(f(G(z)) - f(x)))]."""
    assert real is not None  # noqa: S101 -- `pairs`
    return softplus(real - fake).mean()


OBJECTIVE = Objective(
    d_loss,
    g_loss,
    Reading.RELATIVE,
    pairs=True,
    optimum=RELATIVE,
    joint=True,
)
