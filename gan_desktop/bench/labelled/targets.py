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


def _gaussian() -> Stage:
    """One Gaussian, away from the origin."""
    target = _mixture((1.0,), ((1.0, -0.5),), (_round(0.09),))
    return Stage(target, (-1.0, 3.0), (-2.5, 1.5))


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


_MAKERS: dict[str, Callable[[], Stage]] = {
    "ring8": lambda: _of_preset("ring8"),
    "ring8-blog": lambda: _of_preset("ring8-blog"),
    "grid25": lambda: _of_preset("grid25"),
    "two-modes": lambda: _of_preset("two-modes"),
    "uneven": _uneven,
    "pair": _pair,
    "gaussian": _gaussian,
    "tilted": _tilted,
}
STAGES = tuple(_MAKERS)


@cache
def stage(name: str) -> Stage:
    """The stage of a name in `STAGES`."""
    return _MAKERS[name]()
