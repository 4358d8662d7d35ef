"""How the weights of a linear layer start."""

import math

import torch
from torch import nn

ORTHOGONAL_GAIN = 1.4


def normal_001(layer: nn.Linear, rng: torch.Generator) -> None:
    """Weights N(0, 0.01^2), biases 0 (TwistedW/See_GANs, ops.py)."""
    _normal(layer, 0.01, rng)


def normal_002(layer: nn.Linear, rng: torch.Generator) -> None:
    """Weights N(0, 0.02^2), biases 0 (Radford et al. 2016, arXiv:1511.06434)."""
    _normal(layer, 0.02, rng)


def fan_in(layer: nn.Linear, rng: torch.Generator) -> None:
    """Weights and biases uniform in +-1/sqrt(fan-in): PyTorch's default for nn.Linear."""
    bound = 1 / math.sqrt(layer.in_features)
    nn.init.uniform_(layer.weight, -bound, bound, generator=rng)
    nn.init.uniform_(layer.bias, -bound, bound, generator=rng)


def xavier(layer: nn.Linear, rng: torch.Generator) -> None:
    """Weights uniform in +-sqrt(6 / (fan-in + fan-out)), biases 0.

    Glorot & Bengio 2010, AISTATS 9, equation 16.
    """
    nn.init.xavier_uniform_(layer.weight, generator=rng)
    nn.init.zeros_(layer.bias)


def he(layer: nn.Linear, rng: torch.Generator) -> None:
    """Weights N(0, 2 / fan-in), biases 0 (He et al. 2015, arXiv:1502.01852, equation 10)."""
    _normal(layer, math.sqrt(2 / layer.in_features), rng)


def orthogonal(layer: nn.Linear, rng: torch.Generator) -> None:
    """Weights 1.4 times a random orthogonal matrix, biases 0 (Saxe et al. 2014, arXiv:1312.6120).

    The gain is the one of the unrolled GAN's notebook (Metz et al. 2017).
    """
    nn.init.orthogonal_(layer.weight, gain=ORTHOGONAL_GAIN, generator=rng)
    nn.init.zeros_(layer.bias)


def _normal(layer: nn.Linear, std: float, rng: torch.Generator) -> None:
    nn.init.normal_(layer.weight, std=std, generator=rng)
    nn.init.zeros_(layer.bias)
