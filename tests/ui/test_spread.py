"""Turning and stretching a mode, adding one by double click, deleting one by key."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView

from gan_desktop.core.ellipse import axes
from gan_desktop.core.targets import TARGETS
from gan_desktop.ui.spread_handle import GAP_PX

SIGMA = math.sqrt(0.02)


def spread(window):
    return window._canvas._handles.spread


def select(window, person, index: int) -> None:
    QTest.mouseClick(
        window._canvas.viewport(),
        Qt.MouseButton.LeftButton,
        pos=person.pixel(*window.experiment.mixture.means[index]),
    )


def grip_at(window, person, grip: int) -> QPoint:
    position = spread(window).grips[grip].pos()
    return person.pixel(position.x(), position.y())


def covariance(window, index: int = 2) -> np.ndarray:
    return np.array(window.experiment.mixture.covariances[index])


def gap(window) -> float:
    return GAP_PX * window._canvas.figure.getViewBox().viewPixelSize()[0]


def table_of(window) -> QTableView:
    return window.findChild(QTableView, "mixtureTable")


def error_of(window) -> str:
    return window._parameters._mixture.findChild(QLabel, "fieldError").text()


def test_it_is_there_for_the_selected_mode_only(window, person):
    assert not any(grip.isVisible() for grip in spread(window).grips)
    select(window, person, 2)
    assert all(grip.isVisible() for grip in spread(window).grips)
    # 2 sigma and the gap from the centre, along x and y.
    reach = 2 * SIGMA + gap(window)
    places = [(grip.pos().x(), grip.pos().y()) for grip in spread(window).grips]
    assert places[0] == pytest.approx((2 + reach, 0), abs=1e-6)
    assert places[1] == pytest.approx((2, reach), abs=1e-6)
    table_of(window).setCurrentIndex(table_of(window).model().index(0, 1))
    assert spread(window).grips[0].pos().y() == pytest.approx(2)
    window.findChild(object, "display.show_centres").click()
    assert not any(grip.isVisible() for grip in spread(window).grips)


@pytest.mark.parametrize("zoomed", [1.0, 0.2])
def test_dragging_a_grip_outwards_stretches_its_axis_alone(window, person, zoomed):
    select(window, person, 2)
    window._canvas.figure.set_view((2 - 3 * zoomed, 2 + 3 * zoomed, -4 * zoomed, 4 * zoomed))
    QApplication.processEvents()
    # The gap keeps its pixels.
    assert spread(window).grips[0].pos().x() == pytest.approx(2 + 2 * SIGMA + gap(window))
    start = grip_at(window, person, 0)
    aim = (2 + 4 * SIGMA * math.sqrt(zoomed) + gap(window), 0.0)
    person.drag(start, start + QPoint(5, 0), person.pixel(*aim))
    expected = (2 * SIGMA * math.sqrt(zoomed)) ** 2
    found = covariance(window)
    assert found[0, 0] == pytest.approx(expected, rel=0.12)
    assert found[1, 1] == pytest.approx(0.02, rel=0.03)
    assert abs(found[0, 1]) < 0.1 * expected
    assert float(person.cell(2, 3)) == pytest.approx(found[0, 0], rel=0.01)


def test_dragging_a_grip_around_turns_the_mode(window, person, wait_for):
    window.experiment.set_target(
        window.experiment.mixture.with_mode(2, covariance=((0.16, 0.0), (0.0, 0.01))), "longer"
    )
    select(window, person, 2)
    reach = 0.8 + gap(window)
    stops = [
        person.pixel(2 + reach * math.cos(t), reach * math.sin(t))
        for t in np.linspace(0, math.pi / 3, 7)[1:]
    ]
    person.drag(grip_at(window, person, 0), *stops)
    longer, shorter = axes(window.experiment.mixture.covariances[2])
    assert math.degrees(math.atan2(longer[1], longer[0])) == pytest.approx(60, abs=1.5)
    assert math.hypot(*longer) == pytest.approx(0.4, rel=0.03)
    assert math.hypot(*shorter) == pytest.approx(0.1, rel=0.01)
    # The points on the canvas have turned with it.
    wait_for(lambda: window.session.snapshot.target == window.experiment.mixture)


def test_an_axis_that_becomes_the_shorter_one_stays_under_the_mouse(window, person):
    select(window, person, 2)
    start = grip_at(window, person, 0)
    there = QPoint(start.x() + 60, start.y())
    back = person.pixel(2 + SIGMA + gap(window), 0.0)
    person.drag(start, there, back, release=False)
    assert abs(grip_at(window, person, 0).x() - back.x()) <= 1
    person.release(back)
    found = covariance(window)
    assert found[0, 0] == pytest.approx(0.005, rel=0.2)
    assert found[1, 1] == pytest.approx(0.02, rel=0.01)


def test_it_never_leaves_the_limits(window, person):
    select(window, person, 2)
    centre = person.pixel(2, 0)
    start = grip_at(window, person, 0)
    # Into the centre, through it, far away: all of it is a covariance.
    person.drag(start, centre, centre - QPoint(3, 1), QPoint(-900, 4000), centre)
    assert np.linalg.eigvalsh(covariance(window)).min() > 0
    assert not error_of(window)


def test_a_drag_while_training_reaches_the_trainer_and_is_one_undo_step(window, person, wait_for):
    window.findChild(QAction, "playAction").setChecked(True)
    wait_for(lambda: window.session.snapshot.step >= 5)
    select(window, person, 2)
    before = window.experiment.config
    start = grip_at(window, person, 1)
    person.drag(start, *[start + QPoint(6 * k, -5 * k) for k in range(1, 9)])
    assert (covariance(window) != np.array(before.target.covariances[2])).any()
    wait_for(lambda: window.session.snapshot.target == window.experiment.mixture)
    assert window.session.training
    undo = window.findChild(QAction, "undoAction")
    assert "spread of mode 3" in undo.text()
    undo.trigger()
    assert window.experiment.config == before
    assert not undo.isEnabled()
    assert grip_at(window, person, 1) == start


def test_escape_takes_it_back(window, person):
    select(window, person, 2)
    before = window.experiment.config
    start = grip_at(window, person, 0)
    person.drag(start, start + QPoint(30, 30), start + QPoint(60, 60), release=False)
    assert window.experiment.config != before
    QTest.keyClick(window._canvas, Qt.Key.Key_Escape)
    assert window.experiment.config == before
    person.move(start + QPoint(90, 90))
    person.release(start + QPoint(90, 90))
    assert window.experiment.config == before
    assert grip_at(window, person, 0) == start
    assert not window.findChild(QAction, "undoAction").isEnabled()


def test_a_mode_that_goes_while_its_grip_is_held(window, person):
    select(window, person, 7)
    start = grip_at(window, person, 0)
    person.drag(start, start + QPoint(20, 0), release=False)
    window._target_commands.choose_target("line")
    person.move(start + QPoint(60, 0))
    person.release(start + QPoint(60, 0))
    assert window.experiment.target == TARGETS["line"].target
    assert not any(grip.isVisible() for grip in spread(window).grips)


def double_click(window, place: QPoint) -> None:
    view = window._canvas.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place)


def test_a_double_click_adds_a_mode_there(window, person, wait_for):
    before = window.experiment.config
    place = person.pixel(0.5, -0.5)
    QTest.mouseClick(window._canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.experiment.config == before
    double_click(window, place)
    mixture = window.experiment.mixture
    assert len(mixture) == 9
    assert mixture.means[8] == pytest.approx((0.5, -0.5), abs=0.02)
    assert mixture.covariances[8] == mixture.covariances[7]
    assert table_of(window).currentIndex().row() == 8
    wait_for(lambda: window.session.snapshot.target == mixture)
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.config == before


def test_a_double_click_on_a_centre_or_beside_the_picture_adds_none(window, person):
    double_click(window, person.pixel(2, 0))
    assert len(window.experiment.mixture) == 8
    select(window, person, 2)
    double_click(window, grip_at(window, person, 0))
    assert len(window.experiment.mixture) == 8
    # Real points are no hindrance.
    x, y = window.session.snapshot.real[np.hypot(*(window.session.snapshot.real.T)).argmax()]
    double_click(window, person.pixel(x, y))
    assert len(window.experiment.mixture) == 9
    window.findChild(QAction, "undoAction").trigger()
    double_click(window, QPoint(10, 300))
    assert len(window.experiment.mixture) == 8
    window._target_commands.choose_target("circles")
    before = window.experiment.config
    double_click(window, person.pixel(0.5, -0.5))
    assert window.experiment.config == before


def test_one_mode_too_many_is_refused_with_a_sentence(window, person):
    mixture = window.experiment.mixture
    while len(mixture) < 100:
        mixture = mixture.with_added(0.1, (0.0, 0.0), mixture.covariances[0])
    window.experiment.set_target(mixture, "many")
    double_click(window, person.pixel(1.0, -0.2))
    assert len(window.experiment.mixture) == 100
    assert error_of(window) == "Target: 101 modes; allowed: 1 to 100."


def test_delete_removes_the_selected_mode(window, person):
    canvas = window._canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    # Nothing is selected.
    assert len(window.experiment.mixture) == 8
    select(window, person, 2)
    before = window.experiment.mixture
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert window.experiment.mixture == before.without(2)
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.mixture == before


def test_the_last_mode_cannot_go(window, person):
    window._target_commands.choose_target("gaussian-off-axis")
    select(window, person, 0)
    QTest.keyClick(window._canvas, Qt.Key.Key_Delete)
    assert len(window.experiment.mixture) == 1
    assert error_of(window) == "A target has at least one mode: the last one cannot be removed."
    person.enter("training.batch_size", "64")
    assert not error_of(window)
    QTest.keyClick(table_of(window), Qt.Key.Key_Delete)
    assert error_of(window)
