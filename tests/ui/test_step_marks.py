"""Arrows of slow motion: where, how long, how many."""

import numpy as np
import pyqtgraph as pg
import pytest

from gan_desktop.core.phases import Phase, SubStep
from gan_desktop.ui.step_marks import LONGEST, MOST_ARROWS, StepMarks, arrow_lines


def shafts(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    each = lines.reshape(-1, 6, 2)
    return each[:, 0], each[:, 1] - each[:, 0]


def test_an_arrow_by_hand() -> None:
    lines = arrow_lines(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]]), 0.5)
    # Along (0.6, 0.8), 0.5 long; the head's sides are 0.3 back and 0.15 aside.
    tip, back, aside = [1.3, 2.4], np.array([0.09, 0.12]), np.array([-0.06, 0.045])
    expected = [[1, 2], tip, tip, tip - back + aside, tip, tip - back - aside]
    np.testing.assert_allclose(lines, expected)


def test_lengths_are_in_proportion_and_a_wild_one_is_cut() -> None:
    pull = np.ones((20, 2)) * np.array([[1.0, 0.0]])
    pull[0], pull[1] = (0.5, 0.0), (1000.0, 0.0)
    _, by = shafts(arrow_lines(np.zeros((20, 2)), pull, 0.1))
    lengths = np.linalg.norm(by, axis=1)
    assert lengths[:3] == pytest.approx([0.05, 0.1 * LONGEST, 0.1])


def test_no_more_than_can_be_told_apart_and_none_for_no_pull() -> None:
    at = np.arange(2000.0).reshape(1000, 2)
    starts, _ = shafts(arrow_lines(at, np.ones((1000, 2)), 1))
    assert len(starts) <= MOST_ARROWS
    assert {tuple(row) for row in starts} <= {tuple(row) for row in at}
    assert starts[-1][0] > 1900
    still = np.array([[0.0, 0.0], [np.inf, 1.0], [np.nan, 0.0]])
    assert arrow_lines(np.zeros((3, 2)), still, 1).shape == (0, 2)


def test_points_that_are_no_numbers_are_not_drawn(qapp) -> None:
    view = pg.PlotWidget()
    marks = StepMarks(view.getPlotItem(), "+", "x")
    points = np.full((5, 2), np.nan, np.float32)
    marks.show_part(SubStep(Phase.GENERATE, 1, 1, 1, 5, fake=points), 1.0)
    view.getPlotItem().autoRange()
    view.grab()
    points = np.array([[np.inf, 0], [1, 2], [3, np.nan]], np.float32)
    marks.show_part(SubStep(Phase.GENERATE, 1, 1, 1, 3, fake=points), 1.0)
    drawn = [item for item in view.items() if isinstance(item, pg.ScatterPlotItem)]
    assert sorted(len(item.data) for item in drawn) == [0, 1]
    view.close()


def test_no_arrow_begins_at_a_point_that_is_not_finite() -> None:
    at = np.array([[0, 0], [np.inf, 0], [0, np.nan]], dtype=np.float32)
    lines = arrow_lines(at, np.ones((3, 2), dtype=np.float32), 1.0)
    assert len(lines) == 6
    assert np.isfinite(lines).all()
