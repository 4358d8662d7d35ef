"""Where a player's gradient comes from: the plain loss, consensus, or an unrolled opponent."""

from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor

from gan_desktop.training.dynamics.game import Game, Player
from gan_desktop.training.dynamics.optimisers import simulate


class Gradients(Protocol):
    """Leaves each player's gradient in its parameters' `grad`, and returns the loss."""

    def d(self, game: Game, d: Player, g: Player) -> float:
        """The discriminator's."""

    def g(self, game: Game, d: Player, g: Player) -> float:
        """The generator's."""


class Plain:
    """Each player's gradient of its own loss."""

    def d(self, game: Game, d: Player, g: Player) -> float:  # noqa: ARG002 -- as the protocol
        """Gradient of the discriminator's loss by its parameters."""
        return _backward(game, game.d_loss(), d, "discriminator")

    def g(self, game: Game, d: Player, g: Player) -> float:  # noqa: ARG002 -- as the protocol
        """Gradient of the generator's loss by its parameters."""
        return _backward(game, game.g_loss(), g, "generator")


class Consensus:
    """v + strength * grad(|v|^2 / 2), v = both players' gradients together.

    Mescheder et al. 2017, arXiv:1705.10461, algorithm 2. Costs a second backward pass.
    """

    def __init__(self, strength: float) -> None:
        self._strength = strength

    def d(self, game: Game, d: Player, g: Player) -> float:
        """The discriminator's part."""
        return self._gradient(game, d, g, "discriminator")

    def g(self, game: Game, d: Player, g: Player) -> float:
        """The generator's part."""
        return self._gradient(game, d, g, "generator")

    def _gradient(self, game: Game, d: Player, g: Player, network: str) -> float:
        losses = {"discriminator": game.d_loss(attached=True), "generator": game.g_loss()}
        value = [game.value(loss, name) for name, loss in losses.items()]
        fields = {
            name: torch.autograd.grad(loss, player.params, create_graph=True)
            for (name, loss), player in zip(losses.items(), (d, g), strict=True)
        }
        half = 0.5 * sum(part.pow(2).sum() for field in fields.values() for part in field)
        player = d if network == "discriminator" else g
        assert isinstance(half, Tensor)  # noqa: S101 -- there is at least one parameter
        pulls = torch.autograd.grad(half, player.params, allow_unused=True)
        for param, own, pull in zip(player.params, fields[network], pulls, strict=True):
            total = own.detach()
            param.grad = total if pull is None else total + self._strength * pull
        return value[0 if network == "discriminator" else 1]


class Unrolled(Plain):
    """The generator's loss after `steps` moves that the discriminator would make next.

    The gradient flows back through those moves, which are not made. Metz et al. 2017,
    arXiv:1611.02163, equations 7 to 9. Costs `steps` more passes.
    """

    def __init__(self, steps: int) -> None:
        self._steps = steps

    def g(self, game: Game, d: Player, g: Player) -> float:
        """Gradient of the generator's loss against the discriminator to come."""
        params, moments = tuple(d.params), None
        for _ in range(self._steps):
            loss = game.d_loss(params, attached=True)
            game.value(loss, "discriminator")
            gradients = torch.autograd.grad(loss, params, create_graph=True)
            params, moments = simulate(d.optimiser, params, gradients, moments)
        return _backward(game, game.g_loss(params), g, "generator")


def _backward(game: Game, loss: Tensor, player: Player, network: str) -> float:
    value = game.value(loss, network)
    player.optimiser.zero_grad()
    # Only this player's gradients: the other one's would be thrown away.
    torch.autograd.backward(loss, inputs=list(player.params))
    return value


def cloned(gradients: Sequence[Tensor]) -> list[Tensor | None]:
    """What the parameters hold now, for later."""
    return [None if p.grad is None else p.grad.clone() for p in gradients]
