"""Densities of clouds, against the laws that they were drawn from."""

import math

import numpy as np
import pytest

from gan_desktop.core.layers.density import (
    _histogram,
    _score,
    cell_centres,
    estimate,
    mass_level,
    places,
)

REGION = (-4.0, 4.0, -3.0, 5.0)
CELL = 8 / 64


def normal(sigma: float, count: int = 5000, centre=(0.0, 0.0)) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(count, 2)) * sigma + centre


def test_places_run_from_the_lower_left_row_by_row() -> None:
    x, y = cell_centres((0, 4, 10, 12), 2)
    assert (x.tolist(), y.tolist()) == ([1, 3], [10.5, 11.5])
    assert places((0, 4, 10, 12), 2).tolist() == [[1, 10.5], [3, 10.5], [1, 11.5], [3, 11.5]]


def test_a_given_bandwidth_gives_the_sum_of_kernels() -> None:
    points, h = np.array([[0.0625, 0.0625], [1.0625, -1.9375]]), 0.4
    found = estimate(points, REGION, 64, bandwidth=h)
    squared = ((places(REGION, 64)[:, None] - points) ** 2).sum(axis=2)
    kernels = np.exp(-squared / (2 * h**2)) / (2 * math.pi * h**2)
    # The points are at the centres of cells: nothing is lost by binning.
    assert found.values == pytest.approx(kernels.mean(axis=1).reshape(64, 64), abs=1e-6)
    assert found.resolution == pytest.approx(1 / (2 * 4 * math.pi * h**2))


def test_rows_are_y_and_columns_x() -> None:
    values = estimate(normal(0.2, centre=(2.0, -1.0)), REGION, 64).values
    row, column = np.unravel_index(values.argmax(), values.shape)
    x, y = cell_centres(REGION, 64)
    assert (x[column], y[row]) == (pytest.approx(2, abs=0.2), pytest.approx(-1, abs=0.2))


@pytest.mark.parametrize("sigma", [0.6, 1.0])
def test_the_chosen_bandwidth_is_near_the_best_for_a_normal_law(sigma) -> None:
    points = normal(sigma)
    found = estimate(points, REGION, 64)
    # The best for a normal law in two dimensions is sigma n^(-1/6) (Silverman 1986, table 4.1).
    best = sigma * len(points) ** (-1 / 6)
    assert 0.5 * best < found.bandwidth < 1.7 * best
    truth = np.exp(-0.5 * (places(REGION, 64) ** 2).sum(axis=1) / sigma**2)
    truth = (truth / (2 * math.pi * sigma**2)).reshape(64, 64)
    assert np.abs(found.values - truth).max() < 0.2 * truth.max()


def test_scores_of_bandwidths_are_those_done_the_slow_way() -> None:
    points = normal(0.5, 300)
    points = np.floor(points / CELL) * CELL + CELL / 2
    squared = ((points[:, None] - points) ** 2).sum(axis=2)

    def slowly(h: float) -> float:
        # int f^2 of a sum of kernels is a sum of kernels of twice the variance.
        squares = (np.exp(-squared / (4 * h**2)) / (4 * math.pi * h**2)).mean()
        kernel = np.exp(-squared / (2 * h**2)) / (2 * math.pi * h**2)
        others = (kernel.sum(axis=1) - np.diag(kernel)) / (len(points) - 1)
        return squares - 2 * others.mean()

    counts, cell, _ = _histogram(points, REGION, 64)
    power = np.abs(np.fft.rfft2(counts)) ** 2
    candidates = np.geomspace(CELL, 0.8, 12)
    scores = [slowly(h) for h in candidates]
    found = [_score(power, counts.shape, cell, len(points), h) for h in candidates]
    assert found == pytest.approx(scores, rel=1e-3)
    chosen = estimate(points, REGION, 64).bandwidth
    assert chosen == pytest.approx(candidates[int(np.argmin(scores))])


def test_a_collapsed_cloud_is_not_smeared_out() -> None:
    assert estimate(np.full((1000, 2), 0.5), REGION, 64).bandwidth == pytest.approx(CELL)


def test_points_outside_and_broken_ones_are_counted_but_are_nowhere() -> None:
    points = normal(0.3, 1000)
    points[:500] = (100, 100)
    points[500] = np.nan
    inside = estimate(points, REGION, 64, bandwidth=0.2).values.sum() * CELL**2
    assert inside == pytest.approx(499 / 1000, abs=1e-3)
    assert not estimate(points[:501], REGION, 64).values.any()


def test_a_level_holds_its_part_of_the_mass() -> None:
    values = estimate(normal(0.8, 20_000), (-4, 4, -4, 4), 128).values
    for part in (0.5, 0.9):
        held = values[values >= mass_level(values, part)].sum() / values.sum()
        assert held == pytest.approx(part, abs=0.01)
    # Of a normal law, 50% is where the density is half of the highest (Mahalanobis^2 = 2 ln 2).
    assert mass_level(values, 0.5) == pytest.approx(values.max() / 2, rel=0.15)
