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
    """(n, size) points to (n, 1 + features): minus the reconstruction error, and features.

    The error is the mean square over the coordinates. Minus, so that high means "looks real". The
    features are the last hidden layer of the encoder, from which the code is made.
    """

    def __init__(self, features: nn.Module, code: nn.Module, decoder: nn.Module) -> None:
        super().__init__()
        self.features, self.code, self.decoder = features, code, decoder

    def forward(self, points: Tensor) -> Tensor:
        """Minus the error of each row, then its features."""
        features = self.features(points)
        error = (self.decoder(self.code(features)) - points).pow(2).mean(dim=1, keepdim=True)
        return torch.cat((-error, features), dim=1)


def autoencoder(size: int, hidden: tuple[int, ...], mlp: Mlp) -> nn.Module:
    """An autoencoder through one number (Zhao et al. 2017, arXiv:1609.03126).

    With two, it could copy every point of the plane, and all points would look real.
    """
    encoder = mlp((size, *hidden, 1))
    return Autoencoder(encoder[:-1], encoder[-1], mlp((1, *reversed(hidden), size)))
