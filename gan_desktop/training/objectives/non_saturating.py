"""Non-saturating objective: what the blog trains with.

Goodfellow et al. 2014, arXiv:1406.2661, section 3.
"""

from torch import Tensor
from torch.nn.functional import softplus

from gan_desktop.core.layers.optimal import logit
from gan_desktop.training.objectives.minimax import d_loss, smoothed
from gan_desktop.training.objectives.objective import Objective


def g_loss(_real: Tensor | None, fake: Tensor) -> Tensor:
    """E[softplus(-f(G(z)))] = -E[log D(G(z))], D = sigmoid(f)."""
    return softplus(-fake).mean()


OBJECTIVE = Objective(
    d_loss,
    g_loss,
    smoothed=smoothed,
    optimum=logit,
)
