"""Smoothing against its definition, one weight at a time."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_desktop.core.smoothing import smoothed

NAN = math.nan


def by_definition(steps, values, window):
    """The docstring's sentence as two loops."""
    result = []
    for index, step in enumerate(steps):
        if not math.isfinite(values[index]):
            result.append(NAN)
            continue
        pairs = [
            (math.exp(-(step - s) / window), v)
            for s, v in zip(steps[: index + 1], values[: index + 1], strict=True)
            if math.isfinite(v)
        ]
        result.append(sum(w * v for w, v in pairs) / sum(w for w, _ in pairs))
    return np.array(result)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 400),
            st.one_of(st.floats(-100, 100), st.sampled_from([NAN, math.inf, -math.inf])),
        ),
        min_size=1,
        max_size=80,
    ),
    st.sampled_from([1.0, 10.0, 250.0, 1e6]),
)
def test_is_what_it_says(rows, window):
    steps = np.cumsum([float(gap) for gap, _ in rows])
    values = np.array([value for _, value in rows])
    got = smoothed(steps, values, window)
    np.testing.assert_allclose(got, by_definition(steps, values, window), rtol=1e-9, atol=1e-9)


def test_gaps_stay_gaps_and_are_not_taken_for_zero():
    steps = np.arange(5.0)
    got = smoothed(steps, np.array([NAN, 4.0, NAN, 4.0, NAN]), 3)
    np.testing.assert_allclose(got, [NAN, 4, NAN, 4, NAN])


def test_a_gap_so_long_that_its_weights_vanish_stays_a_gap():
    got = smoothed(np.array([1.0, 2, 348, 748]), np.array([0.0, 3, NAN, NAN]), 1)
    np.testing.assert_allclose(got, [0, 3 / (1 + math.exp(-1)), NAN, NAN])


def test_the_beginning_is_not_drawn_towards_zero():
    assert smoothed(np.arange(50.0), np.full(50, 7.0), 1000) == pytest.approx(np.full(50, 7.0))


def test_no_window_no_smoothing():
    values = np.array([1.0, NAN, math.inf])
    np.testing.assert_array_equal(smoothed(np.arange(3.0), values, 0), [1, NAN, NAN])
    assert len(smoothed(np.empty(0), np.empty(0), 10)) == 0


def test_a_very_long_run_keeps_its_numbers():
    steps = np.arange(8000.0) * 100_000
    values = np.sin(np.arange(8000.0))
    np.testing.assert_allclose(smoothed(steps, values, 100), values)
    close = smoothed(np.arange(8000.0), np.full(8000, 0.1), 1000)
    np.testing.assert_allclose(close, 0.1, rtol=1e-12)


def test_what_it_was_given_is_left_alone():
    steps, values = np.arange(4.0), np.array([1.0, NAN, 3.0, 4.0])
    smoothed(steps, values, 2)
    np.testing.assert_array_equal(values, [1, NAN, 3, 4])
    np.testing.assert_array_equal(steps, np.arange(4))
