"""`Film`: how the law of a synthetic run's points changes, as arrays over its refreshes."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from gan_desktop.bench.labelled.clouds import Cloud, Stray
from gan_desktop.bench.labelled.targets import Stage, stage

Array = NDArray[np.float64]
Rng = np.random.Generator


class Film:
    """A run that is perfect until a recipe makes it otherwise.

    Attributes:
        stage: the target.
        name: of the target.
        length: number of refreshes n.
        shares: (n, K) shares of the modes.
        width: (n, K) of their points, in sigmas.
        shift: (n, K, 2) of their centres, in sigmas.
        astray: (n,) share of points on no mode.
        at: (n, 2) centre of the blob of those, in units of the target's radius.
        size: (n,) of that blob, or of the halo in sigmas.
        stray: where they are.
    """

    def __init__(self, name: str, length: int) -> None:
        self.name, self.stage, self.length = name, stage(name), length
        modes = len(self.stage.target)
        self.shares = np.tile(self.stage.target.shares, (length, 1))
        self.width = np.ones((length, modes))
        self.shift = np.zeros((length, modes, 2))
        self.astray = np.zeros(length)
        self.at = np.zeros((length, 2))
        self.size = np.full(length, 0.25)
        self.stray = [Stray.BLOB] * length

    def at_part(self, part: float) -> int:
        """The refresh after this part of the run."""
        return round(part * self.length)

    def strays(self, stray: Stray, start: int = 0) -> None:
        """From `start` on, they are there."""
        self.stray[start:] = [stray] * (self.length - start)

    def learn(self, rng: Rng, begin: float, end: float) -> None:
        """Start as a blob; find the modes one by one between these parts of the run."""
        modes = len(self.stage.target)
        found = np.sort(rng.uniform(begin, end, modes)) if modes > 1 else np.array([begin])
        found[-1] = end if modes > 1 else begin
        time = (np.arange(self.length) + 1) / self.length
        rise = max(0.03, (end - begin) / modes)
        grown = np.clip((time[:, None] - found[rng.permutation(modes)]) / rise + 1, 0, 1)
        self.shares *= grown
        self.astray = np.maximum(self.astray, 1 - grown.mean(axis=1))
        slack = np.clip((end - time) / end, 0, 1)
        self.width *= 1 + 1.5 * slack[:, None] * rng.uniform(0.3, 1)
        start = rng.uniform(-0.4, 0.4, 2)
        self.at = self.at + slack[:, None] * start
        self.size = self.size * (0.4 + 0.6 * np.clip(time / end, 0, 1))

    def jitter(
        self, rng: Rng, shares: float = 0.08, shift: float = 0.1, width: float = 0.03
    ) -> None:
        """Let shares (relative), centres (in sigmas) and widths (relative) tremble."""
        modes = self.shares.shape[1]
        self.shares *= np.exp(tremble(rng, (self.length, modes), shares))
        self.shift += tremble(rng, (self.length, modes, 2), shift)
        self.width *= np.exp(tremble(rng, (self.length, modes), width))

    def lose(self, modes: Iterable[int], start: int = 0, left: float = 0.0) -> None:
        """From `start` on, leave these modes this part of their share."""
        self.shares[start:, list(modes)] *= left

    def outlier(self, rng: Rng, index: int) -> None:
        """One refresh with a mode nearly lost and some points astray."""
        self.shares[index, rng.integers(self.shares.shape[1])] *= 0.3
        self.astray[index] = max(self.astray[index], rng.uniform(0.1, 0.25))
        self.shift[index] += rng.normal(0, 0.3, self.shift[index].shape)

    def clouds(self) -> tuple[Cloud, ...]:
        """The laws, refresh by refresh."""
        return tuple(
            Cloud(*laws)
            for laws in zip(
                self.shares,
                self.width,
                self.shift,
                self.astray.tolist(),
                self.stray,
                self.at,
                self.size.tolist(),
                strict=True,
            )
        )


def tremble(rng: Rng, shape: tuple[int, ...], size: float, memory: float = 0.7) -> Array:
    """Stationary noise along the first axis with this standard deviation."""
    fresh = size * np.sqrt(1 - memory**2) * rng.standard_normal(shape)
    values = np.empty(shape)
    values[0] = size * rng.standard_normal(shape[1:])
    for index in range(1, shape[0]):
        values[index] = memory * values[index - 1] + fresh[index]
    return values


def ramp(length: int, start: float, end: float, low: float, high: float) -> Array:
    """From `low` before the part `start` of the run evenly to `high` after the part `end`."""
    time = (np.arange(length) + 1) / length
    return np.asarray(np.interp(time, [start, end], [low, high]))


def some_modes(rng: Rng, place: Stage, count: int) -> tuple[int, ...]:
    """That many different modes."""
    return tuple(sorted(rng.permutation(len(place.target))[:count].tolist()))


def direction(rng: Rng) -> Array:
    """A unit vector."""
    angle = rng.uniform(0, 2 * np.pi)
    return np.array([np.cos(angle), np.sin(angle)])
