"""Coverage: the failure table of the field's ring, exact values, and an independent count."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gan_desktop import load_preset
from gan_desktop.core.metrics import HIGH_QUALITY_CEILING, Coverage, coverage
from gan_desktop.core.mixture import GaussianMixture

RING = load_preset("ring8").target
SIGMA = 0.01
POINTS = 2000
UNIFORM = np.full(8, 1 / 8)


def draws(shares: list[float], repeats: int = 20, width: float = SIGMA) -> list[Coverage]:
    """Scores of generators that put these shares on the ring's modes."""
    rng = np.random.default_rng(0)
    scores = []
    for _ in range(repeats):
        modes = rng.choice(8, POINTS, p=shares)
        points = np.array(RING.means)[modes] + width * rng.standard_normal((POINTS, 2))
        scores.append(coverage(points, RING))
    return scores


def counted(counts: list[int], points: int | None = None) -> Coverage:
    return Coverage(points or sum(counts), np.array(counts), UNIFORM)


def assert_mean(values: list[float], expected: float) -> None:
    """The mean is within 3 standard errors (and those are small)."""
    error = np.std(values, ddof=1) / math.sqrt(len(values))
    assert abs(np.mean(values) - expected) <= 3 * error + 1e-9
    assert error < 0.02


class TestFailureTable:
    def test_perfect(self) -> None:
        scores = draws([1 / 8] * 8)
        assert {s.modes for s in scores} == {8}
        assert_mean([s.high_quality for s in scores], 1 - math.exp(-4.5))
        # The bias of the plug-in estimate from n points: (K - 1) / 2n.
        assert_mean([s.reverse_kl for s in scores], 7 / (2 * POINTS * HIGH_QUALITY_CEILING))

    def test_one_mode_dropped(self) -> None:
        scores = draws([1 / 7] * 7 + [0])
        assert {s.modes for s in scores} == {7}
        assert all(list(s.captured) == [True] * 7 + [False] for s in scores)
        assert_mean([s.reverse_kl for s in scores], math.log(8 / 7) + 6 / (2 * POINTS * 0.989))

    def test_one_mode_only(self) -> None:
        for score in draws([0, 0, 1, 0, 0, 0, 0, 0], repeats=3):
            assert score.modes == 1
            assert score.reverse_kl == pytest.approx(math.log(8), abs=1e-12)

    def test_one_mode_holds_most(self) -> None:
        scores = draws([0.65] + [0.05] * 7)
        assert {s.modes for s in scores} == {8}
        assert_mean([s.reverse_kl for s in scores], 0.751)

    def test_near_points_exceed_the_ceiling(self) -> None:
        for score in draws([1 / 8] * 8, repeats=3, width=0.1 * SIGMA):
            assert score.modes == 8
            assert score.high_quality == 1 > HIGH_QUALITY_CEILING

    def test_three_times_too_wide(self) -> None:
        scores = draws([1 / 8] * 8, width=3 * SIGMA)
        assert {s.modes for s in scores} == {8}
        assert_mean([s.high_quality for s in scores], 1 - math.exp(-0.5))

    def test_rotated_ring_has_no_reverse_kl(self) -> None:
        angles = np.linspace(0, 2 * np.pi, POINTS, endpoint=False) // (np.pi / 4) * (np.pi / 4)
        angles += np.pi / 8
        score = coverage(np.column_stack([np.cos(angles), np.sin(angles)]), RING)
        assert (score.modes, score.high_quality) == (0, 0.0)
        assert score.reverse_kl is None

    def test_points_that_are_not_numbers_are_not_of_high_quality(self) -> None:
        points = np.array([[np.nan, 0.0], [np.nan, np.nan], RING.means[2]])
        score = coverage(points, RING)
        assert list(score.counts) == [0, 0, 1, 0, 0, 0, 0, 0]
        assert score.high_quality == pytest.approx(1 / 3)


