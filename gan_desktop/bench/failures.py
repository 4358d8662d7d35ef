"""Synthetic generators that fail in known ways: what the metrics are tested and shown on.

All of them miss, each in its own way, the field's ring: eight modes of sigma 0.01 on a circle of
radius 1 (PacGAN's 2D-ring, Lin et al. 2018, arXiv:1712.04086).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gan_desktop import load_preset
from gan_desktop.core.metrics import Reference, Scene
from gan_desktop.core.mixture import as_mixture

RING = as_mixture(load_preset("ring8").target)
SIGMA = 0.01
POINTS = 2000
_MEANS = np.array(RING.means)
# The view that the table's grid covers.
LIMITS = (-2.0, 2.0)
_EVEN = np.full(8, 1 / 8)

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Failure:
    """A synthetic generator.

    Attributes:
        name: the row of the table.
        draw: (n, 2) points from (n, rng).
    """

    name: str
    draw: Callable[[int, np.random.Generator], Points]

    def scene(self, count: int, rng: np.random.Generator) -> Scene:
        """Its points beside as many of the ring."""
        return Scene(self.draw(count, rng), Reference.drawn(RING, count, rng, LIMITS, LIMITS))


def on_modes(
    shares: NDArray[np.float64], width: float = SIGMA
) -> Callable[[int, np.random.Generator], Points]:
    """Normal points of this width around the ring's centres, in these shares."""

    def draw(count: int, rng: np.random.Generator) -> Points:
        modes = rng.choice(len(shares), count, p=shares)
        return np.asarray(_MEANS[modes] + width * rng.standard_normal((count, 2)))

    return draw


def bridges(count: int, rng: np.random.Generator) -> Points:
    """A fifth of the points evenly on the straight lines between neighbouring centres."""
    points = RING.sample(count, rng)
    astray = rng.random(count) < 0.2
    start = rng.integers(0, 8, count)
    along = rng.random((count, 1))
    lines = _MEANS[start] * (1 - along) + _MEANS[(start + 1) % 8] * along
    return np.where(astray[:, None], lines, points)


def blob(count: int, rng: np.random.Generator) -> Points:
    """Uniform in the square [-1.2, 1.2]^2."""
    return rng.uniform(-1.2, 1.2, (count, 2))


def rotated(count: int, rng: np.random.Generator) -> Points:
    """The target itself, turned by 22.5 degrees: right in all but the place."""
    cos, sin = np.cos(np.pi / 8), np.sin(np.pi / 8)
    return np.asarray(RING.sample(count, rng) @ np.array([[cos, sin], [-sin, cos]]))


FAILURES = (
    Failure("perfect", RING.sample),
    Failure("one mode dropped", on_modes(np.array([1 / 7] * 7 + [0]))),
    Failure("one mode only", on_modes(np.array([1.0] + [0] * 7))),
    Failure("8 modes, one holds 65%", on_modes(np.array([0.65] + [0.05] * 7))),
    Failure("8 near-points (0.1 sigma)", on_modes(_EVEN, 0.1 * SIGMA)),
    Failure("8 modes, 3x too wide", on_modes(_EVEN, 3 * SIGMA)),
    Failure("20% bridges between modes", bridges),
    Failure("uniform blob", blob),
    Failure("ring rotated by 22.5 degrees", rotated),
)
