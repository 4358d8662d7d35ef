"""Penalties on the discriminator's slope between, at and around the points."""

import torch
from torch import Tensor

from gan_desktop.training.regularisers.penalty import (
    Critic,
    between,
    slopes,
    squared_slopes,
)


def wgan_gp(critic: Critic, real: Tensor, fake: Tensor, rng: torch.Generator) -> Tensor:
    """E[(|grad f(x^)| - 1)^2], x^ uniform on the lines between generated and real points.

    Gulrajani et al. 2017, arXiv:1704.00028, equation 3.
    """
    return (slopes(critic, between(real, fake, rng)) - 1).pow(2).mean()


def wgan_lp(critic: Critic, real: Tensor, fake: Tensor, rng: torch.Generator) -> Tensor:
    """E[max(0, |grad f(x^)| - 1)^2]: only slopes above 1 cost.

    Petzka et al. 2018, arXiv:1709.08894, equation 8.
    """
    return (slopes(critic, between(real, fake, rng)) - 1).clamp_min(0).pow(2).mean()


def gp_0(critic: Critic, real: Tensor, fake: Tensor, rng: torch.Generator) -> Tensor:
    """E[|grad f(x^)|^2]: centred at 0.

    Thanh-Tung et al. 2019, arXiv:1902.03984, equation 7.
    """
    return squared_slopes(critic, between(real, fake, rng)).mean()


def r1(
    critic: Critic,
    real: Tensor,
    fake: Tensor,  # noqa: ARG001 -- as the others
    rng: torch.Generator,  # noqa: ARG001
) -> Tensor:
    """1/2 E[|grad f(x)|^2] at real points: with the paper's 1/2.

    Mescheder et al. 2018, arXiv:1801.04406, equation 9.
    """
    return 0.5 * squared_slopes(critic, real).mean()


def r2(
    critic: Critic,
    real: Tensor,  # noqa: ARG001 -- as the others
    fake: Tensor,
    rng: torch.Generator,  # noqa: ARG001
) -> Tensor:
    """1/2 E[|grad f(y)|^2] at generated points.

    Mescheder et al. 2018, arXiv:1801.04406, equation 10.
    """
    return 0.5 * squared_slopes(critic, fake).mean()


def dragan(
    critic: Critic,
    real: Tensor,
    fake: Tensor,  # noqa: ARG001 -- as the others
    rng: torch.Generator,
) -> Tensor:
    """E[(|grad f(x + a u)| - 1)^2], a uniform in [0, 1], u = 0.5 std(X) U[0, 1].

    Kodali et al. 2017, arXiv:1705.07215, equation 4.

    std(X) is the standard deviation of all coordinates of the batch, as in the authors' code.
    """
    noise = 0.5 * real.std() * torch.rand(real.shape, generator=rng)
    share = torch.rand(len(real), 1, generator=rng)
    return (slopes(critic, real + share * noise) - 1).pow(2).mean()
