"""Looking back: the slider, playing, changes, stored runs, branches, in the real window."""

import contextlib
import sqlite3

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QToolButton, QWidget

from gan_desktop.app.exact_transport import ExactDistances
from gan_desktop.app.experiment import Source
from gan_desktop.app.messages import TrainingState
from gan_desktop.app.run_reading import Seek, Wish, _changed
from gan_desktop.core.events import change
from gan_desktop.store.run_file import RunReader, RunWriter
from gan_desktop.training import GanTrainer
from gan_desktop.training.checkpoint import load_checkpoint
from gan_desktop.training.portable_state import to_portable
from gan_desktop.ui.publishing.dialog import ExportDialog
from gan_desktop.ui.timeline_slider import TimelineSlider
from tests.ui.conftest import Person

LAST = 60


def train(window, qtbot, until=LAST):
    """Train to a step and wait until all of it is in the file."""
    window.session.play(until=until)
    session = window.session
    qtbot.waitUntil(lambda: session.snapshot.step == until and not session.training)
    qtbot.waitUntil(lambda: session.run_path is not None and stored_to(session) == until)


def stored_to(session) -> int:
    with RunReader.open(session.run_path) as reader:
        return int(reader.steps[-1])


@pytest.fixture
def trained(window, qtbot):
    """A window whose run of 60 steps is stored every 5 steps."""
    train(window, qtbot)
    return window


@pytest.fixture
def stored_run(tmp_path, quick_config):
    """Another run in a file, with a change at step 10."""
    path = tmp_path / "other.ganrun"
    config = quick_config.with_values({"training.seed": 7})
    trainer = GanTrainer(config)
    with RunWriter(path, config, trainer.run_id) as writer:
        writer.add_state(0, *to_portable(trainer.state_dict()))
        for step in range(0, 31, 5):
            trainer.run(step - trainer.steps_done)
            writer.add_snapshot(trainer.snapshot())
            if step == 10:
                after = config.with_values({"training.d_steps": 3})
                trainer.set_live(after)
                writer.add_event(change(step, config, after))
    return path


def slider(window) -> TimelineSlider:
    return window.findChild(TimelineSlider, "timelineSlider")


def button(window, name) -> QToolButton:
    return window.findChild(QToolButton, name)


def click(window, name) -> None:
    QTest.mouseClick(button(window, name), Qt.MouseButton.LeftButton)


def shown_step(window) -> int:
    return window.findChild(object, "canvas").figure._step_number


def click_step(window, step) -> None:
    bar = slider(window)
    place = QPoint(round(bar.place_of(step)), bar.height() // 2)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)


def look_at(window, qtbot, step) -> None:
    click_step(window, step)
    qtbot.waitUntil(lambda: window.timeline.moment is not None)


def test_a_click_on_the_slider_shows_the_nearest_stored_snapshot(trained, qtbot):
    label = trained.findChild(QLabel, "timelineLabel")
    assert label.text() == "now"
    look_at(trained, qtbot, 20)
    moment = trained.timeline.moment
    assert abs(moment.snapshot.step - 20) <= 5
    assert shown_step(trained) == moment.snapshot.step
    assert label.text() == f"step {moment.snapshot.step} of {LAST}"
    alone = GanTrainer(trained.session.running_config)
    alone.run(moment.snapshot.step)
    np.testing.assert_array_equal(moment.snapshot.fake, alone.snapshot(metrics=()).fake)
    curves = trained.findChild(QLabel, "stepOfValues")
    qtbot.waitUntil(lambda: curves.text() == f"at step {moment.snapshot.step}")
    # The handles belong to the target that is edited now.
    assert not any(h.isVisible() for h in trained._canvas._handles.centres)


def test_keys_go_from_snapshot_to_snapshot_and_end_goes_back(trained, qtbot):
    person = Person(trained)
    look_at(trained, qtbot, 30)
    at = trained.timeline.moment.index
    bar = slider(trained)
    QTest.keyClick(bar, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: trained.timeline.moment.index == at + 1)
    QTest.keyClick(bar, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: trained.timeline.moment.index == at)
    person.canvas.setFocus()
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: trained.timeline.moment.index == at - 1)
    person.press(Qt.Key.Key_End)
    assert not trained.timeline.past
    assert shown_step(trained) == LAST
    assert all(h.isVisible() for h in trained._canvas._handles.centres)
    assert not button(trained, "presentButton").isEnabled()


