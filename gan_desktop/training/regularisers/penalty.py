"""What a penalty is: something that is added to the discriminator's loss."""

from collections.abc import Callable
from typing import Protocol

import torch
from torch import Tensor

# Points, packed or not, to outputs or scores.
Critic = Callable[[Tensor], Tensor]


class PenaltyFunction(Protocol):
    """A penalty of strength 1."""

    def __call__(self, critic: Critic, real: Tensor, fake: Tensor, rng: torch.Generator) -> Tensor:
        """A scalar with its graph.

        Args:
            critic: one score of the discriminator, (n, 2m) to (n, 1).
            real: (n, 2m) what it is shown of the target, m points a row.
            fake: (n, 2m) what it is shown of the generator.
            rng: for what is drawn.
        """


def slopes(critic: Critic, points: Tensor) -> Tensor:
    """(n,) norms of the gradient of each row's output by that row, with their graph.

    Each row's output must depend on that row alone: batch normalisation breaks that.
    """
    return squared_slopes(critic, points).clamp_min(1e-24).sqrt()


def squared_slopes(critic: Critic, points: Tensor) -> Tensor:
    """(n,) squares of those norms; differentiable where they are 0, too."""
    # Points with a graph keep it: consensus and unrolling need the way back to the generator.
    if not points.requires_grad:
        points = points.detach().requires_grad_(True)
    outputs = critic(points)
    (gradient,) = torch.autograd.grad(outputs.sum(), points, create_graph=True)
    return gradient.flatten(1).pow(2).sum(dim=1)


def between(real: Tensor, fake: Tensor, rng: torch.Generator) -> Tensor:
    """One point on each line from a generated to a real row, uniformly."""
    share = torch.rand(len(real), 1, generator=rng)
    return fake + share * (real - fake)
