"""Entering values: what is allowed goes through, what is not is refused where it is entered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
)


def errors(window):
    labels = window.findChildren(QLabel, "fieldError")
    return [label.text() for label in labels if label.isVisible() and label.text()]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("training.learning_rate_g", "nan"),
        ("training.learning_rate_g", "inf"),
        ("training.learning_rate_d", "-0.1"),
        ("training.learning_rate_d", "0,001"),
        ("training.batch_size", "0"),
        ("training.batch_size", "1.5"),
        ("training.batch_size", "1e99"),
        ("training.seed", "-1"),
        ("training.seed", "99999999999999999999"),
        ("display.snapshot_every", "1001"),
        ("display.x_limits", "3, -3"),
        ("networks.generator_hidden", "128, 0"),
        ("networks.generator_hidden", "two"),
    ],
)
def test_a_bad_number_is_refused_at_its_input(window, person, wait_for, path, text):
    window.findChild(QAction, "playAction").setChecked(True)
    before = window.experiment.config
    edit = person.enter(path, text)
    assert window.experiment.config == before
    error = edit.parent().findChild(QLabel, "fieldError")
    assert "allowed: " in error.text()
    assert edit.text() == text
    assert text.split(",")[0] in error.text() or text in error.text()
    assert edit.property("invalid") is True
    step = window.session.snapshot.step
    wait_for(lambda: window.session.snapshot.step > step)
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.property("invalid") is False
    assert not error.text()
    assert edit.text() != text


def test_leaving_an_input_commits_it(window, person):
    edit = window.findChild(QLineEdit, "training.batch_size")
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "77")
    assert window.experiment.config.training.batch_size == 32
    window.findChild(QLineEdit, "training.seed").setFocus()
    assert window.experiment.config.training.batch_size == 77


def test_up_and_down_keys_step_a_number(window, person):
    edit = window.findChild(QLineEdit, "training.learning_rate_g")
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert window.experiment.config.training.learning_rate_g == pytest.approx(0.00025)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    assert window.experiment.config.training.learning_rate_g == 0.0002


def test_a_changed_value_can_be_reset_to_the_presets(window, person):
    edit = person.enter("training.batch_size", "64")
    reset = edit.parent().findChild(QToolButton, "resetField")
    assert reset.isVisible()
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert window.experiment.config.training.batch_size == 32
    assert not reset.isVisible()


def edit_cell(person, row, column, text):
    QTest.keyClick(person.type_cell(row, column, text), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("column", "text", "word"),
    [
        (0, "0", "weight"),
        (0, "-1", "weight"),
        (0, "nan", "weight"),
        (1, "inf", "mean x"),
        (2, "1e9", "mean y"),
        (3, "0", "variance x"),
        (4, "-0.1", "variance y"),
        (5, "0.02", "singular"),
        (5, "0.5", "singular"),
        (3, "zwei", "not a number"),
    ],
)
def test_a_bad_cell_is_refused_below_the_table(window, person, column, text, word):
    before = window.experiment.mixture
    edit_cell(person, 1, column, text)
    assert window.experiment.mixture == before
    assert any(word in error for error in errors(window)), errors(window)
    assert person.cell(1, column) != text


def test_a_good_cell_changes_the_target_and_moves_the_centre(window, person):
    edit_cell(person, 1, 1, "1.25")
    assert window.experiment.mixture.means[1][0] == 1.25
    assert window._canvas._handles.centres[1].pos().x() == 1.25
    edit_cell(person, 1, 5, "0.01")
    assert window.experiment.mixture.covariances[1] == ((0.02, 0.01), (0.01, 0.02))
    assert not errors(window)


def test_the_table_edits_exact_numbers(window, person):
    editor = person.open_cell(1, 1)
    assert float(editor.text()) == window.experiment.mixture.means[1][0]
    before = window.experiment.mixture
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert window.experiment.mixture == before


def test_modes_are_added_and_removed(window, person):
    add = window.findChild(QPushButton, "addModeButton")
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    assert len(window.experiment.mixture) == 9
    assert len(window._canvas._handles.centres) == 9
    assert person.modes.currentIndex().row() == 8
    person.modes.setFocus()
    QTest.keyClick(person.modes, Qt.Key.Key_Delete)
    assert len(window.experiment.mixture) == 8
    remove = window.findChild(QPushButton, "removeModeButton")
    for _ in range(9):
        QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert len(window.experiment.mixture) == 1
    assert not remove.isEnabled()
    for _ in range(7):
        window.findChild(QAction, "undoAction").trigger()
    assert len(window.experiment.mixture) == 8


def test_no_more_than_a_hundred_modes(window):
    add = window.findChild(QPushButton, "addModeButton")
    for _ in range(95):
        QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    assert len(window.experiment.mixture) == 100
    assert not add.isEnabled()


def test_a_refused_text_stays_until_it_is_mended(window, person):
    edit = person.enter("training.batch_size", "0")
    person.enter("training.d_steps", "2")
    assert edit.text() == "0"
    assert edit.property("invalid") is True
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "6")
    assert edit.property("invalid") is False
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert window.experiment.config.training.batch_size == 6


def test_space_pauses_while_a_number_has_the_focus(window, person, wait_for):
    person.click_tool("playAction")
    edit = person.enter("training.learning_rate_g", "0.001")
    assert edit.hasFocus()
    QTest.keyClick(edit, Qt.Key.Key_Space)
    wait_for(lambda: not window.session.training)
    assert edit.text() == "0.001"


def test_nothing_in_the_panel_is_cut_off_whatever_is_changed(window, person):
    from PySide6.QtWidgets import QScrollArea

    for group in ("networksGroup", "displayGroup"):
        header = window.findChild(object, group).findChild(QToolButton, "groupHeader")
        header.setChecked(True)
    for more in window.findChildren(QToolButton, "moreButton"):
        more.setChecked(True)
    window.experiment.edit(
        {
            "training.learning_rate_g": 0.00123456, "training.learning_rate_d": 0.00123456,
            "training.batch_size": 1234, "training.d_steps": 7, "training.seed": 123456789,
            "training.steps": 12345, "training.objective": "minimax", "training.beta1_g": 0.1,
            "training.beta2_d": 0.1, "networks.generator_hidden": (8, 8, 8),
            "networks.discriminator_hidden": (8, 8), "networks.initialisation": "fan-in",
            "display.x_limits": (-1.25, 2.5), "display.point_size": 9,
        },
        "everything",
    )  # fmt: skip
    window.resize(1280, 720)
    QApplication.processEvents()
    QApplication.processEvents()
    scroll = window._parameters.findChild(QScrollArea)
    assert scroll.widget().width() <= scroll.viewport().width()
    assert window._canvas.width() >= 0.55 * 1280 - 2
    visible = scroll.viewport().width()
    for label in window._parameters.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            right = label.mapTo(scroll.widget(), label.rect().topRight()).x()
            assert right <= visible, label.text()
            assert label.width() >= label.minimumSizeHint().width() - 1, label.text()


def test_a_mode_is_added_where_there_is_room(window):
    import math

    QTest.mouseClick(window.findChild(QPushButton, "addModeButton"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.findChild(QPushButton, "addModeButton"), Qt.MouseButton.LeftButton)
    means = window.experiment.mixture.means
    for index in (8, 9):
        x, y = means[index]
        assert -3 <= x <= 3
        assert -4 <= y <= 4
        others = [mean for position, mean in enumerate(means) if position != index]
        assert min(math.dist((x, y), other) for other in others) > 1
