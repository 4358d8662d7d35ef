"""The density of a cloud of points: binned on a grid and blurred, at the cost of two FFTs."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.layers.data import Region

Grid = NDArray[np.float64]
# Candidates for the bandwidth: from a cell to this part of the region's shorter side.
CANDIDATES = 12
WIDEST_PART = 1 / 10
# Cells around the region, as a part of its own: points just outside count inside.
MARGIN_PART = 1 / 4


@dataclass(frozen=True, eq=False)
class Estimate:
    """An estimated density.

    Attributes:
        values: (rows, columns) density at the centres of the cells, row 0 at the bottom.
        bandwidth: standard deviation of the blur, in data units.
        count: points that it was made from, those outside the region included.
    """

    values: Grid
    bandwidth: float
    count: int

    @property
    def resolution(self) -> float:
        """The density of one point: what is below cannot be told from nothing.

        1 / (n 4 pi h^2): 4 pi h^2 is the area that a normal kernel averages over.
        """
        return 1 / (self.count * 4 * math.pi * self.bandwidth**2)


def cell_centres(region: Region, resolution: int) -> tuple[Grid, Grid]:
    """The x and the y of the centres of a region's cells, (resolution,) each, from low to high."""
    x_min, x_max, y_min, y_max = region
    steps = (np.arange(resolution) + 0.5) / resolution
    return x_min + steps * (x_max - x_min), y_min + steps * (y_max - y_min)


def places(region: Region, resolution: int) -> Grid:
    """(resolution^2, 2) centres of a region's cells, row by row from the bottom."""
    x, y = np.meshgrid(*cell_centres(region, resolution))
    return np.column_stack((x.ravel(), y.ravel()))


def estimate(
    points: NDArray[np.floating[Any]],
    region: Region,
    resolution: int,
    bandwidth: float | None = None,
    blur: float = 0.0,
) -> Estimate:
    """The density of (n, 2) points, n >= 1, in a region.

    The histogram of the points is blurred by a normal kernel. Its bandwidth h, unless it is
    given, is the one with the least score of least-squares cross-validation (Rudemo 1982, Scand.
    J. Statist. 9; Bowman 1984, Biometrika 71): int f^2 - 2/n sum_i f_-i(x_i), f_-i without the
    i-th point. On a grid both terms are sums over the power spectrum (Silverman 1982, Appl.
    Statist. 31).

    Args:
        points: the cloud; those that are not finite are counted, and are nowhere.
        region: the part of the plane.
        resolution: cells along each side.
        bandwidth: the blur's standard deviation, in data units; None to choose it.
        blur: more blur on top of it (noise that is added to the points), in data units.
    """
    counts, cell, margin = _histogram(points, region, resolution)
    spectrum = np.fft.rfft2(counts)
    count, area = len(points), cell[0] * cell[1]
    if bandwidth is None:
        narrowest, widest = max(cell), WIDEST_PART * resolution * min(cell)
        candidates = np.geomspace(narrowest, max(widest, narrowest), CANDIDATES)
        power = np.abs(spectrum) ** 2
        scores = [_score(power, counts.shape, cell, count, float(h)) for h in candidates]
        bandwidth = float(candidates[int(np.argmin(scores))])
    along_y, along_x = _kernel(counts.shape, cell, bandwidth**2 + blur**2)
    kernel = along_y[:, None] * along_x
    wide = np.fft.irfft2(spectrum * kernel, s=counts.shape) / (count * area)
    values = wide[margin : margin + resolution, margin : margin + resolution]
    return Estimate(np.maximum(values, 0.0), bandwidth, count)


def mass_level(values: Grid, part: float) -> float:
    """The density above which the densest places hold a part (0 to 1) of the mass seen."""
    ordered = np.sort(values, axis=None)[::-1]
    held = np.cumsum(ordered)
    return float(ordered[min(np.searchsorted(held, part * held[-1]), len(ordered) - 1)])


def _histogram(
    points: NDArray[np.floating[Any]], region: Region, resolution: int
) -> tuple[Grid, tuple[float, float], int]:
    """(rows, columns) counts with a margin, the width and height of a cell, the margin in cells."""
    x_min, x_max, y_min, y_max = region
    cell = ((x_max - x_min) / resolution, (y_max - y_min) / resolution)
    margin = int(MARGIN_PART * resolution)
    size = resolution + 2 * margin
    with np.errstate(invalid="ignore"):
        index = np.floor((points - (x_min, y_min)) / cell) + margin
        inside = ((index >= 0) & (index < size)).all(axis=1)
    column, row = index[inside].astype(np.intp).T
    counts = np.bincount(row * size + column, minlength=size**2).reshape(size, size)
    return counts.astype(np.float64), cell, margin


def _kernel(
    shape: tuple[int, ...], cell: tuple[float, float], variance: float
) -> tuple[Grid, Grid]:
    """Spectrum of the normal kernel, along y and along x: it is their product."""
    frequencies = np.fft.fftfreq(shape[0], cell[1]), np.fft.rfftfreq(shape[1], cell[0])
    along_y, along_x = (np.exp(-0.5 * variance * (2 * math.pi * each) ** 2) for each in frequencies)
    return along_y, along_x


def _score(
    power: Grid,
    shape: tuple[int, ...],
    cell: tuple[float, float],
    count: int,
    bandwidth: float,
) -> float:
    """The cross-validation score of a bandwidth."""
    if count < 2:
        # Nothing to leave out: the widest is the first of all that are as good.
        return -bandwidth
    along_y, along_x = _kernel(shape, cell, bandwidth**2)
    # All columns of a real spectrum but the first and, of an even number, the last stand for two.
    doubled = along_x * 2
    doubled[0] = along_x[0]
    if shape[1] % 2 == 0:
        doubled[-1] = along_x[-1]
    cells = shape[0] * shape[1] * cell[0] * cell[1]
    squares = along_y**2 @ power @ (doubled * along_x) / (cells * count**2)
    own = along_y.sum() * doubled.sum() / cells
    others = along_y @ power @ doubled / cells - count * own
    return float(squares - 2 * others / (count * (count - 1)))
