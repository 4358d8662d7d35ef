"""The two metrics that a comparison begins with tell a collapsed generator from a perfect one."""

import numpy as np
import pytest

from gan_desktop.core.metrics import METRICS, Reference, Scene, measure, telling_pair
from gan_desktop.core.targets import TARGETS, load_target

POINTS = 500
# The target `line` is one itself.
COLLAPSIBLE = [named for named in TARGETS if named.key != "line"]


def on_a_line(points, centre, direction):
    return centre + np.outer((points - centre) @ direction, direction)


def collapsed(target, points):
    """The points of each mode on its own main axis; without modes, all of them on theirs."""
    modes = target.known_modes
    if modes is None:
        centre = points.mean(axis=0)
        return on_a_line(points, centre, np.linalg.svd(points - centre)[2][0])
    nearest, line = modes.mahalanobis(points).argmin(axis=1), points.copy()
    for index, (mean, covariance) in enumerate(zip(modes.means, modes.covariances, strict=True)):
        own = nearest == index
        direction = np.linalg.eigh(np.array(covariance))[1][:, -1]
        line[own] = on_a_line(points[own], np.array(mean), direction)
    return line


def values(named, draw, keys):
    rng = np.random.default_rng(7)
    reference = Reference.drawn(named.target, POINTS, rng, named.x_limits, named.y_limits)
    fake = draw(named.target.sample(POINTS, rng))
    return measure(Scene(fake, reference), [METRICS[key] for key in keys])


@pytest.mark.parametrize("named", COLLAPSIBLE, ids=lambda named: named.key)
def test_a_generator_that_is_collapsed_to_lines_differs_clearly(named):
    pair = telling_pair([named.target])
    perfect = values(named, lambda points: points, pair)
    lines = values(named, lambda points: collapsed(named.target, points), pair)
    # Both are available for every target.
    assert set(perfect) == set(lines) == set(pair)
    assert perfect["prdc_coverage"] > 0.9
    assert lines["prdc_coverage"] < 0.8
    if named.target.known_modes is None:
        assert lines["js"] > perfect["js"] + 0.3


def test_what_counts_modes_alone_takes_a_line_through_broad_modes_for_perfect():
    named, blind = TARGETS["two-modes"], ("modes", "high_quality")
    (start, end) = np.array(named.target.means)
    along = (end - start) / np.hypot(*(end - start))

    def line(points):
        return on_a_line(points, start, along)

    found = values(named, line, (*blind, "prdc_coverage"))
    assert found["modes"] == 2
    assert found["high_quality"] > 0.98
    assert found["prdc_coverage"] < 0.3


def test_modes_are_counted_only_where_all_designs_have_them():
    ring, roll = load_target("ring8-blog"), load_target("swiss-roll")
    assert telling_pair([]) == telling_pair([ring, ring]) == ("modes", "prdc_coverage")
    assert telling_pair([ring, roll]) == telling_pair([roll]) == ("js", "prdc_coverage")
