"""A curve with no more points than the screen shows covers what the whole one covers."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_desktop.core.envelope import envelope, lone

NAN = math.nan


def test_few_points_are_left_as_they_are():
    steps, values = envelope(np.arange(3.0), np.array([1.0, math.inf, 3.0]), 10)
    np.testing.assert_array_equal(steps, [0, 1, 2])
    np.testing.assert_array_equal(values, [1, NAN, 3])


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.sampled_from([0.0, 1.0, 5.0, -3.0, NAN]), min_size=2, max_size=400),
    st.integers(1, 20),
)
def test_each_column_covers_what_was_in_it(values, columns):
    values = np.array(values)
    steps = np.arange(len(values)) * 3.0
    got_steps, got = envelope(steps, values, columns)
    assert len(got) <= max(5 * columns, len(values) if len(values) <= 5 * columns else 0)
    assert (np.diff(got_steps) >= 0).all()
    assert got_steps[-1] == steps[-1]
    width = steps[-1] / columns

    def ranges(x, y):
        place = np.minimum((x * (1 / width) + 1e-9).astype(int), columns - 1)
        known = ~np.isnan(y)
        return {
            c: (y[known & (place == c)].min(), y[known & (place == c)].max())
            for c in set(place[known])
        }

    if len(values) > 5 * columns:
        assert ranges(got_steps, got) == ranges(steps, values)
        # A gap is to be seen in its column, even a narrow one.
        gaps = np.isnan(values)
        place = np.minimum((steps * (1 / width) + 1e-9).astype(int), columns - 1)
        got_place = np.minimum((got_steps * (1 / width) + 1e-9).astype(int), columns - 1)
        assert set(place[gaps]) == set(got_place[np.isnan(got)])
    # What a gap separates is not joined across a column's edge.
    for a, b, va, vb in zip(got_steps[:-1], got_steps[1:], got[:-1], got[1:], strict=True):
        between = values[(steps >= a) & (steps <= b)]
        inside = b - a < width
        assert inside or np.isnan(va) or np.isnan(vb) or not np.isnan(between).any()


def test_a_lone_value_is_one_with_nothing_beside_it():
    values = np.array([1, NAN, 2, 3, NAN, 4, NAN, math.inf, 5])
    np.testing.assert_array_equal(np.flatnonzero(lone(values)), [0, 5, 8])
    assert lone(np.empty(0)).shape == (0,)
    assert lone(np.array([2.0])).all()
