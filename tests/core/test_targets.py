"""The named targets: every recipe by its numbers."""

import math

import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.presets import presets
from gan_desktop.core.shape_target import ShapeTarget
from gan_desktop.core.targets import TARGETS, load_target, name_of

H = 0.7071067811865475
EQUAL8 = [0.125] * 8
RING = [(1, 0), (H, H), (0, 1), (-H, H), (-1, 0), (-H, -H), (0, -1), (H, -H)]
GRID = [(x, y) for x in (-4, -2, 0, 2, 4) for y in (-4, -2, 0, 2, 4)]
# Centres, sigma, shares.
RECIPES = {
    "two-modes": ([(0, 0), (1, 1)], 0.31622776601683794, [0.5, 0.5]),
    "ring8-blog": (
        [
            (0, 2), (1.4142135623730951, 1.4142135623730951), (2, 0),
            (1.4142135623730951, -1.4142135623730951), (0, -2),
            (-1.4142135623730951, -1.4142135623730951), (-2, 0),
            (-1.4142135623730951, 1.4142135623730951),
        ],
        0.1414213562373095,
        EQUAL8,
    ),
    "ring8": (RING, 0.01, EQUAL8),
    "ring8-linspace": (
        [
            (1, 0),
            (0.6234898018587336, 0.7818314824680298),
            (-0.2225209339563143, 0.9749279121818236),
            (-0.9009688679024191, 0.4338837391175582),
            (-0.9009688679024191, -0.4338837391175582),
            (-0.2225209339563143, -0.9749279121818236),
            (0.6234898018587336, -0.7818314824680298),
        ],
        0.01,
        [0.25, *[0.125] * 6],
    ),
    "ring8-wgan-gp": (
        [(1.4144271570014144 * x, 1.4144271570014144 * y) for x, y in RING],
        0.014144271570014143,
        EQUAL8,
    ),
    "ring8-imbalanced": (
        [
            (1.4144271570014144 * x, 1.4144271570014144 * y)
            for x, y in [(1, 0), (H, H), (H, -H), (-1, 0), (0, 1), (0, -1), (-H, H), (-H, -H)]
        ],
        0.03536067892503536,
        [0.25, 0.25, *[0.5 / 6] * 6],
    ),
    "grid25": (GRID, 0.05, [0.04] * 25),
    "grid25-wgan-gp": (
        [(x / 2.828, y / 2.828) for x, y in GRID], 0.01768033946251768, [0.04] * 25,
    ),
    "grid25-bourgan": (GRID, 0.1, [0.04] * 25),
    "disjoint": ([(-3, 0), (3, 0)], 0.3, [0.5, 0.5]),
}  # fmt: skip


@pytest.mark.parametrize("key", RECIPES)
def test_the_recipe(key: str) -> None:
    means, sigma, shares = RECIPES[key]
    target = load_target(key)
    assert isinstance(target, GaussianMixture)
    assert np.array(target.means) == pytest.approx(np.array(means, float), abs=1e-14)
    spread = np.tile(sigma**2 * np.eye(2), (len(means), 1, 1))
    assert np.array(target.covariances) == pytest.approx(spread, rel=1e-12)
    assert target.shares == pytest.approx(np.array(shares), rel=1e-12)


def test_the_recipe_off_the_axes() -> None:
    target = load_target("gaussian-off-axis")
    assert target.means == ((1.0, 1.0),)
    assert target.covariances == (((1.0, 0.8), (0.8, 1.0)),)


@pytest.mark.parametrize(
    ("key", "noise"),
    [
        ("swiss-roll", 1 / 30), ("two-moons", 0.2), ("circles", 0.24), ("spirals", 0.1),
        ("pinwheel", 0), ("checkerboard", 0), ("line", 0),
    ],
)  # fmt: skip
def test_the_shapes_noise(key: str, noise: float) -> None:
    assert load_target(key) == ShapeTarget(shape=key, noise=noise)


def test_there_is_nothing_else() -> None:
    shapes = {named.key for named in TARGETS if isinstance(named.target, ShapeTarget)}
    assert set(TARGETS.keys()) == {*RECIPES, "gaussian-off-axis"} | shapes
    assert len(shapes) == 7


def test_the_published_distances_in_sigmas() -> None:
    for key, expected in {
        "ring8": 76.5, "ring8-wgan-gp": 76.5, "ring8-blog": 10.8, "grid25": 40,
        "grid25-bourgan": 20,
    }.items():  # fmt: skip
        target = load_target(key)
        means, sigma = np.array(target.means), math.sqrt(target.covariances[0][0][0])
        apart = np.hypot(*(means[:, None] - means).transpose(2, 0, 1))
        assert apart[apart > 0].min() / sigma == pytest.approx(expected, abs=0.06)


def test_the_trap_says_so() -> None:
    label = TARGETS["ring8-linspace"].label
    assert "7 modes" in label
    assert "trap" in label


@pytest.mark.parametrize("named", list(TARGETS), ids=lambda named: named.key)
def test_words_and_a_view_that_shows_it(named) -> None:
    assert named.label
    assert named.about.endswith(".")
    assert named.about.count(". ") == 0 or "et al. " in named.about
    points = named.target.sample(2000, np.random.default_rng(0))
    for axis, (low, high) in enumerate((named.x_limits, named.y_limits)):
        assert low < points[:, axis].min()
        assert points[:, axis].max() < high
    # Nor lost in it.
    assert np.ptp(points, axis=0).max() > 0.4 * (named.x_limits[1] - named.x_limits[0])


def test_labels_differ() -> None:
    assert len({named.label for named in TARGETS}) == len(TARGETS.keys())


@pytest.mark.parametrize("key", ["ring8-blog", "ring8", "grid25", "two-modes"])
def test_a_presets_target_is_the_named_one(key: str) -> None:
    config = load_preset(key)
    assert config.target == load_target(key)
    assert TARGETS[key].put_into(config) == config
    assert name_of(config.target) is TARGETS[key]


def test_a_changed_target_has_no_name() -> None:
    assert name_of(load_target("ring8").with_mode(0, weight=0.2)) is None
    assert name_of(load_target("circles").replaced(noise=0.3)) is None


def test_put_into_changes_target_and_view_only() -> None:
    before = load_preset("ring8-blog").with_values({"training.seed": 7})
    after = TARGETS["swiss-roll"].put_into(before)
    assert after.target == load_target("swiss-roll")
    assert (after.display.x_limits, after.display.y_limits) == ((-2.5, 2.5), (-2.5, 2.5))
    assert TARGETS["ring8-blog"].put_into(after) == before
    assert after.needs_restart(before) == before.needs_restart(after) == ()


def test_an_unknown_key_lists_the_known_ones() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        load_target("ring9")
    assert str(refusal.value) == f"unknown target 'ring9'; allowed: {', '.join(TARGETS.keys())}"
    assert len(presets()) >= 5
