"""Relativistic average hinge objective (RaHingeGAN).

Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4.3.
"""

from torch import Tensor
from torch.nn.functional import relu

from gan_desktop.training.objectives.relativistic import against_means


def _high(difference: Tensor) -> Tensor:
    """max(0, 1 - d): D: 1/2 (E[max(0, 1 - f(x) + E f(y))] + E[max(0, 1 + f(y) - E f(x))])."""
    return relu(1 - difference)


def _low(difference: Tensor) -> Tensor:
    """max(0, 1 + d)."""
    return relu(1 + difference)


OBJECTIVE = against_means(_high, _low)
