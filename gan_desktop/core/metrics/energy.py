"""Energy distance (Székely & Rizzo 2013, J. Stat. Plan. Inference 143)."""

import numpy as np

from gan_desktop.core.metrics.metric import Cost, Metric
from gan_desktop.core.metrics.pairs import between, fake_pairs, real_pairs
from gan_desktop.core.metrics.scene import Scene


def energy_distance(scene: Scene) -> float:
    """2 E|x - y| - E|x - x'| - E|y - y'|, each mean over all n^2 pairs; never below 0.

    That of the two empirical laws (pairs of a point with itself count), not squared and no root.
    """
    apart = scene.shared(between).mean
    distance = 2 * apart - fake_pairs(scene).mean - real_pairs(scene).mean
    # Rounding may leave some 1e-17 below 0 for equal sets. NaN stays NaN, as it would not in max().
    return float(np.maximum(distance, 0.0))


ENERGY = Metric(
    "energy",
    "Energy distance",
    "Twice the mean distance between a real and a generated point, less the mean distances within "
    "each set, in the units of the data: 0 only for equal laws. It mostly sees where the mass is, "
    "as the sliced Wasserstein distance does; the shape within narrow modes is below its noise.",
    "data",
    0.0,
    energy_distance,
    Cost.COSTLY,
)
