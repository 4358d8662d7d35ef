"""Objectives of autoencoders: R, the reconstruction error, is low where points look real.

Outputs (n, 1 + features): -R, then the features that the code is made from.
"""

from torch import Tensor

_TINY = 1e-24


def energy(outputs: Tensor) -> Tensor:
    """(n,) reconstruction errors R."""
    return -outputs[:, 0]


def pull_away(outputs: Tensor) -> Tensor:
    """Mean squared cosine between the features of different rows: 0 when all are orthogonal.

    Zhao et al. 2017, arXiv:1609.03126, section 2.4, on the encoder's last hidden layer: a code of
    one number would have the cosine +-1 everywhere. 0 for a single row.
    """
    features = outputs[:, 1:]
    # Not `normalize`: the second derivative of its norm is NaN where all features are 0, and
    # consensus takes it.
    directions = features / features.pow(2).sum(dim=1, keepdim=True).clamp_min(_TINY).sqrt()
    squares = (directions @ directions.T).pow(2)
    rows = len(outputs)
    return (squares.sum() - squares.diagonal().sum()) / max(1, rows * (rows - 1))
