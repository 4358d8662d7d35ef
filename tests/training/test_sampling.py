"""The sampler of the training loop draws from the same law as the mixture."""

import numpy as np
import pytest
import torch
from scipy import stats

from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.training.sampling import MixtureSampler

MIXTURE = GaussianMixture(
    weights=(1.0, 6.0, 2.0),
    means=((0.0, 0.0), (2.0, -1.0), (-3.0, 4.0)),
    covariances=(((1.0, 0.0), (0.0, 0.1)), ((0.5, 0.4), (0.4, 0.4)), ((0.02, -0.05), (-0.05, 0.3))),
)
FAR = MIXTURE.replaced(means=((-900.0, 0.0), (0.0, 0.0), (900.0, 0.0)))


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def drawn(mixture: GaussianMixture, count: int, seed: int = 0) -> np.ndarray:
    points = MixtureSampler(mixture).sample(count, rng(seed))
    assert points.dtype == torch.float32
    assert points.shape == (count, 2)
    return points.numpy().astype(np.float64)


def one_mode(index: int) -> GaussianMixture:
    return GaussianMixture(
        weights=(3.0,), means=(MIXTURE.means[index],), covariances=(MIXTURE.covariances[index],)
    )


@pytest.mark.parametrize("index", range(3))
def test_points_of_a_mode_have_its_moments(index: int) -> None:
    count, covariance = 100_000, np.array(MIXTURE.covariances[index])
    points = drawn(one_mode(index), count)
    variances = np.diag(covariance)
    errors = np.sqrt(variances / count)
    assert (np.abs(points.mean(axis=0) - MIXTURE.means[index]) < 4 * errors).all()
    errors = np.sqrt((np.outer(variances, variances) + covariance**2) / count)
    assert (np.abs(np.cov(points.T) - covariance) < 4 * errors).all()


def test_modes_get_their_shares() -> None:
    points = drawn(FAR, 45_000)
    counts = np.bincount(np.digitize(points[:, 0], [-450, 450]), minlength=3)
    assert stats.chisquare(counts, 45_000 * np.array([1, 6, 2]) / 9).pvalue > 0.001


def test_a_hundred_modes_get_their_shares() -> None:
    weights = tuple(float(1 + k % 7) for k in range(100))
    many = GaussianMixture(
        weights=weights,
        means=tuple((float(k), 0.0) for k in range(100)),
        covariances=(((1e-4, 0.0), (0.0, 1e-4)),) * 100,
    )
    counts = np.bincount(drawn(many, 100_000)[:, 0].round().astype(int), minlength=100)
    expected = 100_000 * np.array(weights) / sum(weights)
    assert stats.chisquare(counts, expected).pvalue > 0.001


@pytest.mark.parametrize("axis", [0, 1])
def test_points_are_distributed_as_those_of_the_mixture(axis: int) -> None:
    ours = drawn(MIXTURE, 20_000)[:, axis]
    theirs = MIXTURE.sample(20_000, np.random.default_rng(0))[:, axis]
    assert stats.ks_2samp(ours, theirs).pvalue > 0.001


@pytest.mark.parametrize("direction", [(1.0, 1.0), (1.0, -1.0), (1.0, 3.0)])
def test_axes_are_correlated_as_those_of_the_mixture(direction: tuple[float, float]) -> None:
    ours = drawn(MIXTURE, 20_000) @ direction
    theirs = MIXTURE.sample(20_000, np.random.default_rng(0)) @ np.array(direction)
    assert stats.ks_2samp(ours, theirs).pvalue > 0.001


def test_what_is_drawn_depends_on_the_count_alone() -> None:
    states = []
    for mixture in (MIXTURE, one_mode(0), FAR.with_mode(1, weight=100.0)):
        generator = rng()
        MixtureSampler(mixture).sample(100, generator)
        states.append(generator.get_state())
    assert torch.equal(states[0], states[1])
    assert torch.equal(states[0], states[2])


def test_a_moved_mean_moves_its_own_points_only() -> None:
    before = drawn(MIXTURE, 3000)
    after = drawn(MIXTURE.with_mode(2, mean=(-2.0, 4.5)), 3000)
    moved = (before != after).any(axis=1)
    assert moved.mean() == pytest.approx(2 / 9, abs=0.03)
    np.testing.assert_allclose(
        (after - before)[moved], np.tile([1.0, 0.5], (moved.sum(), 1)), atol=1e-5
    )


def test_a_changed_covariance_turns_its_own_points_about_their_mean() -> None:
    before = drawn(one_mode(0), 3000)
    after = drawn(one_mode(0).with_mode(0, covariance=((4.0, 0.0), (0.0, 0.4))), 3000)
    np.testing.assert_allclose(after, 2 * before, rtol=1e-5, atol=1e-6)


def test_the_global_random_state_is_left_alone() -> None:
    before = torch.get_rng_state()
    drawn(MIXTURE, 100)
    assert torch.equal(torch.get_rng_state(), before)


def test_a_sampler_can_be_asked_again_and_again() -> None:
    sampler, generator = MixtureSampler(MIXTURE), rng()
    first, second = sampler.sample(50, generator), sampler.sample(50, generator)
    assert not torch.equal(first, second)
    assert torch.equal(MixtureSampler(MIXTURE).sample(50, rng()), first)
