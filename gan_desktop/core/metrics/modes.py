"""How well generated points cover a mixture: the rules of the field's 2-D benchmarks.

A point is *high quality* within 3 (Mahalanobis) of its nearest mode; a mode's count is the number
of high-quality points that are nearest to it (Srivastava et al. 2017, VEEGAN, arXiv:1705.07761;
Lin et al. 2018, PacGAN, arXiv:1712.04086, for the Mahalanobis form and the reverse KL).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.metrics.metric import Metric
from gan_desktop.core.metrics.scene import Scene
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
    def modes_any(self) -> int:
        """Number of modes with at least one high-quality point: the rule of the papers."""
        return int((self.counts > 0).sum())

    @property
    def reverse_kl(self) -> float | None:
        """Sum q log(q / w) in nats over the modes; None when no point is high quality."""
        total = self.counts.sum()
        if total == 0:
            return None
        seen = self.counts > 0
        q = self.counts[seen] / total
        return float(np.sum(q * np.log(q / self.shares[seen])))


@dataclass(frozen=True)
class Assignment:
    """Which mode each point belongs to.

    Attributes:
        nearest: (n,) index of the nearest mode, in that mode's own sigmas.
        good: (n,) whether the point is of high quality.
    """

    nearest: NDArray[np.intp]
    good: NDArray[np.bool_]

    def coverage(self, mixture: GaussianMixture) -> Coverage:
        """The counts."""
        counts = np.bincount(self.nearest[self.good], minlength=len(mixture))
        return Coverage(len(self.good), counts, mixture.shares)


def assign(points: NDArray[np.floating[Any]], mixture: GaussianMixture) -> Assignment:
    """Assign (n, 2) points, n >= 1, to the modes of a mixture."""
    distances = mixture.mahalanobis(points)
    nearest = distances.argmin(axis=1)
    good = distances[np.arange(len(nearest)), nearest] < HIGH_QUALITY_RADIUS
    return Assignment(nearest, good)


def coverage(points: NDArray[np.floating[Any]], mixture: GaussianMixture) -> Coverage:
    """Score (n, 2) points, n >= 1, against a mixture."""
    return assign(points, mixture).coverage(mixture)


def assignment_of(scene: Scene) -> Assignment | None:
    """The generated points' modes; None where the target has no known ones. For `shared`."""
    return None if scene.mixture is None else assign(scene.fake, scene.mixture)


def coverage_of(scene: Scene) -> Coverage | None:
    """The generated points' coverage; None where the target has no known modes. For `shared`."""
    assignment = scene.shared(assignment_of)
    if assignment is None or scene.mixture is None:
        return None
    return assignment.coverage(scene.mixture)


def _read(name: str) -> Callable[[Scene], float | None]:
    def compute(scene: Scene) -> float | None:
        scores = scene.shared(coverage_of)
        return None if scores is None else getattr(scores, name)

    return compute


MODES = Metric(
    "modes",
    "Modes captured",
    "Modes that hold at least 10% of their share of the points within 3 sigma. The plainest sign "
    "of mode collapse. It cannot see uneven shares above that, nor whether the points of a mode "
    "fill it or sit on one spot.",
    "modes",
    len,
    _read("modes"),
)
MODES_ANY = Metric(
    "modes_any",
    "Modes reached",
    "Modes with at least one point within 3 sigma: how the papers count. One stray point is "
    "enough, so it flatters: a uniform cloud over the whole picture captures modes this way, and "
    "the more points are drawn the more it captures.",
    "modes",
    len,
    _read("modes_any"),
)
HIGH_QUALITY = Metric(
    "high_quality",
    "High quality",
    "Share of the points within 3 sigma of their nearest mode. Even the target itself reaches "
    "98.9% only (more where modes overlap): a value above that means that the points of the modes "
    "sit too close to their centres. It cannot see missing modes: one perfect mode alone reads "
    "98.9% as well.",
    "share",
    HIGH_QUALITY_CEILING,
    _read("high_quality"),
)
REVERSE_KL = Metric(
    "reverse_kl",
    "Reverse KL over modes",
    "How unevenly the high-quality points are spread over the modes, against the target's "
    "weights: 0 is even, ln 8 = 2.08 is one mode of eight only. Not available when no point is of "
    "high quality. It sees neither the points between the modes nor the shape within them.",
    "nats",
    0.0,
    _read("reverse_kl"),
)
