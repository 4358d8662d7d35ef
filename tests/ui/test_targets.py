"""Targets of all kinds in the window."""

import numpy as np
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget

from gan_desktop.core.targets import TARGETS

SHAPE_FIELDS = ("target.shape", "target.noise", "target.scale", "target.rotation")


def choose(window, key: str) -> None:
    """As the gallery does."""
    window._target_commands.choose_target(key)


def shown(window, name: str) -> bool:
    return window.findChild(QWidget, name).isVisible()


def test_a_shape_has_no_handles_and_no_table_but_fields(window, person, wait_for):
    before = window.experiment.config
    assert not any(shown(window, name) for name in SHAPE_FIELDS)
    choose(window, "swiss-roll")
    assert all(shown(window, name) for name in SHAPE_FIELDS)
    assert not shown(window, "mixtureTable")
    assert not shown(window, "addModeButton")
    assert window._canvas._handles.centres == []
    assert window._canvas.view == (-2.5, 2.5, -2.5, 2.5)
    wait_for(lambda: window.session.snapshot.target == window.experiment.target)
    # Without known modes there is nothing to count; the grid and the balls go on.
    assert "modes" not in window.session.snapshot.metrics
    assert "js" in window.session.snapshot.metrics
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.config == before
    assert shown(window, "mixtureTable")
    assert len(window._canvas._handles.centres) == 8
    assert not any(shown(window, name) for name in SHAPE_FIELDS)
    assert window._canvas.view == (-3, 3, -4, 4)
    wait_for(lambda: window.session.snapshot.target == before.target)


def test_a_shape_is_taken_over_while_it_trains_and_its_fields_apply(window, person, wait_for):
    window.findChild(QAction, "playAction").setChecked(True)
    wait_for(lambda: window.session.snapshot.step >= 5)
    choose(window, "line")
    wait_for(lambda: window.session.snapshot.target == TARGETS["line"].target)
    assert window.session.training
    # Nothing is a preset's: there is no value to go back to.
    person.enter("target.rotation", "45")
    assert window.experiment.target.rotation == 45
    wait_for(lambda: window.session.snapshot.target.rotation == 45)
    assert np.abs(window.session.snapshot.real[:, 0]).max() < 1e-5
    person.enter("target.noise", "-1")
    error = window.findChild(QWidget, "target.noise").parent().findChild(QLabel, "fieldError")
    assert "Shape noise" in error.text()
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.target == TARGETS["line"].target
    wait_for(lambda: window.session.snapshot.step >= 40)
    assert window.session.training


def test_the_floor_and_the_verdict_of_a_shape(window, wait_for):
    choose(window, "circles")
    wait_for(lambda: "js" in window.session.floor)
    assert "modes" not in window.session.floor
    window.findChild(QAction, "playAction").setChecked(True)
    wait_for(lambda: window.session.judgement is not None)
    labels = {row.label for row in window.session.judgement.evidence}
    assert "Modes captured" not in labels


def test_edits_of_modes_do_nothing_to_a_shape(window):
    choose(window, "line")
    before = window.experiment.config
    window._target_commands.add_mode()
    window._target_commands.drag(0, 1.0, 1.0)
    assert window.experiment.config == before


def test_a_window_that_opens_with_a_shape(make_window, quick_config, wait_for):
    window = make_window(TARGETS["pinwheel"].put_into(quick_config))
    # Before there is a generator: points of the target alone.
    assert len(window._canvas.figure._real.getData()[0]) == 1000
    wait_for(lambda: window.session.snapshot is not None)
    assert not window.findChild(QTableView, "mixtureTable").isVisible()
    assert not window.findChild(QPushButton, "addModeButton").isVisible()


@pytest.mark.parametrize("key", ["swiss-roll", "ring8"])
def test_a_recording_of_it_is_drawn(window, wait_for, recordings, key):
    choose(window, key)
    wait_for(lambda: window.session.snapshot.target == window.experiment.target)
    window.findChild(QAction, "recordAction").setChecked(True)
    window.findChild(QAction, "playAction").setChecked(True)
    wait_for(lambda: window.session.snapshot.step >= 10)
    window.findChild(QAction, "recordAction").setChecked(False)
    wait_for(lambda: list(recordings.glob("*.gif")))


def test_the_data_set_is_a_live_setting(window, person, wait_for):
    window.findChild(QAction, "playAction").setChecked(True)
    person.enter("data.fixed_points", "100")
    wait_for(lambda: window.session.running_config.data.fixed_points == 100)
    step = window.session.snapshot.step if window.session.snapshot else 0
    wait_for(lambda: window.session.snapshot.step > step + 20)