class TestExact:
    @pytest.mark.parametrize(
        ("counts", "expected"),
        [
            ([100] * 8, 0.0),
            ([100] * 7 + [0], math.log(8 / 7)),
            ([7] + [0] * 7, math.log(8)),
            ([1300] + [100] * 7, 0.65 * math.log(5.2) + 0.35 * math.log(0.4)),
        ],
    )
    def test_reverse_kl(self, counts: list[int], expected: float) -> None:
        assert counted(counts).reverse_kl == pytest.approx(expected, abs=1e-12)

    def test_the_published_values(self) -> None:
        assert counted([100] * 7 + [0]).reverse_kl == pytest.approx(0.134, abs=5e-4)
        assert counted([1300] + [100] * 7).reverse_kl == pytest.approx(0.751, abs=5e-4)
        assert pytest.approx(0.989, abs=5e-4) == HIGH_QUALITY_CEILING

    def test_reverse_kl_is_that_of_the_weights(self) -> None:
        score = Coverage(10, np.array([3, 1]), np.array([0.75, 0.25]))
        assert score.reverse_kl == pytest.approx(0, abs=1e-12)
        score = Coverage(10, np.array([1, 1]), np.array([0.75, 0.25]))
        assert score.reverse_kl == pytest.approx(0.5 * math.log(4 / 3))

    def test_high_quality_is_a_share_of_all_points(self) -> None:
        assert counted([10] * 8, points=400).high_quality == 0.2

    def test_a_mode_is_captured_from_a_tenth_of_its_share(self) -> None:
        score = counted([25, 24, 26, 0, 1, 2000, 25, 24], points=2000)
        assert list(score.captured) == [True, False, True, False, False, True, True, False]
        assert score.modes == 4

    def test_a_mode_is_never_captured_without_a_point(self) -> None:
        score = counted([1, 0, 0, 0, 0, 0, 0, 2], points=8)
        assert list(score.captured) == [True] + [False] * 6 + [True]

    def test_a_light_mode_needs_fewer_points(self) -> None:
        score = Coverage(1000, np.array([90, 1]), np.array([0.99, 0.01]))
        assert list(score.captured) == [False, True]

    def test_the_radius_is_three_and_open(self) -> None:
        one = GaussianMixture(
            weights=(1.0,), means=((0.0, 0.0),), covariances=(((4.0, 0.0), (0.0, 1.0)),)
        )
        points = np.array([[5.99, 0.0], [6.0, 0.0], [0.0, 2.99], [0.0, 3.01], [4.5, 2.5]])
        assert list(coverage(points, one).counts) == [2]


def slow_scores(points: np.ndarray, mixture: GaussianMixture) -> dict:
    """The definitions, spelled out one point at a time."""
    total = sum(mixture.weights)
    counts = [0] * len(mixture)
    for x, y in points:
        distances = []
        for (mx, my), ((a, b), (_, d)) in zip(mixture.means, mixture.covariances, strict=True):
            dx, dy, det = x - mx, y - my, a * d - b * b
            distances.append(math.sqrt((d * dx * dx - 2 * b * dx * dy + a * dy * dy) / det))
        ordered = sorted(distances)
        assume(abs(ordered[0] - 3) > 1e-6)
        assume(len(ordered) == 1 or ordered[1] - ordered[0] > 1e-6)
        if ordered[0] < 3:
            counts[distances.index(ordered[0])] += 1
    good = sum(counts)
    thresholds = [max(1, 0.1 * len(points) * w / total) for w in mixture.weights]
    assume(all(abs(c - t) > 1e-6 or t == 1 for c, t in zip(counts, thresholds, strict=True)))
    return {
        "counts": counts,
        "high_quality": good / len(points),
        "modes": sum(c >= t for c, t in zip(counts, thresholds, strict=True)),
        "reverse_kl": sum(
            c / good * math.log(c / good / (w / total))
            for c, w in zip(counts, mixture.weights, strict=True)
            if c
        )
        if good
        else None,
    }


@st.composite
def mixtures(draw: st.DrawFn) -> GaussianMixture:
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    count = draw(st.integers(1, 6))
    covariances = []
    for xx, yy, r in rng.uniform((0.1, 0.1, -0.95), (2, 2, 0.95), (count, 3)).tolist():
        xy = r * math.sqrt(xx * yy)
        covariances.append(((xx, xy), (xy, yy)))
    return GaussianMixture(
        weights=tuple(rng.uniform(0.01, 10, count).tolist()),
        means=tuple(map(tuple, rng.uniform(-4, 4, (count, 2)).tolist())),
        covariances=tuple(covariances),
    )


@settings(deadline=None, max_examples=60)
@given(mixtures(), st.integers(0, 2**32), st.integers(1, 60), st.sampled_from([2, 6, 50]))
def test_equals_the_definitions(
    mixture: GaussianMixture, seed: int, count: int, spread: float
) -> None:
    points = np.random.default_rng(seed).uniform(-spread, spread, (count, 2))
    expected = slow_scores(points, mixture)
    score = coverage(points, mixture)
    assert score.points == count
    assert list(score.counts) == expected["counts"]
    assert score.high_quality == pytest.approx(expected["high_quality"])
    assert score.modes == expected["modes"]
    if expected["reverse_kl"] is None:
        assert score.reverse_kl is None
    else:
        assert score.reverse_kl == pytest.approx(expected["reverse_kl"], abs=1e-12)
