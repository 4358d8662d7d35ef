"""Distances between all pairs of points, in blocks: memory stays small, and the cache warm."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.metrics.scene import Array, Reference, Scene

NEIGHBOURS = 5  # k of the nearest-neighbour balls: the default of the authors' package prdc
_BLOCK = 2**14  # distances at a time: 128 kB


@dataclass(frozen=True)
class Within:
    """Distances within one set of n points.

    Attributes:
        mean: over all n^2 pairs, a point's distance 0 to itself included; NaN if n/a.
        radii: (n,) distance to the k-th nearest other point; None if n/a, as it is with fewer
            than k + 1 points.
    """

    mean: float
    radii: Array | None


@dataclass(frozen=True)
class Between:
    """Distances between the n generated and the n real points.

    The balls are open, as in prdc; what needs radii is None where they are.

    Attributes:
        mean: over all n^2 pairs.
        fake_balls: (n,) for each generated point, how many real points' balls it is in.
        real_found: (n,) for each real point, whether it is in some generated point's ball.
        real_covered: (n,) for each real point, whether some generated point is in its ball.
    """

    mean: float
    fake_balls: NDArray[np.int64] | None
    real_found: NDArray[np.bool_] | None
    real_covered: NDArray[np.bool_] | None


def distance_blocks(a: Array, b: Array) -> Iterator[tuple[slice, Array]]:
    """Euclidean distances of (n, 2) to (m, 2) points: slices of a's rows with their (r, m)."""
    bx, by = np.ascontiguousarray(b.T)
    rows = max(1, _BLOCK // len(b))
    for start in range(0, len(a), rows):
        part = slice(start, start + rows)
        distances = a[part, :1] - bx
        other = a[part, 1:] - by
        # In place; not by the scalar product, which loses the digits of small distances.
        distances *= distances
        other *= other
        distances += other
        yield part, np.sqrt(distances, out=distances)


def within(points: Array, k: int = NEIGHBOURS) -> Within:
    """Mean distance and k-nearest-neighbour radii of (n, 2) points; n/a if some is not finite."""
    if not np.isfinite(points).all():
        return Within(math.nan, None)
    radii = np.empty(len(points)) if len(points) > k else None
    total = 0.0
    for part, distances in distance_blocks(points, points):
        total += float(distances.sum())
        if radii is not None:
            # Take the k least away, the point itself first: six times as fast as partition().
            rows = np.arange(len(distances))
            for _ in range(k):
                distances[rows, distances.argmin(axis=1)] = np.inf
            radii[part] = distances.min(axis=1)
    return Within(total / len(points) ** 2, radii)


def _within_fake(scene: Scene) -> Within:
    return within(scene.fake)


def _within_real(reference: Reference) -> Within:
    return within(reference.points)


def fake_pairs(scene: Scene) -> Within:
    """Distances within the generated points, computed once."""
    return scene.shared(_within_fake)


def real_pairs(scene: Scene) -> Within:
    """Distances within the real points, computed once for all refreshes."""
    return scene.reference.shared(_within_real)


def between(scene: Scene) -> Between:
    """Distances from generated to real points. For `scene.shared`."""
    fake_radii, real_radii = fake_pairs(scene).radii, real_pairs(scene).radii
    count = len(scene)
    total = 0.0 if np.isfinite(scene.fake).all() else math.nan
    balls = np.zeros(count, dtype=np.int64)
    found = np.zeros(count, dtype=np.bool_)
    covered = np.zeros(count, dtype=np.bool_)
    for part, distances in distance_blocks(scene.fake, scene.reference.points):
        total += float(distances.sum())
        if fake_radii is not None and real_radii is not None:
            in_real = distances < real_radii
            balls[part] = np.count_nonzero(in_real, axis=1)
            covered |= in_real.any(axis=0)
            found |= (distances < fake_radii[part, None]).any(axis=0)
    mean = total / count**2
    if fake_radii is None or real_radii is None:
        return Between(mean, None, None, None)
    return Between(mean, balls, found, covered)
