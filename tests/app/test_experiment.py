"""Every edit goes through the experiment and can be undone."""

import pytest

from gan_desktop.app.experiment import MAX_UNDO, Experiment
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.targets import TARGETS


@pytest.fixture
def experiment(qapp, quick_config):
    return Experiment(quick_config)


def test_an_edit_is_undone_and_redone(experiment, quick_config, qtbot):
    with qtbot.waitSignals([experiment.config_changed, experiment.undo_changed]):
        experiment.edit({"training.batch_size": 7}, "change batch size")
    assert experiment.config.training.batch_size == 7
    assert experiment.undo_text == "change batch size"
    experiment.undo()
    assert experiment.config == quick_config
    assert experiment.redo_text == "change batch size"
    experiment.redo()
    assert experiment.config.training.batch_size == 7


def test_a_refused_edit_changes_nothing(experiment, quick_config, qtbot):
    with qtbot.assertNotEmitted(experiment.config_changed), pytest.raises(InvalidValueError):
        experiment.edit({"training.batch_size": 7, "training.d_steps": 0}, "both")
    assert experiment.config == quick_config
    assert not experiment.undo_text


def test_an_edit_that_changes_nothing_is_no_edit(experiment, qtbot):
    with qtbot.assertNotEmitted(experiment.config_changed):
        experiment.edit({"training.batch_size": 32}, "same")
    assert not experiment.undo_text


def test_a_gesture_is_one_edit(experiment, quick_config):
    experiment.begin_gesture("move")
    for x in range(5):
        experiment.set_target(experiment.mixture.with_mode(0, mean=(float(x), 0.0)), "a bit")
    experiment.end_gesture()
    assert experiment.undo_text == "move"
    experiment.undo()
    assert experiment.config == quick_config
    assert not experiment.undo_text


def test_another_target_with_its_view_is_one_edit(experiment):
    before = experiment.config
    experiment.choose_target(TARGETS["swiss-roll"], "choose a target")
    assert experiment.target == TARGETS["swiss-roll"].target
    assert experiment.mixture is None
    assert experiment.config.display.x_limits == (-2.5, 2.5)
    assert experiment.undo_text == "choose a target"
    experiment.undo()
    assert experiment.config == before
    assert experiment.undo_text == ""


def test_a_cancelled_gesture_leaves_no_trace(experiment, quick_config):
    experiment.begin_gesture("move")
    experiment.set_target(experiment.mixture.with_mode(0, mean=(9.0, 9.0)), "a bit")
    experiment.cancel_gesture()
    assert experiment.config == quick_config
    assert not experiment.undo_text
    experiment.end_gesture()
    assert not experiment.undo_text


def test_undo_during_a_gesture_takes_the_gesture_back(experiment, quick_config):
    experiment.begin_gesture("move")
    experiment.set_target(experiment.mixture.with_mode(0, mean=(9.0, 9.0)), "a bit")
    experiment.undo()
    assert experiment.config == quick_config


def test_a_new_edit_forgets_what_was_undone(experiment):
    experiment.edit({"training.batch_size": 7}, "a")
    experiment.undo()
    experiment.edit({"training.batch_size": 8}, "b")
    assert not experiment.redo_text


def test_the_undo_list_is_bounded(experiment):
    for size in range(1, MAX_UNDO + 50):
        experiment.edit({"training.batch_size": size + 100}, "grow")
    for _ in range(MAX_UNDO):
        assert experiment.undo_text
        experiment.undo()
    assert not experiment.undo_text
