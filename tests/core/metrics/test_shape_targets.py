"""Metrics on a target without known modes: what is n/a, the grid's limits, the noise floor."""

import numpy as np
import pytest

from gan_desktop.core.metrics import METRICS, Cost, Reference, Scene, measure, noise_floor, shapes
from gan_desktop.core.metrics.grid import box
from gan_desktop.core.targets import TARGETS, load_target

OF_MODES = {"modes", "modes_any", "high_quality", "reverse_kl", "width", "offset", "log_likelihood"}
OF_CLOUDS = {
    "js", "sliced_wasserstein", "energy", "precision", "recall", "density", "prdc_coverage",
}  # fmt: skip
ROLL = TARGETS["swiss-roll"]


def scene() -> Scene:
    rng = np.random.default_rng(0)
    reference = Reference.drawn(ROLL.target, 300, rng, ROLL.x_limits, ROLL.y_limits)
    return Scene(ROLL.target.sample(300, rng), reference)


def test_what_needs_modes_is_not_available_and_the_rest_is() -> None:
    found = measure(scene(), METRICS)
    assert not OF_MODES & found.keys()
    assert found.keys() == OF_CLOUDS
    assert shapes(scene()) is None


def test_the_grid_is_the_view_while_that_holds_all_points() -> None:
    assert box(scene().reference).tolist() == [[-2.5, 2.5], [-2.5, 2.5]]
    points = ROLL.target.sample(300, np.random.default_rng(0))
    narrow = Reference(points, None, (-0.5, 0.5), (-0.5, 0.5))
    ends = np.column_stack([points.min(axis=0), points.max(axis=0)])
    assert box(narrow) == pytest.approx(ends)


def test_the_noise_floor_of_a_shape() -> None:
    floor = noise_floor(ROLL.target, 300, METRICS, 8, 0, ROLL.x_limits, ROLL.y_limits)
    assert floor.keys() == OF_CLOUDS
    low, high = floor["js"]
    assert 0 < low < high < 0.5
    assert floor["precision"][0] > 0.9
    assert noise_floor(load_target("line"), 300, METRICS.of(Cost.CHEAP), 3)["js"][1] < 0.2


def test_what_a_perfect_generator_reads() -> None:
    assert METRICS["modes"].best_for(load_target("grid25")) == 25
    assert METRICS["modes"].best_for(ROLL.target) is None
    assert METRICS["js"].best_for(ROLL.target) == 0
