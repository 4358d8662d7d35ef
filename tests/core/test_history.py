"""The memory of the curves: bounded, with gaps, whole."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_desktop.core.history import History


def filled(count: int, capacity: int, every: int = 1) -> History:
    history = History(["a"], capacity)
    for step in range(0, count * every, every):
        history.append(step, {"a": step / 2})
    return history


def curve(history: History, key: str) -> list[tuple[float, float]]:
    return list(zip(*(part.tolist() for part in history.curve(key)), strict=True))


def test_starts_empty() -> None:
    history = History(["a"])
    assert len(history) == 0
    assert curve(history, "a") == []


def test_gives_back_what_was_measured() -> None:
    history = History(["a", "b"])
    history.append(0, {"a": 1.0, "b": 2.0})
    history.append(50, {"a": 3.0, "b": 4.0})
    assert len(history) == 2
    assert curve(history, "a") == [(0, 1.0), (50, 3.0)]
    assert curve(history, "b") == [(0, 2.0), (50, 4.0)]


def test_what_was_not_measured_is_not_there_and_not_zero() -> None:
    history = History(["a", "b"])
    history.append(0, {"a": 1.0})
    history.append(50, {"a": 2.0, "b": 5.0})
    history.append(100, {"b": 6.0})
    assert curve(history, "a") == [(0, 1.0), (50, 2.0)]
    assert curve(history, "b") == [(50, 5.0), (100, 6.0)]


def test_what_had_no_value_is_a_gap_and_not_zero() -> None:
    history = History(["a"])
    for step, value in ((0, 1.0), (50, math.nan), (100, 2.0)):
        history.append(step, {"a": value})
    steps, values = history.curve("a")
    np.testing.assert_array_equal(steps, [0, 50, 100])
    np.testing.assert_array_equal(values, [1, math.nan, 2])


def test_clearing_forgets_all() -> None:
    history = History(["a", "b"], capacity=4)
    for step in range(40):
        history.append(step, {"a": 1.0, "b": math.nan})
    history.clear()
    assert (len(history), history.last_step) == (0, None)
    history.append(0, {"b": 2.0})
    assert curve(history, "a") == []
    assert curve(history, "b") == [(0, 2.0)]


def test_a_measure_that_is_taken_seldom_keeps_its_rows() -> None:
    """Every 64th row has it, at odd rows only: thinning by rows would lose all of them."""
    history = History(["often", "seldom"], capacity=64)
    for step in range(10_000):
        values = {"often": 1.0}
        if step % 64 == 1:
            values["seldom"] = float(step)
        history.append(step, values)
    steps, values = history.curve("seldom")
    assert len(steps) > 32
    assert (steps == values).all()
    assert (steps[0], steps[-1]) == (1, 9985)
    assert history.last_step == 9999


def test_starts_over_at_full_resolution() -> None:
    history = filled(100, 8)
    history.clear()
    for step in range(8):
        history.append(step, {"a": 1.0})
    assert len(history) == 8


def test_drops_rows_only_when_it_is_full() -> None:
    assert len(filled(8, 8)) == 8
    assert len(filled(9, 8)) == 5


def test_the_last_step_is_completed_and_not_doubled() -> None:
    history = History(["a", "b"])
    history.append(0, {"a": 1.0})
    history.append(7, {"a": 2.0})
    history.append(7, {"b": 3.0})
    assert len(history) == 2
    assert curve(history, "a") == [(0, 1.0), (7, 2.0)]
    assert curve(history, "b") == [(7, 3.0)]
    history.append(7, {"a": 9.0})
    assert curve(history, "a")[-1] == (7, 9.0)


def test_measures_without_a_curve_are_ignored_and_unknown_curves_refused() -> None:
    history = History(["a"])
    history.append(0, {"other": 1.0})
    assert curve(history, "a") == []
    with pytest.raises(ValueError, match="not in"):
        history.curve("other")


def test_a_value_of_infinity_is_kept() -> None:
    history = History(["a"])
    history.append(0, {"a": math.inf})
    assert curve(history, "a") == [(0, math.inf)]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 3000), st.sampled_from([4, 8, 64]), st.integers(1, 50))
def test_stays_bounded_and_spans_the_whole_run(count: int, capacity: int, every: int) -> None:
    history = filled(count, capacity, every)
    steps, values = history.curve("a")
    assert len(history) == len(steps) <= capacity
    assert (values == steps / 2).all()
    assert (np.diff(steps) > 0).all()
    assert steps[-1] == (count - 1) * every
    if count > capacity:
        assert len(steps) > capacity / 2
        # No hole is wider than the run over a quarter of the rows.
        assert np.diff(steps, prepend=0).max() <= 4 * count * every / capacity


def test_curves_are_copies() -> None:
    history = filled(3, 8)
    steps, values = history.curve("a")
    steps[:], values[:] = -1, -1
    assert curve(history, "a") == [(0, 0), (1, 0.5), (2, 1)]


def test_what_was_handed_out_stays_while_the_run_goes_on() -> None:
    history = filled(3, 8)
    curves = history.curves()
    for step in range(3, 50):
        history.append(step, {"a": -1.0})
    assert list(curves) == ["a"]
    np.testing.assert_array_equal(curves["a"][0], [0, 1, 2])


def test_the_latest_value_of_a_history():
    history = History(["js"])
    assert history.latest("js") is None
    history.append(1, {"js": 0.5})
    assert history.latest("js") == 0.5
    history.append(2, {"js": float("nan")})
    assert history.latest("js") is None
    assert history.latest("js", 1) == 0.5
    assert history.latest("js", 0) is None
