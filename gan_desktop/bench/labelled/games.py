"""What the networks of a synthetic run say: a discriminator that sees two densities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gan_desktop.bench.labelled.targets import Stage
from gan_desktop.core.metrics import Game

Array = NDArray[np.float64]
_CENTRES = 60


@dataclass(frozen=True)
class Opponent:
    """A discriminator.

    Its output is skill x log(p / q), p and q being densities of real and generated points, smoothed
    over `blur`: the best possible one at skill 1, up to what smoothing hides.

    Attributes:
        skill: 0 sees nothing, 1 is the best answer, more is overconfident.
        blur: what it resolves, in units of the target's radius.
        bound: its outputs stay within it.
        bias: added to all outputs.
        noise: standard deviation of what it says at random.
        slope: factor on all gradients of the generator: below 1 for a flat discriminator.
        scale: factor on the discriminator's outputs, bound included: logits without bound.
        rough: how much gradients differ from batch to batch, on a log scale.
        saturating: whether the generator minimises -softplus(f): no gradient where D is sure.
    """

    skill: float = 0.8
    blur: float = 0.15
    bound: float = 6.0
    bias: float = 0.0
    noise: float = 0.25
    slope: float = 1.0
    scale: float = 1.0
    rough: float = 0.25
    saturating: bool = False

    def game(
        self, stage: Stage, real: Array, fake: Array, learnt: Array, rng: np.random.Generator
    ) -> Game:
        """What it says of these points, having learnt from the generated points `learnt`."""
        count = len(real)
        points = np.concatenate([real, fake])
        to_real, pull_real = _log_density(points, real, self.blur * stage.radius)
        to_fake, pull_fake = _log_density(points, learnt, self.blur * stage.radius)
        ratio = self.skill * (to_real - to_fake)
        room = 1 + np.abs(ratio) / self.bound
        jitter = self.noise * rng.standard_normal(len(points))
        outputs = self.scale * (ratio / room + self.bias + jitter)
        slopes = np.hypot(*(pull_real - pull_fake)[count:].T) / room[count:] ** 2
        slopes *= self.scale * self.skill * self.slope
        of_real, of_fake = outputs[:count], outputs[count:]
        if self.saturating:
            g_loss, weight = -_softplus(of_fake).mean(), _sigmoid(of_fake)
        else:
            g_loss, weight = _softplus(-of_fake).mean(), _sigmoid(-of_fake)
        d_loss = _softplus(-of_real).mean() + _softplus(of_fake).mean()
        unsure = _sigmoid(-of_real).mean() + _sigmoid(of_fake).mean()
        trembling = 1 + 0.03 * rng.standard_normal(2)
        batch = rng.lognormal(0.0, self.rough, 3)
        return Game(
            of_real,
            of_fake,
            d_loss=float(d_loss * trembling[0]),
            g_loss=float(g_loss * trembling[1]),
            d_gradient=float(0.4 * self.scale * unsure * batch[1]),
            g_gradient=float(stage.radius * (weight * slopes).mean() * batch[2]),
            input_gradient=float(slopes.mean()),
        )


def _log_density(points: Array, centres: Array, width: float) -> tuple[Array, Array]:
    """Log of a sum of bells on some of the centres, up to a constant, and its gradient."""
    some = centres[:: max(1, len(centres) // _CENTRES)].astype(np.float32) / width
    near = points.astype(np.float32) / width
    squares = (near**2).sum(axis=1)[:, None] + (some**2).sum(axis=1) - 2 * near @ some.T
    least = squares.min(axis=1, keepdims=True)
    bells = np.exp((least - squares) / 2)
    total = bells.sum(axis=1)
    pull = (bells @ some / total[:, None] - near) / width
    density = np.log(total / len(some)) - least[:, 0] / 2
    return density.astype(np.float64), pull.astype(np.float64)


def _softplus(values: Array) -> Array:
    return np.logaddexp(0.0, values)


def _sigmoid(values: Array) -> Array:
    return np.asarray((1 + np.tanh(values / 2)) / 2)
