"""The named mixtures, each by its recipe."""

import math
from collections.abc import Sequence

from gan_desktop.core.metrics.scene import Limits
from gan_desktop.core.mixture import GaussianMixture, Point
from gan_desktop.core.targets.named import NamedTarget

# gan_toy.py's two centres of one half of the mass and six of the other, in its order.
_GAN_TOY_ANGLES = (0, 45, -45, 180, 90, -90, 135, -135)


def mixture(
    means: Sequence[Point], variance: float, weights: Sequence[float] = ()
) -> GaussianMixture:
    """Round modes of one variance; equal weights unless given. Centres are rounded to 15 places."""
    count = len(means)
    return GaussianMixture(
        weights=tuple(weights) or (1 / count,) * count,
        means=tuple((round(x, 15) + 0.0, round(y, 15) + 0.0) for x, y in means),
        covariances=(((variance, 0.0), (0.0, variance)),) * count,
    )


def ring(radius: float, degrees: Sequence[float]) -> list[Point]:
    """Centres on a circle."""
    angles = [math.radians(angle) for angle in degrees]
    return [(radius * math.cos(t), radius * math.sin(t)) for t in angles]


def grid(values: Sequence[float]) -> list[Point]:
    """Centres on a square grid."""
    return [(x, y) for x in values for y in values]


_EIGHTH = [45.0 * k for k in range(8)]
_TWO_CORRELATED = GaussianMixture(
    weights=(1.0,), means=((1.0, 1.0),), covariances=(((1.0, 0.8), (0.8, 1.0)),)
)


def _square(reach: float) -> tuple[Limits, Limits]:
    return (-reach, reach), (-reach, reach)


def _named(
    key: str, label: str, about: str, target: GaussianMixture, view: tuple[Limits, Limits]
) -> NamedTarget:
    return NamedTarget(key, label, about, target, *view)


_BLOG_VIEW = ((-3.0, 3.0), (-4.0, 4.0))

MIXTURES = (
    _named(
        "ring8-blog",
        "Ring of 8, the blog's",
        "Eight modes on a circle of radius 2, variance 0.02, sigma 0.1414 "
        "(TwistedW/See_GANs, main.py).",
        mixture([(y, x) for x, y in ring(2, _EIGHTH)], 0.02),
        _BLOG_VIEW,
    ),
    _named(
        "two-modes",
        "Two modes, the blog's listing",
        "Two broad modes at (0, 0) and (1, 1), variance 0.1 each (the blog post).",
        mixture([(0, 0), (1, 1)], 0.1),
        _BLOG_VIEW,
    ),
    _named(
        "ring8",
        "Ring of 8, narrow (PacGAN's)",
        "Radius 1, sigma 0.01: nearest centres are 76 sigmas apart "
        "(Lin et al. 2018, arXiv:1712.04086).",
        mixture(ring(1, _EIGHTH), 0.0001),
        _square(1.5),
    ),
    _named(
        "ring8-linspace",
        "Ring of 8 with 7 modes (the linspace trap)",
        "The narrow ring with angles linspace(0, 2π, 8), end point included: 7 distinct "
        "centres, one of double weight (the unrolled GAN's notebook; GDPP, Elfeki et al. 2019).",
        mixture(ring(1, [360 * k / 7 for k in range(7)]), 0.0001, (0.25, *[0.125] * 6)),
        _square(1.5),
    ),
    _named(
        "ring8-wgan-gp",
        "Ring of 8, WGAN-GP's",
        "Radius 2 and sigma 0.02, all divided by 1.414 (Gulrajani et al. 2017, gan_toy.py).",
        mixture(ring(2 / 1.414, _EIGHTH), (0.02 / 1.414) ** 2),
        _square(2.0),
    ),
    _named(
        "ring8-imbalanced",
        "Ring of 8, imbalanced",
        "WGAN-GP's ring with sigma 0.05 before the division: half of the mass on two modes, "
        "half on the other six (Liu et al. 2020, collaborative-gan-sampling).",
        mixture(
            ring(2 / 1.414, _GAN_TOY_ANGLES),
            (0.05 / 1.414) ** 2,
            (0.25, 0.25, *[1 / 12] * 6),
        ),
        _square(2.0),
    ),
    _named(
        "grid25",
        "Grid of 25 (PacGAN's)",
        "Centres at -4, -2, 0, 2 and 4 on both axes, sigma 0.05 "
        "(Lin et al. 2018, arXiv:1712.04086).",
        mixture(grid((-4, -2, 0, 2, 4)), 0.0025),
        _square(5.0),
    ),
    _named(
        "grid25-wgan-gp",
        "Grid of 25, WGAN-GP's",
        "Centres at -4, -2, 0, 2 and 4, sigma 0.05, all divided by 2.828 "
        "(Gulrajani et al. 2017, gan_toy.py).",
        mixture(grid([v / 2.828 for v in (-4, -2, 0, 2, 4)]), (0.05 / 2.828) ** 2),
        _square(1.8),
    ),
    _named(
        "grid25-bourgan",
        "Grid of 25, BourGAN's",
        "Centres at -4, -2, 0, 2 and 4, variance 0.01, sigma 0.1 "
        "(Xiao et al. 2018, arXiv:1805.07674).",
        mixture(grid((-4, -2, 0, 2, 4)), 0.01),
        _square(5.0),
    ),
    _named(
        "disjoint",
        "Disjoint blobs",
        "Two modes of sigma 0.3, 20 sigmas apart: nothing lies between them (numbers of our own).",
        mixture([(-3, 0), (3, 0)], 0.09),
        _square(5.0),
    ),
    _named(
        "gaussian-off-axis",
        "One Gaussian off its axes",
        "One mode at (1, 1) with variances 1 and covariance 0.8 (numbers of our own).",
        _TWO_CORRELATED,
        ((-3.0, 5.0), (-3.0, 5.0)),
    ),
)
