"""Minimax (saturating) objective: what the blog's repository trains with.

Goodfellow et al. 2014, arXiv:1406.2661, equation 1.
"""

from torch import Tensor
from torch.nn.functional import softplus

from gan_desktop.core.layers.optimal import logit
from gan_desktop.training.objectives.objective import Objective


def d_loss(real: Tensor, fake: Tensor) -> Tensor:
    """E[softplus(-f(x))] + E[softplus(f(G(z)))] = -E[log D(x)] - E[log(1 - D(G(z)))]."""
    return softplus(-real).mean() + softplus(fake).mean()


def g_loss(_real: Tensor | None, fake: Tensor) -> Tensor:
    """-E[softplus(f(G(z)))] = E[log(1 - D(G(z)))]."""
    return -softplus(fake).mean()


def smoothed(real: Tensor, fake: Tensor, e: float) -> Tensor:
    """The real label is 1 - e: (1 - e) E[softplus(-f(x))] + e E[softplus(f(x))] + ... .

    One-sided, Salimans et al. 2016, arXiv:1606.03498, section 3.4.
    """
    return d_loss(real, fake) + e * (softplus(real) - softplus(-real)).mean()


OBJECTIVE = Objective(
    d_loss,
    g_loss,
    smoothed=smoothed,
    optimum=logit,
)
