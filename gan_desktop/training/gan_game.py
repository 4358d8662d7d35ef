"""The GAN as a game: fresh data, what the discriminator is shown, losses and penalties."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.func import functional_call

from gan_desktop.core.errors import DivergedError
from gan_desktop.core.sections import LossConfig
from gan_desktop.training.objectives.objective import Objective
from gan_desktop.training.regularisers.penalty import Critic, PenaltyFunction
from gan_desktop.training.seen import Seen

Draw = Callable[[int], Tensor]


@dataclass(frozen=True)
class ActivePenalty:
    """A penalty with its strength, taken in every `interval`-th move of the discriminator."""

    compute: PenaltyFunction
    strength: float
    interval: int = 1


class GanGame:
    """The two losses on fresh data (`training.dynamics.game.Game`).

    Attributes:
        step: the step that is being taken, for the sentence of a divergence.
        objective: the pair of losses.
        objective_key: what it was made from.
        penalties: what is added to the discriminator's loss.
        batch: rows that the discriminator sees of each class.
        packing: points in a row.
        noise: standard deviation of the noise on all points that it sees.
        smoothing: what real labels are less than 1.
        seen: is told what the losses are computed from; None while nobody looks.
    """

    def __init__(
        self,
        generator: nn.Module,
        discriminator: nn.Module,
        draw_latent: Draw,
        noise_rng: torch.Generator,
    ) -> None:
        self._generator, self._discriminator = generator, discriminator
        self._names = [name for name, _ in discriminator.named_parameters()]
        # In one pass the statistics of batch normalisation would mix real and generated points.
        self._apart = any(isinstance(m, nn.BatchNorm1d) for m in discriminator.modules())
        self._draw_latent, self._noise_rng = draw_latent, noise_rng
        self._draw_real: Draw | None = None
        self._last_real: Tensor | None = None
        self._last_outputs: tuple[Tensor, Tensor] | None = None
        self._d_moves = 0
        self.step = 0
        self.objective: Objective
        self.objective_key: tuple[str, LossConfig] | None = None
        self.penalties: tuple[ActivePenalty, ...] = ()
        self.batch, self.packing = 1, 1
        self.noise = self.smoothing = 0.0
        self.seen: Seen | None = None

    def set_target(self, draw_real: Draw) -> None:
        """Real points come from here."""
        self._draw_real = draw_real

    def next_d_move(self) -> None:
        """The losses from here on are those of another move: lazy penalties count them.

        A rule that takes a loss twice for one move, at two points, takes the same penalties twice.
        """
        self._d_moves += 1

    def draw_anew(self) -> None:
        """The generator moves though the discriminator has not: real points are drawn for it.

        A loss of pairs compares with them; those of an older move would not be fresh.
        """
        assert self._draw_real is not None  # noqa: S101 -- set before the first step
        if self.objective.pairs:
            self._last_real = self._shown(self._draw_real(self.batch * self.packing))

    def d_loss(self, d_params: Sequence[Tensor] | None = None, *, attached: bool = False) -> Tensor:
        """The discriminator's loss on fresh points, with its penalties."""
        assert self._draw_real is not None  # noqa: S101 -- set before the first step
        drawn = self._draw_real(self.batch * self.packing)
        real = self._shown(drawn)
        with torch.set_grad_enabled(attached):
            made = self._generator(self._draw_latent(self.batch * self.packing))
            fake = self._shown(made)
        real_outputs, fake_outputs = self._both(real, fake, d_params)
        self._last_real = real
        if d_params is None:
            self._last_outputs = real_outputs.detach(), fake_outputs.detach()
            if self.seen is not None:
                self.seen.by_discriminator(drawn, made, real_outputs, fake_outputs)
        if self.smoothing and self.objective.smoothed is not None:
            loss = self.objective.smoothed(real_outputs, fake_outputs, self.smoothing)
        else:
            loss = self.objective.d_loss(real_outputs, fake_outputs)
        for penalty in self.penalties:
            if self._d_moves % penalty.interval == 0:
                weight = penalty.strength * penalty.interval
                for critic in self._scores(d_params):
                    value = penalty.compute(critic, real, fake, self._noise_rng)
                    loss = loss + weight * value
        return loss

    def g_loss(self, d_params: Sequence[Tensor] | None = None) -> Tensor:
        """The generator's loss on fresh points."""
        made = self._generator(self._draw_latent(self.batch * self.packing))
        fake, real_outputs = self._shown(made), None
        if self.objective.pairs:
            assert self._last_real is not None  # noqa: S101 -- the discriminator moves first
            real_outputs, fake_outputs = self._both(self._last_real, fake, d_params)
        else:
            fake_outputs = self._critic(d_params)(fake)
        if self.seen is not None:
            self.seen.for_generator(made, fake_outputs)
        return self.objective.g_loss(real_outputs, fake_outputs)

    def after_step(self) -> None:
        """Both have moved: what the objective remembers follows."""
        if self.objective.memory is not None and self._last_outputs is not None:
            self.objective.memory.after_step(*self._last_outputs)

    def value(self, loss: Tensor, network: str) -> float:
        """The loss as a number. Raises DivergedError when it is NaN or infinite."""
        value = loss.item()
        if not math.isfinite(value):
            raise DivergedError(self.step, network, f"loss {value}")
        return value

    def state_dict(self) -> dict[str, Any]:
        """Where lazy penalties stand, and what the objective remembers."""
        memory = self.objective.memory
        return {
            "d_moves": self._d_moves,
            "memory": {} if memory is None else memory.state_dict(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a state. Raises ValueError when it is none."""
        count = state["d_moves"]
        if type(count) is not int or count < 0:
            raise ValueError("the number of moves is damaged")
        self._d_moves = count
        if self.objective.memory is not None:
            self.objective.memory.load_state_dict(state["memory"])

    def _shown(self, points: Tensor) -> Tensor:
        """What the discriminator sees of (n, 2) points: noisy, and packed into rows."""
        if self.noise:
            points = points + self.noise * torch.randn(points.shape, generator=self._noise_rng)
        return points if self.packing == 1 else points.reshape(-1, 2 * self.packing)

    def _both(
        self, real: Tensor, fake: Tensor, d_params: Sequence[Tensor] | None
    ) -> tuple[Tensor, Tensor]:
        critic = self._critic(d_params)
        if self._apart:
            return critic(real), critic(fake)
        outputs = critic(torch.cat((real, fake)))
        return outputs[: len(real)], outputs[len(real) :]

    def _critic(self, d_params: Sequence[Tensor] | None) -> Callable[[Tensor], Tensor]:
        if d_params is None:
            return self._discriminator
        params = dict(zip(self._names, d_params, strict=True))
        return lambda points: functional_call(self._discriminator, params, (points,))

    def _scores(self, d_params: Sequence[Tensor] | None) -> list[Critic]:
        """Each score of the discriminator as a function of the points."""
        critic = self._critic(d_params)
        return [_column(critic, index) for index in range(self.objective.scores)]


def _column(critic: Critic, index: int) -> Critic:
    return lambda points: critic(points)[:, index : index + 1]
