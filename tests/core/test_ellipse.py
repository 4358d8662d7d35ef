"""Covariances as ellipses: there and back, and never beyond a mixture's limits."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_desktop.core.ellipse import LEAST_RATIO, axes, covariance_of, stretched
from gan_desktop.core.mixture import check_mode

anything = st.floats(-1e9, 1e9)
length = st.floats(0, 1e12)
sigma = st.floats(1e-2, 100)


def test_by_hand() -> None:
    # 3-4-5: sigma 5 along (0.6, 0.8) and 1 across.
    covariance = covariance_of((3.0, 4.0), 1.0)
    assert np.array(covariance) == pytest.approx(
        np.array([[9 + 0.64, 12 - 0.48], [12 - 0.48, 16 + 0.36]])
    )
    longer, shorter = axes(covariance)
    assert longer == pytest.approx((3, 4))
    assert shorter == pytest.approx((-0.8, 0.6))


def test_a_round_modes_axes_are_along_x_and_y() -> None:
    longer, shorter = axes(((0.25, 0.0), (0.0, 0.25)))
    assert longer == pytest.approx((0.5, 0))
    assert shorter == pytest.approx((0, 0.5))


@given(sigma, st.floats(0.01, 1), st.floats(0, 2 * math.pi))
def test_there_and_back(largest: float, ratio: float, angle: float) -> None:
    axis = (largest * math.cos(angle), largest * math.sin(angle))
    covariance = covariance_of(axis, ratio * largest)
    values = np.linalg.eigvalsh(np.array(covariance))
    assert np.sqrt(values) == pytest.approx([ratio * largest, largest], rel=1e-6)
    longer, shorter = axes(covariance)
    assert math.hypot(*longer) == pytest.approx(largest, rel=1e-6)
    assert math.hypot(*shorter) == pytest.approx(ratio * largest, rel=1e-6)
    assert abs(longer[0] * shorter[0] + longer[1] * shorter[1]) < 1e-6 * largest**2
    again = np.array(covariance_of(longer, math.hypot(*shorter)))
    assert again == pytest.approx(np.array(covariance), rel=1e-6, abs=1e-9 * largest**2)


@given(anything, anything, length)
def test_whatever_is_asked_for_a_mixture_takes_it(x: float, y: float, other: float) -> None:
    covariance = covariance_of((x, y), other)
    check_mode(0, 1.0, (0.0, 0.0), covariance)
    # And the other grip can be taken afterwards.
    longer, shorter = axes(covariance)
    check_mode(0, 1.0, (0.0, 0.0), covariance_of(shorter, math.hypot(*longer)))


def test_what_is_within_the_limits_is_left_alone() -> None:
    axis, other = stretched((0.3, -0.4), 0.02)
    assert axis == pytest.approx((0.3, -0.4))
    assert other == 0.02


def test_the_axis_gives_way_and_not_the_other_one() -> None:
    long_, other = stretched((1e6, 0.0), 1.0)
    assert (long_, other) == (pytest.approx((1 / LEAST_RATIO, 0)), 1.0)
    short, other = stretched((0.0, 1e-9), 1.0)
    assert (short, other) == (pytest.approx((0, LEAST_RATIO)), 1.0)
