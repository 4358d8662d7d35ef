"""Fresh points of the target as tensors, for the training loop."""

import numpy as np
import torch
from torch import Tensor

from gan_desktop.core.mixture import GaussianMixture


class MixtureSampler:
    """Draws float32 points of one mixture.

    What it takes from the generator depends on the count alone: a moved mean changes the points,
    never the noise.
    """

    def __init__(self, mixture: GaussianMixture) -> None:
        roots = mixture.cholesky
        # One row a mode: mean x, mean y, L11, L22, L21. A single gather serves all of them.
        rows = np.column_stack(
            [np.array(mixture.means), roots[:, 0, 0], roots[:, 1, 1], roots[:, 1, 0]]
        )
        self._rows = torch.tensor(rows, dtype=torch.float32)
        self._edges = torch.tensor(np.cumsum(mixture.shares)[:-1], dtype=torch.float32)

    def sample(self, count: int, rng: torch.Generator) -> Tensor:
        """(count, 2) independent points."""
        uniform = torch.rand(count, generator=rng)
        noise = torch.randn(count, 2, generator=rng)
        rows = self._rows[torch.bucketize(uniform, self._edges, right=True)]
        points = torch.addcmul(rows[:, :2], rows[:, 2:4], noise)
        points[:, 1].addcmul_(rows[:, 4], noise[:, 0])
        return points
