"""Curves as a file: one row a step, empty where nothing was measured."""

import csv
import math

import numpy as np
import pytest

from gan_desktop.core.curves_csv import merged, write_curves
from gan_desktop.core.history import History


@pytest.fixture
def curves():
    history = History(["a", "b", "never"])
    history.append(0, {"a": 1 / 3})
    history.append(50, {"a": math.nan, "b": 0.0})
    history.append(75, {"b": math.nan})
    history.append(100, {"a": 2.0, "b": math.inf})
    return history.curves()


def test_rows_are_merged_by_step(curves):
    steps, table = merged(curves)
    np.testing.assert_array_equal(steps, [0, 50, 75, 100])
    nan = math.nan
    np.testing.assert_array_equal(
        table, [[1 / 3, nan, nan], [nan, 0, nan], [nan, nan, nan], [2, math.inf, nan]]
    )
    assert merged({})[1].shape == (0, 0)


def test_the_file_has_a_row_a_step_and_empty_cells(curves, tmp_path):
    path = tmp_path / "curves.csv"
    assert write_curves(path, curves) == 4
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["step", "a", "b", "never"],
        ["0", "0.333333333", "", ""],
        ["50", "", "0", ""],
        ["75", "", "", ""],
        ["100", "2", "inf", ""],
    ]


def test_a_file_that_cannot_be_written_leaves_the_old_one(curves, tmp_path, monkeypatch):
    path = tmp_path / "curves.csv"
    path.write_text("old")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv, "writer", full)
    with pytest.raises(OSError, match="No space"):
        write_curves(path, curves)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(IsADirectoryError):
        write_curves(tmp_path, curves)
