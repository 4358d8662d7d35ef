"""Relativistic average least-squares objective (RaLSGAN).

Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4.3.
"""

from torch import Tensor

from gan_desktop.training.objectives.relativistic import against_means


def _high(difference: Tensor) -> Tensor:
    """(d - 1)^2: D: 1/2 (E[(f(x) - E f(y) - 1)^2] + E[(f(y) - E f(x) + 1)^2])."""
    return (difference - 1).pow(2)


def _low(difference: Tensor) -> Tensor:
    """(d + 1)^2."""
    return (difference + 1).pow(2)


OBJECTIVE = against_means(_high, _low)
