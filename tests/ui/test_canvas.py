"""What is seen and dragged on the canvas."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from gan_desktop.ui.figure import outside


def mean(window, index=0):
    return window.experiment.mixture.means[index]


def test_dragging_a_centre_moves_target_table_and_real_points(window, person, wait_for):
    start, end = person.pixel(0, 2), person.pixel(1, 3)
    person.drag(start, start + QPoint(8, -8), person.pixel(0.5, 2.5), end)
    assert mean(window) == pytest.approx((1, 3), abs=0.03)
    assert float(person.cell(0, 1)) == pytest.approx(1, abs=0.03)
    assert person.modes.currentIndex().row() == 0
    # Not training: the real points follow nevertheless.
    wait_for(lambda: window.session.snapshot.target == window.experiment.mixture)
    real = window.session.snapshot.real
    assert np.hypot(*(real - np.array(mean(window))).T).min() < 0.1


def test_a_drag_while_training_reaches_the_trainer_and_is_one_undo_step(window, person, wait_for):
    window.findChild(QAction, "playAction").setChecked(True)
    wait_for(lambda: window.session.snapshot.step >= 5)
    before = window.experiment.config
    start = person.pixel(2, 0)
    person.drag(start, *[start + QPoint(10 * k, 3 * k) for k in range(1, 9)])
    assert mean(window, 2) != before.target.means[2]
    wait_for(lambda: window.session.snapshot.target == window.experiment.mixture)
    assert window.session.training
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.config == before
    window.findChild(QAction, "redoAction").trigger()
    assert mean(window, 2) != before.target.means[2]


def test_escape_cancels_a_drag(window, person, wait_for):
    before = window.experiment.config
    start = person.pixel(0, 2)
    person.drag(start, start + QPoint(30, 30), start + QPoint(60, 60), release=False)
    assert window.experiment.config != before
    QTest.keyClick(window._canvas, Qt.Key.Key_Escape)
    assert window.experiment.config == before
    person.move(start + QPoint(90, 90))
    person.release(start + QPoint(90, 90))
    assert window.experiment.config == before
    assert not window.findChild(QAction, "undoAction").isEnabled()
    # The next drag works again.
    person.drag(start, start + QPoint(20, 0), start + QPoint(40, 0))
    assert window.experiment.config != before


@pytest.mark.parametrize("zoomed", [False, True])
def test_a_centre_can_be_taken_at_its_rim_and_does_not_jump_to_the_mouse(window, person, zoomed):
    if zoomed:
        zoom(window, notches=1)
        QApplication.processEvents()
    dragged = []
    window._canvas.mean_dragged.connect(lambda *where: dragged.append(where))
    for x, y in ((7, 0), (-7, 0), (0, 7), (0, -7)):
        start = person.pixel(*mean(window, 2)) + QPoint(x, y)
        person.drag(start, start + QPoint(20, 0), start)
        assert dragged, (x, y)
        dragged.clear()
        assert mean(window, 2) == pytest.approx((2, 0), abs=1e-6)


def test_first_view_is_the_presets_with_equal_axes_and_survives_resizing(window, wait_for):
    for size in ((1280, 800), (1000, 900), (1500, 700)):
        window.resize(*size)
        QApplication.processEvents()
        x_min, x_max, y_min, y_max = window._canvas.visible
        assert x_min <= -3 + 1e-6
        assert x_max >= 3 - 1e-6
        assert y_min <= -4 + 1e-6
        assert y_max >= 4 - 1e-6
        # One of the two is exactly the preset's: nothing is wasted.
        tight = abs(y_max - 4) < 0.01 or abs(x_max - 3) < 0.01
        assert tight, window._canvas.visible
        box = window._canvas.figure.getViewBox().sceneBoundingRect()
        scale_x, scale_y = box.width() / (x_max - x_min), box.height() / (y_max - y_min)
        assert scale_x == pytest.approx(scale_y, rel=0.01)


def zoom(window, notches=3):
    view = window._canvas.viewport()
    centre = view.rect().center()
    event = QWheelEvent(
        centre, view.mapToGlobal(centre), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_zoom_is_kept_by_snapshots_and_resizing_until_home(window, person, wait_for):
    home = window._canvas.visible
    zoom(window)
    zoomed = window._canvas.visible
    assert zoomed[3] < home[3]
    window.findChild(QAction, "playAction").setChecked(True)
    wait_for(lambda: window.session.snapshot.step >= 10)
    assert window._canvas.visible == pytest.approx(zoomed)
    assert window._canvas.view == pytest.approx(zoomed)
    window._canvas.setFocus()
    person.press(Qt.Key.Key_Home)
    assert window._canvas.visible == pytest.approx(home)
    assert window._canvas.view == (-3, 3, -4, 4)


def test_points_outside_the_view_are_counted(window, wait_for):
    window._canvas.figure.set_view((10, 11, 10, 11))
    window._canvas._on_zoomed(None)
    assert "2000" in window.findChild(QLabel, "outsideLabel").text()
    snapshot = window.session.snapshot
    assert outside(snapshot, (-100, 100, -100, 100)) == 0
    right = int((snapshot.real[:, 0] > 1).sum() + (snapshot.fake[:, 0] > 1).sum())
    assert outside(snapshot, (-100, 1, -100, 100)) == right


def test_the_cursor_position_is_in_data_units(window, person, wait_for):
    QTest.mouseMove(window._canvas.viewport(), person.pixel(1, -1))
    label = window.findChild(QLabel, "cursorLabel")
    wait_for(label.text)
    words = label.text().split()
    assert float(words[1]) == pytest.approx(1, abs=0.03)
    assert float(words[3]) == pytest.approx(-1, abs=0.03)


def test_the_legend_and_the_step_are_in_the_picture(window, person, wait_for):
    legend = [name for _, name in window._canvas.figure.point_legend.rows]
    assert legend == ["real data", "generated data"]
    person.click_tool("stepAction")
    wait_for(lambda: "step 1" in window._canvas.figure.step_caption.text())


def test_hiding_the_centres_hides_the_handles(window, person):
    assert all(handle.isVisible() for handle in window._canvas._handles.centres)
    window.findChild(object, "display.show_centres").click()
    assert not any(handle.isVisible() for handle in window._canvas._handles.centres)


def test_leaving_the_canvas_clears_the_cursor(window, person, wait_for):
    label = window.findChild(QLabel, "cursorLabel")
    for x in (0.5, -0.5):
        QTest.mouseMove(window._canvas.viewport(), person.pixel(x, -x))
    wait_for(label.text)
    QApplication.sendEvent(window._canvas, QEvent(QEvent.Type.Leave))
    assert label.text() == ""


def test_undo_during_a_drag_takes_the_drag_back(window, person):
    person.enter("training.batch_size", "64")
    before = window.experiment.config
    start = person.pixel(0, 2)
    person.drag(start, start + QPoint(30, 30), start + QPoint(60, 60), release=False)
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.config == before
    person.move(start + QPoint(90, 90))
    person.release(start + QPoint(90, 90))
    assert window.experiment.config == before
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.config.training.batch_size == 32


def test_another_edit_ends_a_drag_where_it_is(window, person):
    start = person.pixel(0, 2)
    person.drag(start, start + QPoint(30, 30), start + QPoint(60, 60), release=False)
    moved = mean(window)
    person.enter("training.batch_size", "64")
    person.move(start + QPoint(90, 90))
    person.release(start + QPoint(90, 90))
    assert mean(window) == moved
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.config.training.batch_size == 32
    assert mean(window) == moved
    window.findChild(QAction, "undoAction").trigger()
    assert mean(window) == (0, 2)


def test_a_mode_that_is_removed_while_it_is_dragged(window, person):
    start = person.pixel(-1.4142, 1.4142)
    person.drag(start, start + QPoint(20, 0), start + QPoint(40, 0), release=False)
    window.findChild(QPushButton, "removeModeButton").click()
    assert len(window.experiment.mixture) == 7
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    person.move(start + QPoint(60, 0))
    person.release(start + QPoint(60, 0))
    assert len(window.experiment.mixture) == 7


def test_a_centre_cannot_be_dragged_out_of_sight(window, person):
    start = person.pixel(2, 0)
    far = QPoint(window._canvas.width() + 200, start.y())
    person.drag(start, start + QPoint(20, 0), far)
    x_min, x_max, _, _ = window._canvas.visible
    assert x_min <= mean(window, 2)[0] <= x_max
    assert mean(window, 2)[0] == pytest.approx(x_max)


def test_a_centre_stops_where_a_mean_may_not_be(window, person):
    window._canvas.figure.set_view((-3e4, 3e4, -3e4, 3e4))
    start = person.pixel(*mean(window, 2))
    window._canvas.drag_began.emit(2)
    window._canvas.mean_dragged.emit(2, 2e4, -2e4)
    window._canvas.drag_ended.emit(2)
    assert mean(window, 2) == (1000, -1000)
    assert start != person.pixel(*mean(window, 2))


def test_the_mouse_over_a_centre_reads_its_modes_width_and_offset(window, person, wait_for):
    person.click_tool("playAction")
    wait_for(lambda: window.session.snapshot.shapes is not None)
    handle = person.canvas._handles.centres[0]
    QTest.mouseMove(person.canvas.viewport(), person.pixel(*window.experiment.mixture.means[0]))
    wait_for(lambda: handle.hovered)
    wait_for(lambda: "width" in handle.toolTip())
    shapes = window.session.snapshot.shapes
    if shapes is not None:
        assert f"{int(shapes.counts[0])} points" in person.canvas.mode_text(0)
