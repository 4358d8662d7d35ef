"""Sliced Wasserstein-2 (Rabin et al. 2011; Bonneel et al. 2015, JMIV 51)."""

import numpy as np

from gan_desktop.core.metrics.metric import Metric
from gan_desktop.core.metrics.scene import Array, Reference, Scene

DIRECTIONS = 64
_ANGLES = np.pi * np.arange(DIRECTIONS) / DIRECTIONS  # half a turn: the other half is the same
AXES = np.column_stack([np.cos(_ANGLES), np.sin(_ANGLES)])


def sorted_projections(points: Array) -> Array:
    """(64, n) coordinates of (n, 2) points along each direction, in ascending order."""
    return np.asarray(np.sort(AXES @ points.T, axis=1))


def _real_projections(reference: Reference) -> Array:
    return sorted_projections(reference.points)


def sliced_wasserstein(scene: Scene) -> float:
    """Root of the mean over the directions of W2^2 = mean((sorted x - sorted y)^2)."""
    gaps = sorted_projections(scene.fake) - scene.reference.shared(_real_projections)
    return float(np.sqrt(np.mean(gaps**2)))


SLICED_WASSERSTEIN = Metric(
    "sliced_wasserstein",
    "Sliced Wasserstein-2",
    "How far mass has to be moved to make the generated points the real ones, seen along 64 "
    "directions, in the units of the data. It says how far off the generator is even where "
    "nothing overlaps. The random shares of the modes give it a noise floor that hides "
    "everything but the mass on the modes: compare with the band.",
    "data",
    0.0,
    sliced_wasserstein,
)
