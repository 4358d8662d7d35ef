"""Generated points as a synthetic trajectory has them: on the modes, and astray."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from gan_desktop.bench.labelled.targets import Stage

Array = NDArray[np.float64]


class Stray(StrEnum):
    """Where the points lie that are on no mode."""

    BLOB = "blob"  # normal around `at`, in units of the target's radius
    BRIDGE = "bridge"  # on straight lines between neighbouring modes
    UNIFORM = "uniform"  # in the square around the modes
    HALO = "halo"  # around the modes, `size` sigmas wide, past the 3 sigma that count


@dataclass(frozen=True, eq=False)
class Cloud:
    """The law of the points of one refresh.

    Attributes:
        shares: (K,) relative shares of the modes.
        width: of the points on a mode, in its sigmas; one for all modes or (K,).
        shift: (K, 2) of their centres from the modes' own, in sigmas, or one for all.
        astray: share of points on no mode.
        stray: where those are.
        at: (2,) centre of a blob, from the target's mean, in units of its radius.
        size: of a blob in units of the radius, of a halo in sigmas.
    """

    shares: Array
    width: Array = field(default_factory=lambda: np.array(1.0))
    shift: Array = field(default_factory=lambda: np.zeros(2))
    astray: float = 0.0
    stray: Stray = Stray.BLOB
    at: Array = field(default_factory=lambda: np.zeros(2))
    size: float = 0.3

    def draw(self, stage: Stage, latent: "Latent") -> Array:
        """(n, 2) points; the same latent gives neighbouring points for neighbouring laws."""
        means, roots = stage.means, stage.target.cholesky
        total = self.shares.sum()
        cumulative = np.cumsum(self.shares / total if total else np.full(len(means), 1.0))
        modes = np.searchsorted(cumulative[:-1], latent.mode, side="right")
        width = np.broadcast_to(self.width, len(means))[modes]
        shift = np.broadcast_to(self.shift, (len(means), 2))[modes]
        within = width[:, None] * latent.noise + shift
        points = means[modes] + np.einsum("nij,nj->ni", roots[modes], within)
        away = latent.astray < self.astray
        points[away] = self._astray(stage, latent, modes)[away]
        return np.asarray(points)

    def _astray(self, stage: Stage, latent: "Latent", modes: NDArray[np.intp]) -> Array:
        means, roots = stage.means, stage.target.cholesky
        match self.stray:
            case Stray.BLOB:
                return np.asarray(
                    stage.centre + stage.radius * (self.at + self.size * latent.noise)
                )
            case Stray.BRIDGE:
                ends = neighbours(stage)[modes, (latent.place[:, 1] > 0.5).astype(np.intp)]
                along = latent.place[:, :1]
                lines = means[modes] * (1 - along) + means[ends] * along
                return np.asarray(lines + np.einsum("nij,nj->ni", roots[modes], latent.noise))
            case Stray.UNIFORM:
                low, high = means.min(axis=0), means.max(axis=0)
                edge = 0.15 * stage.radius
                return np.asarray(low - edge + (high - low + 2 * edge) * latent.place)
            case Stray.HALO:
                outward = self.size * latent.noise
                return np.asarray(means[modes] + np.einsum("nij,nj->ni", roots[modes], outward))


@dataclass(frozen=True, eq=False)
class Latent:
    """The noise behind n points: fixed during a run, as the evaluation latent of real ones.

    Attributes:
        mode: (n,) uniform; decides the mode.
        astray: (n,) uniform; decides who is astray.
        noise: (n, 2) standard normal.
        place: (n, 2) uniform.
    """

    mode: Array
    astray: Array
    noise: Array
    place: Array

    @classmethod
    def drawn(cls, count: int, rng: np.random.Generator) -> "Latent":
        """For `count` points."""
        return cls(
            rng.random(count),
            rng.random(count),
            rng.standard_normal((count, 2)),
            rng.random((count, 2)),
        )

    def moved(self, amount: float, rng: np.random.Generator) -> "Latent":
        """With a part of the noise drawn anew: a generator's inner jitter from step to step."""
        fresh = rng.standard_normal(self.noise.shape)
        noise = np.sqrt(1 - amount**2) * self.noise + amount * fresh
        return Latent(self.mode, self.astray, noise, self.place)


def neighbours(stage: Stage) -> NDArray[np.intp]:
    """(K, 2) the two modes that are nearest to each one; itself where there are too few."""
    means = stage.means
    distances = np.hypot(*(means[:, None] - means[None]).transpose(2, 0, 1))
    order = distances.argsort(axis=1)[:, [1, 2]] if len(means) > 2 else None
    if order is None:
        order = np.tile(np.arange(len(means))[::-1, None], (1, 2))
    return np.asarray(order)
