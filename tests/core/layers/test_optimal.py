"""The optimal discriminator, against closed forms and against minimising the loss by hand."""

import numpy as np
import pytest

from gan_desktop.core.layers.density import places
from gan_desktop.core.layers.optimal import first_of_two, labels, log_ratio, logit, sign
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.shape_target import ShapeTarget

REGION = (-4.0, 4.0, -4.0, 4.0)
SIGMA, OTHER, SHIFT = 0.8, 1.0, 0.7
TARGET = GaussianMixture(
    weights=(1.0,), means=((0.0, 0.0),), covariances=(((SIGMA**2, 0.0), (0.0, SIGMA**2)),)
)


def generated(count: int = 20_000, sigma: float = OTHER, shift: float = SHIFT) -> np.ndarray:
    return np.random.default_rng(1).normal(size=(count, 2)) * sigma + (shift, 0.0)


def exact(blur: float = 0.0) -> np.ndarray:
    """The log of p/q of the two normal laws, both blurred."""
    at = places(REGION, 128)
    p, q = SIGMA**2 + blur**2, OTHER**2 + blur**2
    log_p = -np.log(p) - (at**2).sum(axis=1) / (2 * p)
    log_q = -np.log(q) - ((at - (SHIFT, 0)) ** 2).sum(axis=1) / (2 * q)
    return (log_p - log_q).reshape(128, 128)


def test_log_ratio_of_two_normal_laws_is_the_closed_form() -> None:
    found = log_ratio(TARGET, generated(), REGION, 128)
    # Where 20,000 points say something: both densities well above that of one point.
    radius = np.hypot(*places(REGION, 128).T).reshape(128, 128)
    near = radius < 1.8
    error = np.abs(found.values - exact(found.bandwidth))[near]
    assert error.max() < 0.35
    assert error.mean() < 0.07
    # The blur itself moves it little: D* is off by at most 0.1 there.
    d_star, truth = (1 / (1 + np.exp(-each[near])) for each in (found.values, exact()))
    assert np.abs(d_star - truth).max() < 0.1
    assert np.abs(d_star - truth).mean() < 0.03


def test_it_is_one_half_where_the_generator_is_perfect() -> None:
    found = log_ratio(TARGET, generated(sigma=SIGMA, shift=0.0), REGION, 128)
    near = np.hypot(*places(REGION, 128).T).reshape(128, 128) < 1.6
    assert np.abs(found.values[near]).max() < 0.35
    assert abs(found.values[near].mean()) < 0.05


def test_where_neither_cloud_is_nothing_is_known() -> None:
    values = log_ratio(TARGET, generated(), (-20, 20, -20, 20), 128).values
    radius = np.hypot(*places((-20, 20, -20, 20), 128).T).reshape(128, 128)
    assert np.isnan(values[radius > 8]).all()
    assert np.isfinite(values[radius < 1.5]).all()


def test_where_no_generated_point_is_it_looks_real_without_end() -> None:
    found = log_ratio(TARGET, generated(sigma=0.1, shift=3.0), REGION, 128)
    values = found.values
    middle, there = values[64, 64], values[64, 64 + (3 * 16)]
    assert np.isfinite([middle, there]).all()
    assert middle > 5
    assert there < -5


def test_noise_on_what_the_discriminator_sees_blurs_both() -> None:
    noise = 1.5
    found = log_ratio(TARGET, generated(100_000), REGION, 128, noise)
    blur = np.hypot(noise, found.bandwidth)
    near = np.hypot(*places(REGION, 128).T).reshape(128, 128) < 1.5
    assert np.abs(found.values - exact(blur))[near].max() < 0.1


def test_points_that_are_blown_apart_have_a_ratio_too() -> None:
    # Their bandwidth is wider than a mode may be.
    far = np.random.default_rng(1).normal(size=(2_000, 2)) * 1e5
    found = log_ratio(TARGET, far, (-1e6, 1e6, -1e6, 1e6), 32)
    assert found.bandwidth > 1e3
    assert np.isfinite(found.values).any()


def test_a_target_without_a_density_is_estimated_as_the_generated_points_are() -> None:
    shape = ShapeTarget(shape="two-moons", noise=0.1)
    points = shape.sample(20_000, np.random.default_rng(5))
    values = log_ratio(shape, points, (-2, 3, -2, 3), 128).values
    known = values[np.isfinite(values)]
    assert known.size > 500
    assert abs(np.median(known)) < 0.1


@pytest.mark.parametrize("ratio", [-2.0, -0.3, 0.4, 1.7])
@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_each_optimum_minimises_its_loss_at_a_place(ratio, smoothing) -> None:
    p, q = np.exp(ratio), 1.0
    f = np.linspace(-6, 6, 240_001)
    soft = np.logaddexp(0, -f), np.logaddexp(0, f)
    a, b = -0.5, 1.5
    b_less = b + smoothing * (a - b)
    alpha, d1 = 0.6, np.exp(f)
    losses = {
        logit: p * ((1 - smoothing) * soft[0] + smoothing * soft[1]) + q * soft[1],
        labels(a, b): p * (f - b_less) ** 2 + q * (f - a) ** 2,
        sign: p * np.maximum(0, 1 - f) + q * np.maximum(0, 1 + f),
        # -alpha p log D1 + q D1, as a function of log D1.
        first_of_two(alpha): q * d1 - alpha * p * f,
    }
    for optimum, loss in losses.items():
        found = float(optimum(np.array([[ratio]]), smoothing)[0, 0])
        assert found == pytest.approx(f[int(np.argmin(loss))], abs=1e-3), optimum


def test_smoothing_keeps_far_ratios_finite() -> None:
    assert logit(np.array([[800.0, -800.0]]), 0.1)[0, 0] == pytest.approx(np.log(9))
