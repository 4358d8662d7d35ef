"""Each metric equals an independent implementation: POT, SciPy, or its definition spelled out."""

import math

import numpy as np
import ot
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial.distance import cdist, jensenshannon

from gan_desktop.core.metrics import METRICS, Reference, Scene, shapes
from gan_desktop.core.metrics.grid import box
from gan_desktop.core.metrics.sliced import AXES
from gan_desktop.core.mixture import GaussianMixture

EXACT = pytest.approx


def random_mixture(rng: np.random.Generator, count: int) -> GaussianMixture:
    covariances = []
    for xx, yy, r in rng.uniform((0.1, 0.1, -0.95), (2, 2, 0.95), (count, 3)).tolist():
        xy = r * math.sqrt(xx * yy)
        covariances.append(((xx, xy), (xy, yy)))
    return GaussianMixture(
        weights=tuple(rng.uniform(0.01, 10, count).tolist()),
        means=tuple(map(tuple, rng.uniform(-8, 8, (count, 2)).tolist())),
        covariances=tuple(covariances),
    )


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Generated points somewhere around the target."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    mixture = random_mixture(rng, draw(st.integers(1, 6)))
    count = draw(st.sampled_from([1, 2, 5, 6, 7, 30, 150, 400]))
    fake = mixture.sample(count, rng) * rng.uniform(0.2, 1.5) + rng.uniform(-2, 2, 2)
    if draw(st.booleans()):
        fake = fake[rng.integers(0, max(1, count // 3), count)]
    reference = mixture.sample(count, rng)
    if draw(st.booleans()):  # distances that are equal, and points that coincide
        fake, reference = np.round(fake), np.round(reference)
    limits = [(-12.3, 7.1), (-9.4, 15.2)] if draw(st.booleans()) else [None, None]
    return Scene(fake, Reference(reference, mixture, *limits))


def value(key: str, scene: Scene) -> float | None:
    return METRICS[key].compute(scene)


def on_a_line(rng: np.random.Generator, angle: float, count: int) -> tuple[Scene, list]:
    """Points on a line through 0, and their coordinates along it."""
    line = np.array([[math.cos(angle), math.sin(angle)]])
    fake, real = rng.normal(0.3, 1, count), rng.exponential(2, count)
    return Scene(fake[:, None] * line, Reference(real[:, None] * line)), [fake, real]


@settings(deadline=None, max_examples=60)
@given(scenes())
def test_jensen_shannon(scene: Scene) -> None:
    limits = box(scene.reference)
    sides = []
    for points in (scene.fake, scene.reference.points):
        counts, _, _ = np.histogram2d(*points.T, bins=40, range=limits)
        sides.append([*counts.ravel(), len(points) - counts.sum()])
    expected = jensenshannon(*sides, base=2) ** 2
    # jensenshannon is a square root: its rounding error of 1e-16 inside is 1e-8 outside.
    assert value("js", scene) == EXACT(np.nan_to_num(expected), abs=1e-12)


@settings(deadline=None, max_examples=60)
@given(scenes())
def test_the_box_holds_six_sigmas_of_each_mode_and_the_view(scene: Scene) -> None:
    reference, mixture = scene.reference, scene.mixture
    assert mixture is not None
    for axis, limits in enumerate((reference.x_limits, reference.y_limits)):
        ends = [
            mean[axis] + side * 6 * math.sqrt(covariance[axis][axis])
            for mean, covariance in zip(mixture.means, mixture.covariances, strict=True)
            for side in (-1, 1)
        ] + list(limits or ())
        assert box(reference)[axis] == EXACT([min(ends), max(ends)])


def test_without_known_modes_the_box_is_a_tenth_wider_than_the_points() -> None:
    reference = Reference(np.array([[0.0, 0.0], [10.0, 2.0]]))
    assert box(reference).tolist() == [[-1, 11], [-1, 3]]


@settings(deadline=None, max_examples=60)
@given(scenes())
def test_sliced_wasserstein_is_that_of_pot(scene: Scene) -> None:
    real = scene.reference.points
    expected = ot.sliced_wasserstein_distance(scene.fake, real, projections=AXES.T.copy(), p=2)
    assert value("sliced_wasserstein", scene) == EXACT(float(expected), rel=1e-9, abs=1e-12)


def test_the_directions_are_evenly_spaced_over_half_a_turn() -> None:
    angles = np.degrees(np.arctan2(AXES[:, 1], AXES[:, 0]))
    assert angles == EXACT(np.arange(64) * 180 / 64)
    assert np.hypot(*AXES.T) == EXACT(np.ones(64))


@pytest.mark.parametrize("angle", [0.0, 0.3, 2.0])
def test_sliced_wasserstein_on_a_line(angle: float) -> None:
    scene, sides = on_a_line(np.random.default_rng(1), angle, 200)
    # A projection shrinks by the cosine, whose square is 1/2 on average.
    expected = math.sqrt(ot.wasserstein_1d(*map(np.array, sides), p=2) / 2)
    assert value("sliced_wasserstein", scene) == EXACT(expected, rel=1e-12)


@settings(deadline=None, max_examples=60)
@given(scenes())
def test_energy_distance(scene: Scene) -> None:
    x, y = scene.fake, scene.reference.points
    expected = 2 * cdist(x, y).mean() - cdist(x, x).mean() - cdist(y, y).mean()
    assert value("energy", scene) == EXACT(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("angle", [0.0, 0.3, 2.0])
def test_energy_distance_on_a_line_is_that_of_scipy(angle: float) -> None:
    scene, sides = on_a_line(np.random.default_rng(1), angle, 200)
    assert value("energy", scene) == EXACT(stats.energy_distance(*sides) ** 2, rel=1e-9)


def naive_prdc(real: np.ndarray, fake: np.ndarray, k: int = 5) -> dict[str, float | None]:
    """The formulas of prdc (Naeem et al. 2020), point by point."""
    n = len(real)
    if n <= k:
        return dict.fromkeys(("precision", "recall", "density", "prdc_coverage"))

    def distance(a: np.ndarray, b: np.ndarray) -> float:
        return math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)

    def radius(points: np.ndarray, i: int) -> float:
        return sorted(distance(points[i], p) for j, p in enumerate(points) if j != i)[k - 1]

    real_radii = [radius(real, i) for i in range(n)]
    fake_radii = [radius(fake, i) for i in range(n)]
    apart = [[distance(y, x) for x in real] for y in fake]
    real_balls = [[apart[j][i] < real_radii[i] for i in range(n)] for j in range(n)]
    fake_balls = [[apart[j][i] < fake_radii[j] for i in range(n)] for j in range(n)]
    return {
        "precision": sum(any(row) for row in real_balls) / n,
        "recall": sum(any(fake_balls[j][i] for j in range(n)) for i in range(n)) / n,
        "density": sum(sum(row) for row in real_balls) / (k * n),
        "prdc_coverage": sum(min(row[i] for row in apart) < real_radii[i] for i in range(n)) / n,
    }


@settings(deadline=None, max_examples=40)
@given(scenes().filter(lambda scene: len(scene) <= 150))
def test_precision_recall_density_coverage(scene: Scene) -> None:
    expected = naive_prdc(scene.reference.points, scene.fake)
    for key, right in expected.items():
        assert value(key, scene) == (None if right is None else EXACT(right, rel=1e-12))


@settings(deadline=None, max_examples=60)
@given(scenes())
def test_mean_log_likelihood(scene: Scene) -> None:
    mixture = scene.mixture
    assert mixture is not None
    terms = [
        math.log(weight / sum(mixture.weights))
        + np.atleast_1d(stats.multivariate_normal(mean, covariance).logpdf(scene.fake))
        for weight, mean, covariance in zip(
            mixture.weights, mixture.means, mixture.covariances, strict=True
        )
    ]
    expected = np.logaddexp.reduce(terms).mean()
    assert value("log_likelihood", scene) == EXACT(expected, rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=100)
@given(scenes())
def test_widths_offsets_and_modes(scene: Scene) -> None:
    mixture = scene.mixture
    assert mixture is not None
    inverses = [np.linalg.inv(np.linalg.cholesky(np.array(c))) for c in mixture.covariances]
    members: list[list[np.ndarray]] = [[] for _ in mixture.means]
    for point in scene.fake:
        inside = [
            inverse @ (point - mean) for inverse, mean in zip(inverses, mixture.means, strict=True)
        ]
        norms = [np.linalg.norm(u) for u in inside]
        if min(norms) < 3:
            members[int(np.argmin(norms))].append(inside[int(np.argmin(norms))])
    widths, offsets = [], []
    for mode in members:
        few = len(mode) < 10
        widths.append(np.nan if few else math.sqrt(np.trace(np.cov(np.array(mode).T)) / 2))
        offsets.append(np.nan if few else float(np.linalg.norm(np.mean(mode, axis=0))))
    found = shapes(scene)
    assert found is not None
    assert list(found.counts) == [len(mode) for mode in members]
    assert found.widths == EXACT(np.array(widths), nan_ok=True, abs=1e-9)
    assert found.offsets == EXACT(np.array(offsets), nan_ok=True, abs=1e-9)
    shares = np.array(mixture.weights) / sum(mixture.weights)
    captured = [
        len(mode) >= max(1, 0.1 * len(scene) * share)
        for mode, share in zip(members, shares, strict=True)
    ]
    known = [k for k, mode in enumerate(members) if captured[k] and len(mode) >= 10]
    assert value("modes", scene) == sum(captured)
    assert value("modes_any", scene) == sum(bool(mode) for mode in members)
    if known:
        assert value("width", scene) == EXACT(np.median([widths[k] for k in known]))
        assert value("offset", scene) == EXACT(max(offsets[k] for k in known))
    else:
        assert value("width", scene) is None
        assert value("offset", scene) is None


def test_a_mode_that_is_not_captured_does_not_count_for_the_width() -> None:
    mixture = GaussianMixture(
        weights=(1.0, 1.0),
        means=((0.0, 0.0), (100.0, 0.0)),
        covariances=(((1.0, 0.0), (0.0, 1.0)),) * 2,
    )
    rng = np.random.default_rng(0)
    near, far = rng.normal(0, 0.5, (985, 2)), rng.normal((102, 0), 0.01, (15, 2))
    scene = Scene(np.concatenate([near, far]), Reference.drawn(mixture, 1000, rng))
    found = shapes(scene)
    assert found is not None
    assert found.widths[1] < 0.02
    assert value("modes", scene) == 1
    assert value("width", scene) == EXACT(0.5, abs=0.02)
    assert value("offset", scene) < 0.1


def test_the_closed_form_of_the_perfect_width() -> None:
    # Variance of one axis of a standard normal law in the plane, cut at radius 3.
    r = np.linspace(0, 3, 100_001)
    weight = r * np.exp(-(r**2) / 2)
    expected = math.sqrt(np.trapezoid(weight * r**2 / 2, r) / np.trapezoid(weight, r))
    assert METRICS["width"].best == EXACT(expected, abs=1e-9)
    assert METRICS["width"].best == EXACT(0.974, abs=5e-4)


def test_a_uniform_disc_reads_a_width_of_one_and_a_half() -> None:
    rng = np.random.default_rng(0)
    mixture = random_mixture(rng, 1)
    turns, radii = rng.uniform(0, 2 * np.pi, 20_000), 3 * np.sqrt(rng.random(20_000))
    disc = np.column_stack([radii * np.cos(turns), radii * np.sin(turns)])
    fake = disc @ mixture.cholesky[0].T + mixture.means[0]
    scene = Scene(fake, Reference.drawn(mixture, 20_000, rng))
    assert value("width", scene) == EXACT(1.5, abs=0.015)
