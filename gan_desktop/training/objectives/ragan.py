"""Relativistic average objective (RaGAN, RaSGAN).

Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4.3.
"""

from torch import Tensor
from torch.nn.functional import softplus

from gan_desktop.training.objectives.relativistic import against_means


def _high(difference: Tensor) -> Tensor:
    """softplus(-d): D: 1/2 (E[softplus(-(f(x) - E f(y)))] + E[softplus(f(y) - E f(x))])."""
    return softplus(-difference)


OBJECTIVE = against_means(_high, softplus)
