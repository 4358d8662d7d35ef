"""One measure in bounded memory: nothing bridged, nothing invented, the whole run."""

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_desktop.core.series import Series, known_at, nearest

NAN = math.nan


def filled(values, capacity=8, every=1) -> Series:
    series = Series(capacity)
    for index, value in enumerate(values):
        series.append(index * every, value)
    return series


def pairs(series: Series) -> list[tuple[float, float | None]]:
    """Steps and values; None for a gap."""
    steps, values = series.curve()
    return [(s, None if math.isnan(v) else v) for s, v in zip(steps, values, strict=True)]


def test_gives_back_what_was_measured_with_its_gaps() -> None:
    assert pairs(filled([1, NAN, 3, NAN])) == [(0, 1), (1, None), (2, 3), (3, None)]


def test_the_last_step_is_corrected_and_not_doubled() -> None:
    series = filled([1, 2])
    series.append(1, NAN)
    series.append(1, 5)
    assert pairs(series) == [(0, 1), (1, 5)]
    assert len(series) == 2


def test_a_gap_that_was_thinned_away_is_still_one() -> None:
    series = filled([1, NAN, *range(2, 40)])
    first, second, third = pairs(series)[:3]
    assert (first[1], second, third[1] is None) == (1, (1, None), False)


def test_values_between_gaps_are_not_lost_whatever_the_phase() -> None:
    for phase in (0, 1):
        values = [index if index % 2 == phase else NAN for index in range(1000)]
        found = [value for _, value in pairs(filled(values)) if value is not None]
        assert len(found) >= 4, phase


def test_a_measure_that_ends_not_available_ends_so() -> None:
    assert pairs(filled([*range(100), NAN]))[-1] == (100, None)
    assert pairs(filled([NAN] * 100))[-1] == (99, None)


def test_no_shorter_than_three() -> None:
    with pytest.raises(ValueError, match="too short"):
        Series(2)


VALUES = st.lists(st.sampled_from([0.0, 1.0, 2.0, NAN]), min_size=1, max_size=300)


@settings(deadline=None, max_examples=300)
@given(VALUES, st.sampled_from([3, 4, 5, 8, 16, 33]))
def test_whatever_was_measured(values: list[float], capacity: int) -> None:
    series = filled(values, capacity, every=7)
    steps, kept = series.curve()
    assert len(series) <= capacity
    assert len(steps) <= 2 * capacity
    assert (np.diff(steps) > 0).all()
    # Everything there was measured, and the latest is there.
    for step, value in zip(steps, kept, strict=True):
        assert np.array_equal(value, values[int(step) // 7], equal_nan=True)
    assert steps[-1] == 7 * (len(values) - 1)
    # No line is drawn across a gap.
    for start, end, low, high in zip(steps[:-1], steps[1:], kept[:-1], kept[1:], strict=True):
        if not (math.isnan(low) or math.isnan(high)):
            assert not np.isnan(values[int(start) // 7 : int(end) // 7 + 1]).any()
    # Evenly: each group of `stride` that has values has one row with a value.
    groups = {index // series._stride for index, v in enumerate(values) if not math.isnan(v)}
    seen = {int(s) // 7 // series._stride for s, v in zip(steps, kept, strict=True) if v == v}
    assert seen == groups


def test_thinning_does_not_stall_the_window() -> None:
    series = Series(8192)
    for step in range(8192):
        series.append(step, 1.0)
    began = time.process_time()
    series.append(8192, 1.0)
    assert time.process_time() - began < 0.02
    assert len(series) < 5000


def test_the_nearest_step_and_of_two_the_earlier():
    steps = np.array([0.0, 10.0, 20.0])
    asked = (-5, 0, 4, 5, 6, 19, 1000)
    assert [nearest(steps, step) for step in asked] == [0, 0, 0, 0, 1, 2, 2]
    assert nearest(np.array([7.0]), 3) == 0


def test_at_a_step_nothing_is_known_that_was_measured_later():
    steps, values = np.array([10.0, 20.0]), np.array([1.0, 2.0])
    assert [known_at(steps, values, step) for step in (10, 19, 20, np.inf)] == [1, 1, 2, 2]
    assert np.isnan(known_at(steps, values, 9))
    assert np.isnan(known_at(np.empty(0), np.empty(0), 9))
