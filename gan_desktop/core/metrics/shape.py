"""Width and offset of each mode: how its high-quality points fill it.

Measured in the mode's own sigmas: a point y of mode k becomes u = L^-1 (y - mean_k), with
L L^T = covariance_k, in which the target's mode is a standard normal law. Cut at 3 sigma, as
high-quality points are, that law has the standard deviation sqrt(1 - 4.5 / (e^4.5 - 1)) = 0.974
on each axis, and a uniform disc, the widest that blurring gives, 1.5.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.metrics.metric import Metric
from gan_desktop.core.metrics.modes import HIGH_QUALITY_RADIUS, assignment_of
from gan_desktop.core.metrics.scene import Scene

# Fewer than this are too few: with 10 the standard error of a width is 17% (1 / (2 sqrt(n - 1))).
MIN_POINTS = 10
_HALF_SQUARE = HIGH_QUALITY_RADIUS**2 / 2
PERFECT_WIDTH = float(np.sqrt(1 - _HALF_SQUARE / np.expm1(_HALF_SQUARE)))


@dataclass(frozen=True, eq=False)
class Shapes:
    """Each mode's shape; NaN for a mode with fewer than `MIN_POINTS` high-quality points.

    Attributes:
        widths: (K,) root mean square over both axes of the standard deviation (n - 1), in sigmas.
        offsets: (K,) distance of the points' centre from the mode's, in sigmas.
        counts: (K,) high-quality points that they rest on.
        captured: (K,) modes that hold at least 10% of their share (`Coverage.captured`).
    """

    widths: NDArray[np.float64]
    offsets: NDArray[np.float64]
    counts: NDArray[np.int64]
    captured: NDArray[np.bool_]


def shapes(scene: Scene) -> Shapes | None:
    """Every mode's shape; None where the target has no known modes. For `scene.shared`."""
    mixture, assignment = scene.mixture, scene.shared(assignment_of)
    if mixture is None or assignment is None:
        return None
    modes = assignment.nearest[assignment.good]
    roots = mixture.cholesky[modes]
    dx, dy = (scene.fake[assignment.good] - np.array(mixture.means)[modes]).T
    u = dx / roots[:, 0, 0]
    v = (dy - roots[:, 1, 0] * u) / roots[:, 1, 1]
    counts = np.bincount(modes, minlength=len(mixture))
    enough = np.maximum(counts, 1)
    centre_u, centre_v = (np.bincount(modes, w, len(mixture)) / enough for w in (u, v))
    squares = (u - centre_u[modes]) ** 2 + (v - centre_v[modes]) ** 2
    variances = np.bincount(modes, squares, len(mixture)) / np.maximum(counts - 1, 1) / 2
    few = counts < MIN_POINTS
    return Shapes(
        np.where(few, np.nan, np.sqrt(variances)),
        np.where(few, np.nan, np.hypot(centre_u, centre_v)),
        counts,
        assignment.coverage(mixture).captured,
    )


def _of_captured(scene: Scene, name: str) -> NDArray[np.float64]:
    """What is known of the captured modes; empty where nothing is."""
    found = scene.shared(shapes)
    if found is None:
        return np.empty(0)
    values: NDArray[np.float64] = getattr(found, name)[found.captured]
    return values[~np.isnan(values)]


def median_width(scene: Scene) -> float | None:
    """Median width over the captured modes with enough points."""
    widths = _of_captured(scene, "widths")
    return float(np.median(widths)) if len(widths) else None


def largest_offset(scene: Scene) -> float | None:
    """Largest offset over the captured modes with enough points."""
    offsets = _of_captured(scene, "offsets")
    return float(offsets.max()) if len(offsets) else None


WIDTH = Metric(
    "width",
    "Width of the modes",
    "Standard deviation of the high-quality points of a mode over its sigma, the median over the "
    "captured modes. A perfect generator reads 0.97 (the cut at 3 sigma), near 0 is collapse "
    "inside the modes, 1.5 a uniform smear over them. Not available for modes with fewer than 10 "
    "such points. It sees neither missing modes nor what lies beyond 3 sigma.",
    "sigma",
    PERFECT_WIDTH,
    median_width,
)
OFFSET = Metric(
    "offset",
    "Largest offset of a mode",
    "Distance between the centre of a mode's high-quality points and the mode's own, in sigmas, "
    "the largest over the captured modes. Even a perfect generator does not read 0: from n points "
    "a centre is off by about 1.2 / sqrt(n), and the largest of many is larger; compare with the "
    "band. A mode that is missed by more than 3 sigma has no points to measure.",
    "sigma",
    0.0,
    largest_offset,
)
