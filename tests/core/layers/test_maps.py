"""From numbers to what is drawn."""

import numpy as np
import pytest

from gan_desktop.core.layers import LayerData
from gan_desktop.core.layers.arrows import LONGEST_PART, lines, unit_slope
from gan_desktop.core.layers.maps import difference_view, nice, output_view, sigmoid
from gan_desktop.core.layers.output import Output

REGION = (0.0, 1.0, 0.0, 1.0)


def layer(values, output=Output.LOGIT, region=REGION, **more) -> LayerData:
    arrays = {"values": np.array(values, dtype=np.float32), "output": np.array([output])}
    return LayerData({**arrays, **more}, region)


def test_nice_numbers() -> None:
    given = (0.011, 0.1, 0.2, 0.21, 1, 3.7, 5.1, 99)
    assert [nice(value) for value in given] == pytest.approx(
        [0.02, 0.1, 0.2, 0.5, 1, 5, 10, 100], rel=1e-9
    )


def test_probability_of_logits_lies_between_0_and_1() -> None:
    view = output_view(layer([[0.0, np.log(3)], [-200, 200]]), 0.0, probability=True)
    assert view.values == pytest.approx(np.array([[0.5, 0.75], [0, 1]]), abs=1e-6)
    assert (view.low, view.high, view.middle) == (0, 1, 0.5)
    assert 0.5 in view.levels
    assert view.probability


def test_other_losses_have_no_probability_and_are_shown_around_their_middle() -> None:
    for output in (Output.MARGIN, Output.SCORE, Output.RELATIVE, Output.LOG_FIRST):
        view = output_view(layer([[0.5, 2.2], [1, 1]], output), 0.5, probability=True)
        assert (view.low, view.high, view.middle) == (-1.5, 2.5, 0.5)
        assert not view.probability
        assert 0.5 in view.levels


def test_a_far_corner_does_not_take_the_colours_of_the_rest() -> None:
    values = np.ones((20, 20), dtype=np.float32)
    values[0, 0] = 1e6
    view = output_view(layer(values), 0.0, probability=False)
    assert (view.low, view.high) == (-1, 1)


def test_a_constant_map_can_be_drawn() -> None:
    view = output_view(layer([[3.0, 3.0], [3.0, 3.0]], Output.SCORE), 3.0, probability=False)
    assert view.low < 3 < view.high


def test_the_difference_is_one_of_probabilities_or_of_outputs() -> None:
    d, d_star = layer([[0.0, 1.0]]), layer([[np.log(3), np.nan]])
    shown = difference_view(d, d_star, probability=True)
    assert shown.values[0, 0] == pytest.approx(-0.25)
    assert np.isnan(shown.values[0, 1])
    assert (shown.low, shown.high) == (-0.5, 0.5)
    bare = difference_view(d, d_star, probability=False)
    assert bare.values[0, 0] == pytest.approx(-np.log(3))


def test_there_is_no_difference_of_what_is_missing_or_of_other_places() -> None:
    d = layer([[0.0, 1.0]])
    assert difference_view(d, LayerData(reason="Not here."), True) is None
    assert difference_view(d, layer([[0.0, 1.0]], region=(0, 2, 0, 2)), True) is None
    assert output_view(LayerData(reason="Not here."), 0.0, True) is None


def test_sigmoid_does_not_overflow() -> None:
    with np.errstate(all="raise"):
        assert sigmoid(np.array([-1e4, 1e4], dtype=np.float32)).tolist() == [0, 1]


def test_arrows_point_where_they_pull_and_long_ones_are_cut() -> None:
    at = np.array([[1.0, 2.0], [0.0, 0.0]], dtype=np.float32)
    by = np.array([[0.2, 0.0], [0.0, -90.0]], dtype=np.float32)
    x, y = (each.reshape(2, 6) for each in lines(at, by, slope=2.0, side=10.0))
    assert (x[0, 0], y[0, 0], x[0, 1], y[0, 1]) == pytest.approx((1, 2, 1.1, 2))
    assert (x[1, 1], y[1, 1]) == pytest.approx((0, -10 * LONGEST_PART))
    # Both sides of the head are behind the tip.
    assert (x[0, [3, 5]] < 1.1).all()


def test_one_round_scale_for_all_arrows() -> None:
    few, many = np.full((1, 2), 1e3), np.tile([[0.03, 0.04]], (99, 1))
    slope = unit_slope([few, many], side=1.0)
    assert slope == pytest.approx(nice(0.05 / 0.045))
    assert unit_slope([np.zeros((3, 2))], 1.0) == 1.0
