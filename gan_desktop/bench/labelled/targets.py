"""The targets of the labelled set, under a name: presets and a few that no preset has."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from math import cos, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.metrics import Reference
from gan_desktop.core.mixture import Covariance, GaussianMixture, Point, as_mixture
from gan_desktop.core.presets import load_preset

Limits = tuple[float, float]


@dataclass(frozen=True)
class Stage:
    """A target with the view that the metrics' grid covers.

    Attributes:
        target: the mixture.
        x_limits: lowest and highest x of the view.
        y_limits: the same for y.
    """

    target: GaussianMixture
    x_limits: Limits
    y_limits: Limits

    @cached_property
    def means(self) -> NDArray[np.float64]:
        """(K, 2) the modes' centres."""
        return np.array(self.target.means)

    @cached_property
    def centre(self) -> NDArray[np.float64]:
        """(2,) the target's mean."""
        return np.asarray(self.target.shares @ self.means)

    @cached_property
    def radius(self) -> float:
        """Root mean square distance of the target's points from its mean."""
        spread = np.array(self.target.covariances)[:, [0, 1], [0, 1]].sum(axis=1)
        squares = ((self.means - self.centre) ** 2).sum(axis=1) + spread
        return sqrt(float(self.target.shares @ squares))

    def reference(self, count: int, rng: np.random.Generator) -> Reference:
        """Real points to measure against."""
        return Reference.drawn(self.target, count, rng, self.x_limits, self.y_limits)


def _round(variance: float) -> Covariance:
    return ((variance, 0.0), (0.0, variance))


def _mixture(
    weights: tuple[float, ...], means: tuple[Point, ...], covariances: tuple[Covariance, ...]
) -> GaussianMixture:
    return GaussianMixture(weights=weights, means=means, covariances=covariances)


def _of_preset(key: str) -> Stage:
    config = load_preset(key)
    (x_low, x_high), (y_low, y_high) = config.display.x_limits, config.display.y_limits
    return Stage(as_mixture(config.target), (x_low, x_high), (y_low, y_high))


def _uneven() -> Stage:
    """The blog's ring, the heaviest mode four times as heavy as the lightest."""
    stage = _of_preset("ring8-blog")
    heavier = stage.target.replaced(weights=(1.0, 2.0, 3.0, 4.0, 4.0, 3.0, 2.0, 1.0))
    return Stage(heavier, stage.x_limits, stage.y_limits)


def _pair() -> Stage:
    """Two modes of sigma 0.15, twenty sigmas apart."""
    target = _mixture((1.0, 1.0), ((-1.5, 0.0), (1.5, 0.0)), (_round(0.0225),) * 2)
    return Stage(target, (-3.0, 3.0), (-2.0, 2.0))


def _gaussian(sigma: float, reach: float) -> Stage:
    """One Gaussian, away from the origin; the view reaches that far around it."""
    x, y = 1.0, -0.5
    target = _mixture((1.0,), ((x, y),), (_round(sigma**2),))
    return Stage(target, (x - reach, x + reach), (y - reach, y + reach))


def _tilted() -> Stage:
    """Four long modes that lie along a circle."""
    angles = [pi / 4 + k * pi / 2 for k in range(4)]
    covariances = []
    for angle in angles:
        c, s, along, across = -sin(angle), cos(angle), 0.06, 0.006
        xx, yy = along * c * c + across * s * s, along * s * s + across * c * c
        xy = (along - across) * c * s
        covariances.append(((xx, xy), (xy, yy)))
    means = tuple((1.5 * cos(angle), 1.5 * sin(angle)) for angle in angles)
    return Stage(_mixture((1.0,) * 4, means, tuple(covariances)), (-2.5, 2.5), (-2.5, 2.5))


def _ring8_wgan_gp() -> Stage:
    """The ring of WGAN-GP's toy data: modes a hundredth of the radius wide."""
    angles = [k * pi / 4 for k in range(8)]
    means = tuple((sqrt(2) * cos(angle), sqrt(2) * sin(angle)) for angle in angles)
    return Stage(_mixture((1.0,) * 8, means, (_round(2e-4),) * 8), (-2.0, 2.0), (-2.0, 2.0))


def _five() -> Stage:
    """Five modes of unequal weights and widths, in no order."""
    means = ((-2.0, -1.0), (-0.6, 1.4), (1.0, 0.1), (2.2, 1.6), (1.2, -1.9))
    sigmas = (0.1, 0.2, 0.12, 0.25, 0.15)
    covariances = tuple(_round(sigma**2) for sigma in sigmas)
    target = _mixture((1.5, 3.0, 1.0, 2.5, 2.0), means, covariances)
    return Stage(target, (-4.0, 4.0), (-4.0, 4.0))


def _grid9() -> Stage:
    """Three by three modes of sigma 0.1, ten sigmas apart."""
    means = tuple((x, y) for x in (-1.0, 0.0, 1.0) for y in (-1.0, 0.0, 1.0))
    return Stage(_mixture((1.0,) * 9, means, (_round(0.01),) * 9), (-2.0, 2.0), (-2.0, 2.0))


def _long() -> Stage:
    """One Gaussian of correlation 0.95, six times as long as it is wide."""
    target = _mixture((1.0,), ((-0.5, 1.0),), (((0.64, 0.608), (0.608, 0.64)),))
    return Stage(target, (-3.5, 2.5), (-2.0, 4.0))


_MAKERS: dict[str, Callable[[], Stage]] = {
    "ring8": lambda: _of_preset("ring8"),
    "ring8-blog": lambda: _of_preset("ring8-blog"),
    "grid25": lambda: _of_preset("grid25"),
    "two-modes": lambda: _of_preset("two-modes"),
    "uneven": _uneven,
    "pair": _pair,
    "gaussian": lambda: _gaussian(0.3, 2.0),
    "gaussian-narrow": lambda: _gaussian(0.07, 1.0),
    "gaussian-wide": lambda: _gaussian(1.0, 5.0),
    "tilted": _tilted,
    "ring8-wgan-gp": _ring8_wgan_gp,
    "five": _five,
    "grid9": _grid9,
    "long": _long,
}
STAGES = tuple(_MAKERS)


@cache
def stage(name: str) -> Stage:
    """The stage of a name in `STAGES`."""
    return _MAKERS[name]()