def test_playing_goes_through_all_and_stays_at_the_end(trained, qtbot):
    seen = []
    trained.timeline.moved.connect(lambda: seen.append(trained.timeline.step))
    trained.timeline.set_speed(25)
    click(trained, "playStoredButton")
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == LAST and not trained.timeline.playing)
    assert seen == sorted(seen)
    assert seen[0] == 0
    assert set(range(0, LAST + 1, 5)) <= set(seen)


def test_stop_stays_where_it_is(trained, qtbot):
    trained.timeline.set_speed(2)
    click(trained, "playStoredButton")
    qtbot.waitUntil(lambda: trained.timeline.moment is not None)
    click(trained, "playStoredButton")
    assert not trained.timeline.playing
    assert trained.timeline.moment is not None
    assert trained.timeline.moment.snapshot.step < LAST


def test_training_goes_on_behind_a_moment_that_is_looked_at(trained, qtbot):
    look_at(trained, qtbot, 20)
    step = shown_step(trained)
    trained.session.play(until=90)
    qtbot.waitUntil(lambda: trained.session.snapshot.step == 90)
    assert shown_step(trained) == step
    assert slider(trained).maximum() == 90
    # Play is the wish to see it.
    Person(trained).click_tool("playAction")
    assert not trained.timeline.past
    Person(trained).click_tool("playAction")


def test_changes_are_marked_and_jumped_to(window, qtbot):
    train(window, qtbot, until=20)
    window.experiment.edit({"training.d_steps": 2}, "edit")
    qtbot.waitUntil(lambda: len(window.session.events) == 1)
    train(window, qtbot, until=40)
    assert slider(window).marks == (20,)
    assert not button(window, "nextChangeButton").isEnabled()
    click(window, "lastChangeButton")
    qtbot.waitUntil(lambda: window.timeline.moment is not None)
    assert window.timeline.step == 20


def test_each_change_is_reached_also_between_two_snapshots(window, qtbot):
    edits = ({"training.d_steps": 2}, {"training.batch_size": 8}, {"training.beta1_g": 0.4})
    for until, edit in zip((13, 23, 40), edits, strict=True):
        train(window, qtbot, until)
        known = len(window.session.events)
        window.experiment.edit(edit, "edit")
        qtbot.waitUntil(lambda known=known: len(window.session.events) > known)
    train(window, qtbot, until=60)
    timeline = window.timeline
    seen = []
    timeline.moved.connect(lambda: seen.append(timeline.step))
    for count in range(1, 4):
        click(window, "lastChangeButton")
        qtbot.waitUntil(lambda count=count: len(seen) == count)
    # Each where it is seen first: at its step, if the run was paused there.
    assert seen == [40, 23, 13]
    click(window, "lastChangeButton")
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert seen[-1] == 13
    for step in (23, 40):
        click(window, "nextChangeButton")
        qtbot.waitUntil(lambda step=step: seen[-1] == step)


def test_a_change_between_two_snapshots_is_seen_at_the_later_one():
    steps = np.arange(0, 60, 10)
    assert _changed(steps, Wish(None, Seek.EVENT, 1, 0, (5, 25, 50))) == 1
    assert _changed(steps, Wish(None, Seek.EVENT, 1, 1, (5, 25, 50))) == 3
    assert _changed(steps, Wish(None, Seek.EVENT, 1, 5, (5, 25, 50))) == 5
    assert _changed(steps, Wish(None, Seek.EVENT, -1, 2**31, (5, 25, 50))) == 5
    assert _changed(steps, Wish(None, Seek.EVENT, -1, 3, (5, 25, 50))) == 1


