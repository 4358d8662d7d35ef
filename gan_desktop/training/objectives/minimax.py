"""Minimax (saturating) objective: what the blog's repository trains with."""

from torch import Tensor
from torch.nn.functional import softplus

from gan_desktop.training.objectives.objective import Objective


def d_loss(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """E[softplus(-f(x))] + E[softplus(f(G(z)))] = -E[log D(x)] - E[log(1 - D(G(z)))]."""
    return softplus(-real_logits).mean() + softplus(fake_logits).mean()


def g_loss(fake_logits: Tensor) -> Tensor:
    """-E[softplus(f(G(z)))] = E[log(1 - D(G(z)))]."""
    return -softplus(fake_logits).mean()


OBJECTIVE = Objective(d_loss, g_loss, "Goodfellow et al. 2014, arXiv:1406.2661, equation 1")
