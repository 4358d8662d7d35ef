"""The optimal discriminator: what would minimise its loss if it could say anything anywhere.

Each optimum is the minimum of the loss at one place, p l_real(f) + q l_generated(f).

Both densities are seen through the same blur, the bandwidth of the generated points' estimate, so
that equal clouds read "equal" everywhere (docs/decisions/0013-layers.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.layers.data import Region
from gan_desktop.core.layers.density import Grid, estimate, places
from gan_desktop.core.target import Target
from gan_desktop.core.words import Text

# Points of a target that has no density.
TARGET_POINTS = 20_000
# Below this part of one point's density nothing is told apart.
FLOOR = 0.1

# Of log p/q at each place, and of what real labels are less than 1: the optimal output.
Optimum = Callable[[Grid, float], Grid]

NO_OPTIMUM = Text("The optimum is not known for this loss.")
NOT_LOCAL = Text("The best critic depends on the whole clouds and on what bounds its slope.")
RELATIVE = Text(
    "This loss fixes only differences of outputs: the best one is known up to a constant."
)
ENERGY = Text("An autoencoder's error does not follow from the densities at a place.")


def logit(log_ratio: Grid, smoothing: float) -> Grid:
    """The logit of D = (1 - e) p / (p + q), for minimax and non-saturating losses.

    Goodfellow et al. 2014, arXiv:1406.2661, proposition 1; with smoothed labels Salimans et al.
    2016, arXiv:1606.03498, section 3.4.
    """
    if not smoothing:
        return log_ratio
    # Numpy warns of what is not known (NaN) and stays so.
    with np.errstate(invalid="ignore"):
        below = np.logaddexp(np.log(smoothing), -log_ratio)
    return np.asarray(np.log1p(-smoothing) - below)


def labels(fake: float, real: float) -> Optimum:
    """(b p + a q) / (p + q), for least squares (Mao et al. 2017, arXiv:1611.04076)."""

    def optimum(log_ratio: Grid, smoothing: float) -> Grid:
        b = real + smoothing * (fake - real)
        return np.asarray(fake + (b - fake) / (1 + np.exp(-log_ratio)))

    return optimum


def sign(log_ratio: Grid, _smoothing: float) -> Grid:
    """1 where p > q and -1 where p < q, for hinge (Lim & Ye 2017, arXiv:1705.02894)."""
    return np.sign(log_ratio)


def first_of_two(alpha: float) -> Optimum:
    """The log of D1 = alpha p / q (Nguyen et al. 2017, arXiv:1709.03831, proposition 1)."""
    return lambda log_ratio, _smoothing: log_ratio + np.log(alpha)


@dataclass(frozen=True, eq=False)
class LogRatio:
    """How much likelier a place is under the target than under the generator.

    Attributes:
        values: (rows, columns) log p/q, row 0 at the bottom; NaN where neither cloud is.
        bandwidth: of the blur on both, in data units.
    """

    values: Grid
    bandwidth: float


def log_ratio(
    target: Target,
    generated: NDArray[np.floating[Any]],
    region: Region,
    resolution: int,
    noise: float = 0.0,
) -> LogRatio:
    """The log of p/q in a region, from the target's law and many generated points.

    Args:
        target: its density is exact where it has one, else estimated as the generator's.
        generated: (n, 2) points.
        region: the part of the plane.
        resolution: cells along each side.
        noise: standard deviation of the noise that the discriminator sees on all points.
    """
    found = estimate(generated, region, resolution, blur=noise)
    variance = found.bandwidth**2 + noise**2
    p, q = _target_density(target, region, resolution, variance), found.values
    least = found.resolution
    floor = FLOOR * least
    values = np.log(np.maximum(p, floor)) - np.log(np.maximum(q, floor))
    values[np.maximum(p, q) < least] = np.nan
    return LogRatio(values, found.bandwidth)


@lru_cache(maxsize=8)
def _target_density(target: Target, region: Region, resolution: int, variance: float) -> Grid:
    """(rows, columns) density of the target with normal noise of a variance on it."""
    mixture = target.known_modes
    if mixture is None:
        # A stream of its own: what the run draws is not touched.
        points = target.sample(TARGET_POINTS, np.random.default_rng(0))
        values = estimate(points, region, resolution, bandwidth=variance**0.5).values
    else:
        density = np.exp(mixture.log_density(places(region, resolution), variance))
        values = density.reshape(resolution, resolution)
    values.flags.writeable = False
    return values
