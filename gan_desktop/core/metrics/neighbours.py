"""Precision, recall, density and coverage from nearest-neighbour balls, k = 5.

The ball of a point reaches to its k-th nearest neighbour in its own set. Precision and recall:
Kynkäänniemi et al. 2019, arXiv:1904.06991; density and coverage: Naeem et al. 2020,
arXiv:2002.09797. Balls are open, as in the latter's package prdc.
"""

import numpy as np

from gan_desktop.core.metrics.metric import Cost, Metric
from gan_desktop.core.metrics.pairs import NEIGHBOURS, between
from gan_desktop.core.metrics.scene import Scene


def precision(scene: Scene) -> float | None:
    """Share of generated points that are in some real point's ball."""
    balls = scene.shared(between).fake_balls
    return None if balls is None else float(np.mean(balls > 0))


def recall(scene: Scene) -> float | None:
    """Share of real points that are in some generated point's ball."""
    found = scene.shared(between).real_found
    return None if found is None else float(np.mean(found))


def density(scene: Scene) -> float | None:
    """1 / (k n) of all (generated point, real point's ball that it is in)."""
    balls = scene.shared(between).fake_balls
    return None if balls is None else float(np.mean(balls) / NEIGHBOURS)


def ball_coverage(scene: Scene) -> float | None:
    """Share of real points' balls that hold some generated point."""
    covered = scene.shared(between).real_covered
    return None if covered is None else float(np.mean(covered))


_FEW = " Not available with fewer than 6 points."

PRECISION = Metric(
    "precision",
    "Precision",
    "Share of the generated points that lie among the real ones (closer to some real point than "
    "its fifth real neighbour). Low means points where the target has none. It cannot see missing "
    "modes or points that all sit on one spot, and one stray real point makes a large ball that "
    "forgives much." + _FEW,
    "share",
    1.0,
    precision,
    Cost.COSTLY,
)
RECALL = Metric(
    "recall",
    "Recall",
    "Share of the real points that lie among the generated ones (closer to some generated point "
    "than its fifth generated neighbour). Low means missing modes or collapse inside them. A cloud "
    "spread over everything reads 100%: its sparse points have large balls." + _FEW,
    "share",
    1.0,
    recall,
    Cost.COSTLY,
)
DENSITY = Metric(
    "density",
    "Density",
    "How many real points' neighbourhoods a generated point lies in, on average, over what is "
    "expected: about 1 for a perfect generator, and not bounded by it: points that crowd where "
    "the target is dense read more. As precision, but one stray real point does less harm." + _FEW,
    "",
    1.0,
    density,
    Cost.COSTLY,
)
COVERAGE = Metric(
    "prdc_coverage",
    "Coverage (neighbours)",
    "Share of the real points with a generated point in their neighbourhood (up to their fifth "
    "real neighbour). Low means missing modes or collapse inside them, and a spread-out cloud does "
    "not fool it. A perfect generator reads 97%. It cannot see points where the target has none."
    + _FEW,
    "share",
    1 - 0.5**NEIGHBOURS,
    ball_coverage,
    Cost.COSTLY,
)
