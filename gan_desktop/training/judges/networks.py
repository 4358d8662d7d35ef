"""Discriminators: one logit, two positive outputs, or an autoencoder."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

# Sizes of all layers to a multilayer perceptron.
Mlp = Callable[[tuple[int, ...]], nn.Sequential]


def logit(size: int, hidden: tuple[int, ...], mlp: Mlp) -> nn.Module:
    """(n, size) points to (n, 1) logits."""
    return mlp((size, *hidden, 1))


class Twins(nn.Module):
    """(n, size) points to (n, 2) positive outputs of two networks of the same shape."""

    def __init__(self, first: nn.Module, second: nn.Module) -> None:
        super().__init__()
        self.first, self.second = first, second

    def forward(self, points: Tensor) -> Tensor:
        """Both outputs, positive by softplus."""
        return softplus(torch.cat((self.first(points), self.second(points)), dim=1))


def twins(size: int, hidden: tuple[int, ...], mlp: Mlp) -> nn.Module:
    """Two discriminators (Nguyen et al. 2017, arXiv:1709.03831)."""
    return Twins(mlp((size, *hidden, 1)), mlp((size, *hidden, 1)))


class Autoencoder(nn.Module):
    """(n, size) points to (n, 1 + code) outputs: minus the reconstruction error, and the code.

    The error is the mean square over the coordinates. Minus, so that high means "looks real".
    """

    def __init__(self, encoder: nn.Module, decoder: nn.Module) -> None:
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def forward(self, points: Tensor) -> Tensor:
        """Minus the error of each row, then its code."""
        code = self.encoder(points)
        error = (self.decoder(code) - points).pow(2).mean(dim=1, keepdim=True)
        return torch.cat((-error, code), dim=1)


def autoencoder(size: int, hidden: tuple[int, ...], mlp: Mlp) -> nn.Module:
    """An autoencoder through one number (Zhao et al. 2017, arXiv:1609.03126)."""
    return Autoencoder(mlp((size, *hidden, 1)), mlp((1, *reversed(hidden), size)))
