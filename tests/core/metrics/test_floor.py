"""The noise floor: what real points measured against real points read."""

import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.core.metrics import METRICS, Cost, Metric, Reference, Scene, measure, noise_floor

RING = load_preset("ring8").target
CHEAP = METRICS.of(Cost.CHEAP)
COUNT = 300


def test_is_deterministic_and_computed_once() -> None:
    first = noise_floor(RING, 50, CHEAP, repeats=10)
    assert noise_floor(RING, 50, CHEAP, repeats=10) is first
    assert noise_floor(RING, 50, CHEAP, repeats=10, seed=1) != first
    assert noise_floor(RING, 60, CHEAP, repeats=10) != first
    with pytest.raises(TypeError):
        first["modes"] = (0, 0)


def test_does_not_depend_on_which_others_are_asked_for() -> None:
    every = noise_floor(RING, 50, METRICS, repeats=10)
    one = noise_floor(RING, 50, [METRICS["js"]], repeats=10)
    assert one == {"js": every["js"]}
    assert noise_floor(RING, 50, repeats=10) == every


def test_is_the_quantiles_of_the_draws() -> None:
    values = iter(range(101))
    counter = Metric("c", "", "", "", None, lambda _: float(next(values)))
    assert noise_floor(RING, 1, [counter], repeats=101) == {"c": (5.0, 95.0)}


@pytest.mark.parametrize(("available", "there"), [(4, False), (5, True)])
def test_a_metric_that_is_hardly_available_has_no_band(available: int, there: bool) -> None:
    values = iter([1.0] * available + [None] * (10 - available))
    rare = Metric("r", "", "", "", None, lambda _: next(values))
    assert ("r" in noise_floor(RING, 1, [rare], repeats=10)) is there


def test_the_grid_follows_the_view() -> None:
    js = [METRICS["js"]]
    wide = noise_floor(RING, COUNT, js, x_limits=(-40.0, 40.0), y_limits=(-40.0, 40.0))
    assert wide["js"][1] < noise_floor(RING, COUNT, js)["js"][0]


@pytest.mark.parametrize("preset", ["ring8", "ring8-blog", "grid25"])
def test_a_perfect_generator_is_in_the_band(preset: str) -> None:
    target = load_preset(preset).target
    floor = noise_floor(target, COUNT, seed=5)
    rng = np.random.default_rng(99)
    draws = [
        measure(Scene(target.sample(COUNT, rng), Reference.drawn(target, COUNT, rng)), METRICS)
        for _ in range(100)
    ]
    assert set(floor) == set.union(*map(set, draws))
    for key, (low, high) in floor.items():
        values = [draw[key] for draw in draws if key in draw]
        inside = np.mean([low <= value <= high for value in values])
        # 90% by definition; both sides are drawn, 100 times each: a standard error of 4.3%.
        assert inside >= 0.9 - 3 * 0.043, key
        assert low <= np.median(values) <= high


def test_a_dropped_mode_is_not_in_the_band() -> None:
    floor = noise_floor(RING, COUNT)
    rng = np.random.default_rng(0)
    dropped = RING.without(3).sample(COUNT, rng)
    values = measure(Scene(dropped, Reference.drawn(RING, COUNT, rng)), METRICS)
    for key in ("modes", "reverse_kl", "js", "energy", "sliced_wasserstein", "recall"):
        low, high = floor[key]
        assert not low <= values[key] <= high, key
    assert floor["modes"] == (8, 8)


def test_few_points_and_many_bins_read_far_from_0() -> None:
    """The trap of a browser lab: 150 points cannot fill a grid, even a perfect generator's."""
    target = load_preset("ring8-blog").target
    low, high = noise_floor(target, 150, [METRICS["js"]])["js"]
    assert 0.3 < low < high < 0.9
