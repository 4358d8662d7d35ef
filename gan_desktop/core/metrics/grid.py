"""Jensen-Shannon divergence of two histograms on a fixed grid (Lin 1991, IEEE Trans. IT 37)."""

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.metrics.metric import Metric
from gan_desktop.core.metrics.scene import Array, Reference, Scene

CELLS = 40
REACH = 6.0  # sigmas around each mean


def box(reference: Reference) -> Array:
    """[[x low, x high], [y low, y high]]: the means ± 6 sigma, and the preset's view in any case.

    Without known modes: the real points' range, and a tenth of it more where no view is given
    (so a view that holds them decides alone, and the grid does not change from draw to draw).
    """
    if reference.mixture is None:
        low, high = reference.points.min(axis=0), reference.points.max(axis=0)
        # On both axes: the points may lie on a line.
        margin = 0.1 * (high - low).max() or 1.0
        if reference.x_limits is not None and reference.y_limits is not None:
            margin = 0.0
        low, high = low - margin, high + margin
    else:
        means = np.array(reference.mixture.means)
        variances = np.array(reference.mixture.covariances)[:, [0, 1], [0, 1]]
        reach = REACH * np.sqrt(variances)
        low, high = (means - reach).min(axis=0), (means + reach).max(axis=0)
    edges = np.column_stack([low, high])
    for axis, limits in enumerate((reference.x_limits, reference.y_limits)):
        if limits is not None:
            edges[axis] = min(edges[axis, 0], limits[0]), max(edges[axis, 1], limits[1])
    return edges


def histogram(points: Array, edges: Array) -> NDArray[np.int64]:
    """(1601,) counts of (n, 2) points in the cells [low, high) of the grid, and outside it."""
    low, high = edges.T
    cells = np.floor((points - low) / (high - low) * CELLS)
    inside = ((cells >= 0) & (cells < CELLS)).all(axis=1)  # NaN is outside
    x, y = cells[inside].astype(np.intp).T
    counts = np.bincount(x * CELLS + y, minlength=CELLS**2 + 1)
    counts[-1] = len(points) - len(x)
    return counts


def _real_histogram(reference: Reference) -> NDArray[np.int64]:
    return histogram(reference.points, reference.shared(box))


def jensen_shannon(scene: Scene) -> float:
    """JS(P, Q) = (KL(P | M) + KL(Q | M)) / 2 with M = (P + Q) / 2, in bits: 0 to 1."""
    p = scene.reference.shared(_real_histogram) / len(scene)
    q = histogram(scene.fake, scene.reference.shared(box)) / len(scene)
    seen = p + q > 0
    p, q = p[seen], q[seen]
    middle = (p + q) / 2
    terms = [side[side > 0] * np.log2(side[side > 0] / middle[side > 0]) for side in (p, q)]
    return float(sum(term.sum() for term in terms) / 2)


JS = Metric(
    "js",
    "Jensen-Shannon, grid",
    "Divergence between the histograms of real and generated points on a grid of 40 x 40 cells "
    "around the target (plus one cell for all that is outside): 0 is equal, 1 bit is no overlap. "
    "It sees missing modes, wrong shares and points elsewhere, but nothing finer than a cell, and "
    "with few points even the target itself reads far from 0: compare with the band.",
    "bits",
    0.0,
    jensen_shannon,
)
