"""How the weights of a linear layer start."""

import math

import torch
from torch import nn


def normal_001(layer: nn.Linear, rng: torch.Generator) -> None:
    """Weights N(0, 0.01^2), biases 0 (TwistedW/See_GANs, ops.py)."""
    nn.init.normal_(layer.weight, std=0.01, generator=rng)
    nn.init.zeros_(layer.bias)


def fan_in(layer: nn.Linear, rng: torch.Generator) -> None:
    """Weights and biases uniform in +-1/sqrt(fan-in): PyTorch's default for nn.Linear."""
    bound = 1 / math.sqrt(layer.in_features)
    nn.init.uniform_(layer.weight, -bound, bound, generator=rng)
    nn.init.uniform_(layer.bias, -bound, bound, generator=rng)
