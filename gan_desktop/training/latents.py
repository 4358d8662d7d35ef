"""The laws of the latent: functions of (count, size, generator) to a (count, size) tensor."""

import torch
from torch import Tensor


def normal(count: int, size: int, rng: torch.Generator) -> Tensor:
    """N(0, 1) in each coordinate."""
    return torch.randn(count, size, generator=rng)


def uniform(count: int, size: int, rng: torch.Generator) -> Tensor:
    """Uniform in [-1, 1] in each coordinate."""
    return torch.rand(count, size, generator=rng).mul_(2).sub_(1)
