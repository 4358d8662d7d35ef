"""How well generated points cover a mixture: the rules of the field's 2-D benchmarks.

A point is *high quality* within 3 (Mahalanobis) of its nearest mode; a mode's count is the number
of high-quality points that are nearest to it (Srivastava et al. 2017, VEEGAN, arXiv:1705.07761;
Lin et al. 2018, PacGAN, arXiv:1712.04086, for the Mahalanobis form and the reverse KL).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.mixture import GaussianMixture

HIGH_QUALITY_RADIUS = 3.0
# What a perfect generator reaches in two dimensions: 1 - exp(-3^2 / 2).
HIGH_QUALITY_CEILING = 1 - float(np.exp(-(HIGH_QUALITY_RADIUS**2) / 2))
# A mode counts as captured with at least this part of its share of the points.
CAPTURED_PART = 0.1


@dataclass(frozen=True)
class Coverage:
    """High-quality counts of one set of points.

    Attributes:
        points: number of points scored.
        counts: (K,) high-quality points nearest to each mode.
        shares: (K,) the mixture's weights, summing to 1.
    """

    points: int
    counts: NDArray[np.int64]
    shares: NDArray[np.float64]

    @property
    def high_quality(self) -> float:
        """Share of high-quality points, 0 to 1; a perfect generator reads 0.989."""
        return float(self.counts.sum() / self.points)

    @property
    def captured(self) -> NDArray[np.bool_]:
        """(K,) modes with at least max(1, 10% of their share) of the points."""
        return np.asarray(self.counts >= np.maximum(1, CAPTURED_PART * self.points * self.shares))

    @property
    def modes(self) -> int:
        """Number of captured modes by the 10% rule."""
        return int(self.captured.sum())

    @property
    def reverse_kl(self) -> float | None:
        """Sum q log(q / w) in nats over the modes; None when no point is high quality."""
        total = self.counts.sum()
        if total == 0:
            return None
        seen = self.counts > 0
        q = self.counts[seen] / total
        return float(np.sum(q * np.log(q / self.shares[seen])))


def coverage(points: NDArray[np.floating[Any]], mixture: GaussianMixture) -> Coverage:
    """Score (n, 2) points, n >= 1, against a mixture."""
    distances = mixture.mahalanobis(points)
    nearest = distances.argmin(axis=1)
    good = distances[np.arange(len(nearest)), nearest] < HIGH_QUALITY_RADIUS
    counts = np.bincount(nearest[good], minlength=len(mixture))
    return Coverage(len(points), counts, mixture.shares)
