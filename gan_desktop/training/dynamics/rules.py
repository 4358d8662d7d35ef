"""Update rules: in which order, and from where, the two players move."""

from collections.abc import Generator
from typing import Protocol

import torch
from torch import Tensor

from gan_desktop.training.dynamics.game import Game, Player
from gan_desktop.training.dynamics.gradients import Gradients, cloned

Losses = tuple[float, float]


class Rule(Protocol):
    """One step: `d_steps` moves of the discriminator and one of the generator."""

    def __call__(
        self, game: Game, d: Player, g: Player, gradients: Gradients, d_steps: int
    ) -> Losses:
        """Returns (discriminator's, generator's) loss before their last moves."""


def alternating(game: Game, d: Player, g: Player, gradients: Gradients, d_steps: int) -> Losses:
    """D moves, then G against the new D (Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1)."""
    parts = alternating_in_parts(game, d, g, gradients, d_steps)
    while True:
        try:
            next(parts)
        except StopIteration as end:
            losses: Losses = end.value
            return losses


def alternating_in_parts(
    game: Game, d: Player, g: Player, gradients: Gradients, d_steps: int
) -> Generator[float, None, Losses]:
    """`alternating` with halts before and after each move of D, and before G's.

    Yields:
        The loss that the move follows.
    """
    for _ in range(d_steps):
        game.next_d_move()
        d_value = gradients.d(game, d, g)
        yield d_value
        d.move()
        yield d_value
    g_value = gradients.g(game, d, g)
    yield g_value
    g.move()
    return d_value, g_value


def simultaneous(game: Game, d: Player, g: Player, gradients: Gradients, d_steps: int) -> Losses:
    """Both gradients at the same point, then both moves (Mescheder et al. 2018, algorithm 1).

    Of several discriminator steps only the last one is simultaneous.
    """
    _lead(game, d, g, gradients, d_steps)
    return _both(game, d, g, gradients)


def extra_gradient(game: Game, d: Player, g: Player, gradients: Gradients, d_steps: int) -> Losses:
    """Move to a point ahead, take the gradients there, and move by them from the start.

    Gidel et al. 2019, arXiv:1802.10551, algorithm 2; with Adam its algorithm 4 (the moments are
    updated at both points). Twice the cost.
    """
    _lead(game, d, g, gradients, d_steps)
    start = [[param.detach().clone() for param in player.params] for player in (d, g)]
    try:
        _both(game, d, g, gradients)
        d_value = gradients.d(game, d, g)
        held = cloned(d.params)
        g_value = gradients.g(game, d, g)
    finally:
        # Also when it diverges out there: then no move is made.
        for player, params in zip((d, g), start, strict=True):
            _put_back(player, params)
    d.follow(held)
    g.move()
    return d_value, g_value


def _lead(game: Game, d: Player, g: Player, gradients: Gradients, d_steps: int) -> None:
    """All moves of the discriminator but the last one, which is left to the caller."""
    for _ in range(d_steps - 1):
        game.next_d_move()
        gradients.d(game, d, g)
        d.move()
    game.next_d_move()


def _both(game: Game, d: Player, g: Player, gradients: Gradients) -> Losses:
    d_value = gradients.d(game, d, g)
    held = cloned(d.params)
    g_value = gradients.g(game, d, g)
    d.follow(held)
    g.move()
    return d_value, g_value


@torch.no_grad()
def _put_back(player: Player, params: list[Tensor]) -> None:
    for param, start in zip(player.params, params, strict=True):
        param.copy_(start)