def test_after_a_branch_space_plays(trained, qtbot):
    look_at(trained, qtbot, 30)
    slider(trained).setFocus()
    QTest.keyClick(trained, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    session = trained.session
    qtbot.waitUntil(
        lambda: session.snapshot is not None and session.snapshot.step < LAST, timeout=20_000
    )
    Person(trained).press(Qt.Key.Key_Space)
    assert session.training
    Person(trained).press(Qt.Key.Key_Space)
    # Its curves begin where it does.
    qtbot.waitUntil(lambda: not session.training)
    trained._presentation._draw_curves()
    left = trained._curves._visible()[0].plot.getViewBox().viewRange()[0][0]
    assert left == trained.timeline.first_step > 0


def test_a_branch_goes_on_as_the_run_did(trained, qtbot):
    look_at(trained, qtbot, 30)
    step = trained.timeline.moment.snapshot.step
    click(trained, "branchButton")
    qtbot.waitUntil(
        lambda: not trained.timeline.past and trained.session.state is TrainingState.IDLE,
        timeout=20_000,
    )
    qtbot.waitUntil(lambda: trained.session.snapshot is not None)
    assert trained.session.snapshot.step == step
    train(trained, qtbot)
    alone = GanTrainer(trained.session.running_config)
    alone.run(LAST)
    np.testing.assert_array_equal(trained.session.snapshot.fake, alone.snapshot(metrics=()).fake)
    with RunReader.open(trained.session.run_path) as reader:
        assert reader.first_step == step


def test_a_stored_run_is_looked_at_and_left_again(trained, stored_run, qtbot):
    config = trained.experiment.config
    trained._runs.open(str(stored_run))
    qtbot.waitUntil(lambda: trained.timeline.moment is not None)
    assert shown_step(trained) == 30
    assert slider(trained).maximum() == 30
    assert slider(trained).marks == (10,)
    assert trained.findChild(QLabel, "eventLine").text() == "step 10: D steps per G step: 1 → 3"
    assert trained._curves._last_step == 30
    assert trained.experiment.config == config
    click(trained, "presentButton")
    assert shown_step(trained) == LAST
    assert trained._curves._last_step == LAST
    assert not trained.findChild(QLabel, "eventLine").isVisible()


def test_going_on_from_a_stored_run_takes_its_settings(trained, stored_run, qtbot):
    trained._runs.open(str(stored_run))
    qtbot.waitUntil(lambda: trained.timeline.moment is not None)
    look_at(trained, qtbot, 15)
    qtbot.waitUntil(lambda: trained.timeline.moment.snapshot.step == 15)
    QTest.keyClick(trained, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    session = trained.session
    qtbot.waitUntil(
        lambda: session.snapshot is not None and session.snapshot.step == 15, timeout=20_000
    )
    assert trained.experiment.config.training.seed == 7
    assert trained.experiment.config.training.d_steps == 3
    with RunReader.open(stored_run) as reader:
        np.testing.assert_array_equal(reader.snapshot(3).fake, trained.session.snapshot.fake)


def left_as_it_was(path) -> tuple:
    """All that could be spoilt in a run's file by what comes after it."""
    with RunReader.open(path) as reader:
        last = reader.snapshot(len(reader) - 1)
        return list(reader.steps), last.real.tobytes(), last.target, reader.events()


@pytest.mark.parametrize("how", ["preset", "branch", "file"])
def test_what_is_opened_next_leaves_the_run_as_it_was(trained, stored_run, qtbot, how):
    path = trained.session.run_path
    before = left_as_it_was(path)
    if how == "preset":
        trained._commands.choose_preset("two-modes")
    elif how == "file":
        config = trained.experiment.config.with_values({"training.d_steps": 4})
        trained._commands.open_config(config, "open", Source())
    else:
        trained._runs.open(str(stored_run))
        qtbot.waitUntil(lambda: trained.timeline.moment is not None)
        click(trained, "branchButton")
    session = trained.session
    qtbot.waitUntil(
        lambda: session.snapshot is not None and session.snapshot.step != LAST, timeout=20_000
    )
    assert left_as_it_was(path) == before
    if how == "preset":
        # Taken back it is another run again, not the present one with other settings.
        second, events = session._run_id, len(session.events)
        trained._actions["undo"].trigger()
        assert session._run_id != second
        assert session.running_config == trained.experiment.config
        assert events == len(session.events) == 0
        assert len(trained.experiment.target) == 8
        trained._actions["redo"].trigger()
        assert len(session.running_config.target) == 2


def test_curves_and_their_export_are_those_of_the_run_that_is_looked_at(
    trained, stored_run, tmp_path, qtbot
):
    trained.session.floor = {"modes": (7.0, 8.0)}
    trained._presentation.show_floor()
    assert trained._curves._bands
    trained._runs.open(str(stored_run))
    qtbot.waitUntil(lambda: trained.timeline.moment is not None)
    assert not trained._curves._bands
    assert trained._curves._mixture == trained.timeline.config.target
    target = tmp_path / "curves.csv"
    trained._export.save(str(target))
    qtbot.waitUntil(target.exists)
    assert target.read_text().splitlines()[-1].startswith("30,")
    click(trained, "presentButton")
    assert trained._curves._bands


def test_a_run_whose_last_snapshot_is_damaged_is_not_entered(trained, stored_run, qtbot):
    with contextlib.closing(sqlite3.connect(stored_run)) as file, file:
        file.execute("UPDATE cloud SET fake = x'00' WHERE step = 30")
    trained._runs.open(str(stored_run))
    qtbot.waitUntil(lambda: bool(trained._notices.cards))
    assert "other.ganrun" in trained._notices.cards[-1].text
    assert not trained.timeline.past
    assert shown_step(trained) == LAST
    assert all(h.isVisible() for h in trained._canvas._handles.centres)


def test_a_copy_of_the_run_holds_all_of_it(trained, tmp_path, qtbot):
    target = tmp_path / "kept.ganrun"
    trained._actions["saveRun"].trigger()
    dialog = trained.findChild(QFileDialog, "saveRunDialog")
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: not trained._runs.busy)
    with RunReader.open(target) as copy:
        assert list(copy.steps) == list(range(0, LAST + 1, 5))
        assert copy.finished
    assert not list(tmp_path.glob("kept.ganrun-*"))


def test_a_copy_over_the_run_that_trains_is_refused(trained, stored_run, qtbot):
    live = trained.session.run_path
    trained._runs.open(str(stored_run))
    qtbot.waitUntil(lambda: trained.timeline.moment is not None)

    def save_as(target):
        trained._actions["saveRun"].trigger()
        dialog = trained.findChild(QFileDialog, "saveRunDialog")
        dialog.fileSelected.emit(str(target))
        dialog.reject()
        dialog.setObjectName("")
        qtbot.waitUntil(lambda: not trained._runs.busy)
        return trained._notices.cards[-1].text

    assert "being written" in save_as(live)
    # A run that has gone in the meantime is said, though there is something under that name.
    older = stored_run.with_name("older.ganrun")
    older.write_text("mine")
    stored_run.unlink()
    assert stored_run.name in save_as(older)
    assert older.read_text() == "mine"
    with RunReader.open(live) as reader:
        assert reader.steps[-1] == LAST
        assert reader.config != trained.timeline.config


@pytest.mark.parametrize("content", [b"", b"no run at all, but long enough to be looked at" * 4])
def test_what_is_no_run_is_told_and_nothing_changes(trained, tmp_path, qtbot, content):
    bad = tmp_path / "bad.ganrun"
    bad.write_bytes(content)
    trained._runs.open(str(bad))
    qtbot.waitUntil(lambda: bool(trained._notices.cards))
    assert "bad.ganrun" in trained._notices.cards[-1].text
    assert not trained.timeline.past
    assert shown_step(trained) == LAST
    assert bad.read_bytes() == content


def test_closing_while_it_plays(trained, qtbot):
    trained.timeline.set_speed(2)
    click(trained, "playStoredButton")
    qtbot.waitUntil(lambda: trained.timeline.moment is not None)


def test_a_look_that_fails_does_not_keep_another_run_from_being_opened(
    trained, stored_run, tmp_path, qtbot
):
    bad = tmp_path / "bad.ganrun"
    bad.write_bytes(b"no run at all")
    # Both are on their way when the first one fails.
    trained._runs.open(str(bad))
    trained._runs.open(str(stored_run))
    qtbot.waitUntil(lambda: trained.timeline.moment is not None)
    assert trained.timeline.run.path == stored_run
    assert not [card for card in trained._notices.cards if "bad.ganrun" in card.text]


def now_marks(window) -> list[str]:
    names = ("nowLabel", "verdictNow", "settingsNow")
    labels = [window.findChild(QLabel, name) for name in names]
    assert all("now" in label.text() for label in labels)
    return [label.objectName() for label in labels if label.isVisible()]


def greyed(window) -> list[str]:
    """What of the present is greyed: state and progress, settings, judging, remedy, cost."""
    names = (
        "stateLabel", "stepLabel", "stepBar", "rateLabel", "mixtureTable", "presetBox",
        "training.learning_rate_g", "judgeButton", "measuringCost", "applyRemedyButton",
    )  # fmt: skip
    widgets = {name: window.findChild(QWidget, name) for name in names}
    assert None not in widgets.values(), widgets
    return [name for name, widget in widgets.items() if not widget.isEnabled()]


def test_all_is_of_the_moment_or_greyed_with_the_word_now(window, qtbot):
    trained, session, verdict = window, window.session, window._verdict
    # At rest it is judged, whatever time there is.
    train(window, qtbot, until=30)
    train(window, qtbot)
    assert now_marks(trained) == []
    assert greyed(trained) == []
    present = verdict._judgement
    assert present == session.judgement
    look_at(trained, qtbot, 45)
    step = trained.timeline.step
    assert 30 <= step < LAST
    assert len(now_marks(trained)) == 3
    assert len(greyed(trained)) == 10
    assert verdict._judgement == session.judgements.at(step)
    assert verdict._judgement.steps[1] <= step
    # What comes of the training meanwhile changes nothing of it.
    session.judged.emit()
    session.updated.emit()
    assert verdict._judgement == session.judgements.at(step)
    assert trained._canvas.snapshot.step == step
    values = trained.findChild(QLabel, "stepOfValues")
    qtbot.waitUntil(lambda: values.text() == f"at step {step}")
    Person(trained).press(Qt.Key.Key_End)
    assert now_marks(trained) == []
    assert greyed(trained) == []
    assert verdict._judgement == present


def test_a_moment_of_another_target_has_its_marks_and_no_noise_floor_of_now(trained, qtbot):
    then = trained.experiment.target
    trained._target_commands.add_mode_at(0.0, 0.0)
    now = trained.session.running_config.target
    assert now != then
    train(trained, qtbot, until=LAST + 20)
    trained.session.floor = {"modes": (7.0, 8.0)}
    trained._presentation.show_floor()
    curves = trained._curves
    assert (curves._mixture, bool(curves._bands)) == (now, True)
    look_at(trained, qtbot, 20)
    assert (curves._mixture, bool(curves._bands)) == (then, False)
    click_step(trained, LAST + 10)
    qtbot.waitUntil(lambda: trained.timeline.step > LAST)
    assert (curves._mixture, bool(curves._bands)) == (now, True)


def test_another_run_has_its_own_verdicts_and_what_is_of_the_training_is_greyed(
    trained, stored_run, qtbot
):
    trained._runs.open(str(stored_run))
    verdict = trained._verdict
    qtbot.waitUntil(lambda: trained.timeline.moment is not None)
    assert len(now_marks(trained)) == 3
    assert len(greyed(trained)) == 10
    qtbot.waitUntil(lambda: verdict._judgement is not None, timeout=20_000)
    # It was changed at step 10, and is judged on what came after.
    assert verdict._judgement.steps == (15, 30)
    click_step(trained, 5)
    qtbot.waitUntil(lambda: trained.timeline.step == 5)
    assert verdict._judgement.steps == (0, 5)
    click(trained, "presentButton")
    assert verdict._judgement == trained.session.judgement
    assert greyed(trained) == []


@pytest.mark.parametrize("foreign", [False, True])
def test_exports_and_exact_distances_begin_with_the_step_that_is_shown(
    trained, stored_run, qtbot, monkeypatch, foreign
):
    def distances(snapshot):
        return ExactDistances(snapshot.run_id, snapshot.step, 5, 1.0, 1.0, 0.1, 0.1)

    monkeypatch.setattr("gan_desktop.app.worker.exact_distances", distances)
    if foreign:
        trained._runs.open(str(stored_run))
        qtbot.waitUntil(lambda: trained.timeline.run is not None)
    look_at(trained, qtbot, 20)
    step = trained.timeline.step
    assert step != LAST
    trained._actions["exportRun"].trigger()
    dialog = trained.findChild(ExportDialog)
    dialog._what.setCurrentIndex(dialog._what.findData("weights"))
    assert dialog._order().at == (step,)
    dialog.reject()
    trained._actions["exact"].trigger()
    qtbot.waitUntil(lambda: any(f"Step {step}," in c.text for c in trained._notices.cards))


def test_whatever_begins_the_training_shows_it(trained, qtbot):
    look_at(trained, qtbot, 20)
    trained._actions["trainTo"].trigger()
    dialog = trained.findChild(QInputDialog, "trainToDialog")
    dialog.setIntValue(LAST + 5)
    dialog.accept()
    assert not trained.timeline.past
    qtbot.waitUntil(lambda: shown_step(trained) == LAST + 5)


def test_a_checkpoint_is_of_the_moment_that_is_looked_at(trained, tmp_path, qtbot):
    look_at(trained, qtbot, 20)
    step = trained.timeline.step
    trained._actions["saveCheckpoint"].trigger()
    dialog = trained.findChild(QFileDialog, "saveCheckpointDialog")
    assert f"step {step}" in dialog.windowTitle()
    target = tmp_path / "then.pt"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(lambda: not trained._runs.busy, timeout=20_000)
    state = load_checkpoint(target)
    assert state["step"] == step
    # What trains has not been touched.
    assert trained.timeline.step == step
    assert trained.session.snapshot.step == LAST
