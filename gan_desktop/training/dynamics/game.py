"""What dynamics need of a game: two losses, and two players with parameters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import torch
from torch import Tensor

Tensors = Sequence[Tensor]


class Game(Protocol):
    """Two losses on fresh data. `d_params` stands in for the discriminator's own, if given."""

    def next_d_move(self) -> None:
        """The losses from here on are those of another move of the discriminator."""

    def d_loss(self, d_params: Tensors | None = None, *, attached: bool = False) -> Tensor:
        """The discriminator's; a function of the generator's parameters too if `attached`."""

    def g_loss(self, d_params: Tensors | None = None) -> Tensor:
        """The generator's; a function of both players' parameters."""

    def value(self, loss: Tensor, network: str) -> float:
        """The loss as a number. Raises DivergedError when it is none."""


@dataclass
class Player:
    """One network as the dynamics see it.

    Attributes:
        params: what it moves.
        optimiser: how it moves along a gradient.
        project: called after each move: puts the parameters back where they are allowed to be.
    """

    params: Tensors
    optimiser: torch.optim.Optimizer
    project: Callable[[], None] = field(default=lambda: None)

    def follow(self, gradients: Sequence[Tensor | None]) -> None:
        """Move along these gradients."""
        for param, gradient in zip(self.params, gradients, strict=True):
            param.grad = gradient
        self.move()

    def move(self) -> None:
        """Move along the gradients that the parameters hold."""
        self.optimiser.step()
        self.project()
