"""Methods, the objectives' own numbers and refused combinations, by clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from gan_desktop.core.methods import method, methods


def choose(window, name: str, key: str) -> None:
    """As a person does: open the list, go to the entry, press Return."""
    box = window.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def visible(window, path: str) -> bool:
    # Its group may be folded; what counts is whether it is hidden for itself.
    return not window._parameters._fields[path].isHidden()


@pytest.mark.parametrize("key", ["wgan-gp", "r3gan", "pacgan2", "unrolled"])
def test_a_method_is_one_edit_that_can_be_undone(window, person, key):
    before = window.experiment.config
    choose(window, "methodBox", key)
    assert window.experiment.config == method(key).apply(before)
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.experiment.config == before


def test_the_box_names_the_method_that_the_settings_are(window, person):
    box = window.findChild(QComboBox, "methodBox")
    choose(window, "methodBox", "lsgan")
    assert box.currentData() == "lsgan"
    person.enter("training.batch_size", "64")
    assert box.currentData() == "lsgan"
    person.enter("regularisers.r1", "0.5")
    assert box.currentIndex() == -1


def test_every_method_trains_after_a_restart(window, wait_for):
    """One of each kind of discriminator; the training tests go through all."""
    for key in ("d2gan", "ebgan", "wgan-gp"):
        choose(window, "methodBox", key)
        button = window.findChild(QPushButton, "restartButton")
        if button.isVisible():
            button.click()
        wait_for(lambda: window.session.snapshot is not None)
        window._actions["step"].trigger()
        wait_for(lambda: window.session.snapshot and window.session.snapshot.step >= 1)
    assert len(methods()) == 17


def test_numbers_of_an_objective_are_shown_with_it_alone(window):
    assert not visible(window, "loss.margin")
    choose(window, "methodBox", "ebgan")
    assert visible(window, "loss.margin")
    assert not visible(window, "loss.fake_label")


def test_what_cannot_work_is_refused_where_it_is_chosen(window, person, wait_for):
    person.enter("networks.packing", "1")
    choose(window, "methodBox", "wgan-gp")
    choose(window, "networks.discriminator_normalisation", "batch")
    box = window.findChild(QComboBox, "methodBox").parentWidget()
    errors = [label.text() for label in box.findChildren(QLabel, "fieldError")]
    assert any("batch normalisation" in text.lower() for text in errors)
    run = window.session.snapshot.run_id
    person.click_tool("resetAction")
    assert window.session.snapshot.run_id == run


def test_the_averaged_cloud_is_drawn_and_named(window, person, wait_for):
    person.enter("dynamics.ema", "0.9")
    person.click_tool("resetAction")
    wait_for(lambda: window.session.snapshot and window.session.snapshot.average is not None)
    canvas = window.findChild(QWidget, "canvas")
    assert len(canvas.figure.point_legend.rows) == 3
    person.enter("dynamics.ema", "0")
    person.click_tool("resetAction")
    wait_for(lambda: window.session.snapshot and window.session.snapshot.average is None)
    assert len(canvas.figure.point_legend.rows) == 2
