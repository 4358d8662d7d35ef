"""The main job, as a person does it."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QTableView,
    QToolButton,
)

from gan_desktop import load_preset
from gan_desktop.app.messages import TrainingState
from gan_desktop.ui.step_progress import StepBar


def step_of(window) -> int:
    snapshot = window.session.snapshot
    return -1 if snapshot is None else snapshot.step


def test_play_pause_resume_with_the_button(window, person, wait_for):
    assert step_of(window) == 0
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) >= 20)
    person.click_tool("playAction")
    wait_for(lambda: window.session.state is TrainingState.PAUSED)
    wait_for(lambda: not window.session._ack_timer.isActive())
    paused_at = step_of(window)
    assert not window.findChild(QAction, "playAction").isChecked()
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) > paused_at)


def test_space_plays_and_pauses_wherever_the_focus_is(window, person, wait_for):
    window.findChild(QTableView, "mixtureTable").setFocus()
    person.press(Qt.Key.Key_Space)
    wait_for(lambda: step_of(window) > 0)
    person.press(Qt.Key.Key_Space)
    wait_for(lambda: window.session.state is TrainingState.PAUSED)


def test_space_in_a_focused_button_presses_the_button(window, person):
    add = window.findChild(QPushButton, "addModeButton")
    add.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_Space)
    assert len(window.experiment.mixture) == 9
    assert not window.session.training


def test_pause_shows_where_it_stands(window, person, wait_for):
    person.enter("display.snapshot_every", "1000")
    person.click_tool("playAction")
    wait_for(lambda: window.session._worker._trainer.steps_done > 0)
    person.click_tool("playAction")
    wait_for(lambda: window.session.state is TrainingState.PAUSED)
    wait_for(lambda: step_of(window) == window.session._worker._trainer.steps_done)
    assert step_of(window) % 1000 != 0


def test_step_makes_exactly_one(window, person, wait_for):
    person.click_tool("stepAction")
    wait_for(lambda: step_of(window) == 1)
    person.click_tool("stepAction")
    wait_for(lambda: step_of(window) == 2)
    assert window.session.state is TrainingState.PAUSED


def test_reset_begins_the_same_run_again(window, person, wait_for):
    first = window.session.snapshot
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) >= 10)
    person.click_tool("resetAction")
    wait_for(lambda: window.session.snapshot is not None)
    assert window.session.state is TrainingState.IDLE
    assert step_of(window) == 0
    again = window.session.snapshot
    assert again.run_id != first.run_id
    assert (again.fake == first.fake).all()
    assert len(window.session.history) == 1


def test_the_dice_begins_another_run_and_keeps_training(window, person, wait_for):
    first = window.session.snapshot
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) >= 10)
    seed = window.experiment.config.training.seed
    person.click_tool("seedAction")
    wait_for(lambda: window.session.snapshot is not None)
    wait_for(lambda: window.session.snapshot.run_id != first.run_id and step_of(window) >= 10)
    assert window.experiment.config.training.seed != seed
    assert window.session.running_config == window.experiment.config
    assert window.session.state is TrainingState.TRAINING


def test_train_until_a_step(window, wait_for):
    window.session.play(until=13)
    wait_for(lambda: window.session.state is TrainingState.PAUSED and step_of(window) == 13)


def test_play_before_torch_is_there_waits_for_it(make_window, quick_config, wait_for):
    window = make_window(quick_config)
    window.findChild(QAction, "playAction").setChecked(True)
    assert window.session.training
    wait_for(lambda: window.session.snapshot is not None and step_of(window) >= 5)


def test_a_setting_changed_while_training_reaches_the_trainer(window, person, wait_for):
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) >= 5)
    person.enter("training.learning_rate_g", "0.003")
    assert window.experiment.config.training.learning_rate_g == 0.003
    trainer = window.session._worker._trainer
    wait_for(lambda: trainer._parts.g.optimiser.param_groups[0]["lr"] == 0.003)
    assert trainer._parts.d.optimiser.param_groups[0]["lr"] == 0.0002
    assert window.session.state is TrainingState.TRAINING


def test_what_needs_a_restart_says_so_and_waits_for_it(window, person, wait_for):
    restart = window.findChild(QPushButton, "restartButton")
    assert not restart.isVisible()
    group = window.findChild(object, "networksGroup")
    QTest.mouseClick(group.findChild(QToolButton, "groupHeader"), Qt.MouseButton.LeftButton)
    person.enter("networks.latent_size", "9")
    assert restart.isVisible()
    assert window.session.running_config.networks.latent_size == 4
    QTest.mouseClick(restart, Qt.MouseButton.LeftButton)
    assert not restart.isVisible()
    trainer_of = window.session._worker
    wait_for(lambda: trainer_of._trainer and trainer_of._trainer.generator[0].in_features == 9)


def test_undo_and_redo_with_the_keyboard(window, person):
    person.enter("training.batch_size", "64")
    person.enter("training.d_steps", "3")
    # The focus is still in the input: the window's undo must win over the line edit's.
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.experiment.config.training.d_steps == 1
    assert window.findChild(object, "training.d_steps").text() == "1"
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.experiment.config.training.batch_size == 32
    person.press(
        Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.experiment.config.training.batch_size == 64


def test_a_preset_opens_whole_and_can_be_undone(window, person, wait_for):
    before = window.experiment.config
    box = window.findChild(QComboBox, "presetBox")
    box.setFocus()
    box.setCurrentIndex(box.findData("two-modes"))
    box.activated.emit(box.currentIndex())
    assert window.experiment.config == load_preset("two-modes")
    wait_for(lambda: window.session.running_config == window.experiment.config)
    assert window.session.snapshot is None
    wait_for(lambda: window.session.snapshot is not None)
    assert window.session.snapshot.target == load_preset("two-modes").target
    assert window.experiment.reference == load_preset("two-modes")
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.config == before
    assert window.experiment.reference == before


def test_divergence_pauses_and_says_where(window, person, wait_for):
    person.click_tool("stepAction")
    wait_for(lambda: step_of(window) == 1)
    import torch

    with torch.no_grad():
        window.session._worker._trainer.discriminator[0].weight.fill_(float("nan"))
    person.click_tool("playAction")
    wait_for(lambda: window.session.state is TrainingState.DIVERGED)
    assert "step 2:" in window.session.reason
    assert "discriminator" in window.session.reason
    texts = [card.text for card in window._notices.cards]
    assert any("discriminator" in text and "Reset" in text for text in texts)
    assert not window.findChild(QAction, "playAction").isChecked()
    person.click_tool("resetAction")
    wait_for(lambda: window.session.state is TrainingState.IDLE)
    assert not window._notices.cards


def test_an_exception_on_the_training_thread_is_shown_and_survived(
    window, person, wait_for, monkeypatch
):
    def broken(self):
        raise RuntimeError("the dog ate the batch")

    from gan_desktop.training import GanTrainer

    with monkeypatch.context() as patched:
        patched.setattr(GanTrainer, "step", broken)
        person.click_tool("playAction")
        wait_for(lambda: window.session.state is TrainingState.FAILED)
    card = next(c for c in window._notices.cards if "the dog ate the batch" in c.text)
    copy = next(b for b in card.findChildren(QPushButton) if "Copy" in b.text())
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "Traceback" in QApplication.clipboard().text()
    person.click_tool("resetAction")
    wait_for(lambda: window.session.state is TrainingState.IDLE)
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) >= 5)


def test_state_step_and_outside_are_in_the_status_bar(window, person, wait_for):
    assert window.findChild(QLabel, "stateLabel").text() == "Ready"
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) >= 5)
    assert window.findChild(QLabel, "stateLabel").text() == "Training"
    wait_for(lambda: "steps/s" in window.findChild(QLabel, "rateLabel").text())
    assert window.findChild(QLabel, "stepLabel").text().startswith("step ")


def test_progress_to_the_planned_steps_is_always_visible(window, person, wait_for):
    def said() -> str:
        return window.findChild(QLabel, "stepLabel").text()

    bar = window.statusBar().findChild(StepBar)
    hint = window._canvas.figure.hint
    assert said().endswith("of 10,000"), said()
    assert bar.isVisible()
    window.experiment.edit({"training.steps": 20}, "short")
    wait_for(lambda: said() == "step 0 of 20")
    person.press(Qt.Key.Key_Space)
    wait_for(lambda: window.findChild(QLabel, "stateLabel").text() == "Done")
    assert said() == "step 20 of 20"
    assert bar.value() == bar.maximum()
    assert hint.isVisible()
    assert hint.text().startswith("Done: 20 planned steps")
    assert window.findChild(QAction, "playAction").text() == "Play"
    person.press(Qt.Key.Key_Space)
    wait_for(lambda: step_of(window) > 30)
    assert hint.text() == ""
    assert "(planned 20)" in said()
    # Planned anew, the progress is another one at once, and no longer "done".
    person.press(Qt.Key.Key_Space)
    wait_for(lambda: window.session.state is TrainingState.PAUSED)
    window.experiment.edit({"training.steps": step_of(window)}, "as far as it is")
    wait_for(lambda: window.findChild(QLabel, "stateLabel").text() == "Done")
    window.experiment.edit({"training.steps": 2 * step_of(window)}, "longer")
    assert window.findChild(QLabel, "stateLabel").text() == "Paused"
    assert bar.value() == bar.maximum() // 2


def test_themes_change_the_canvas_and_are_remembered(window):
    light = window._canvas.backgroundBrush().color()
    window.findChild(QAction, "themeDarkAction").trigger()
    dark = window._canvas.backgroundBrush().color()
    assert dark.lightness() < 60 < light.lightness()
    assert window.settings.theme == "dark"
    window.findChild(QAction, "themeLightAction").trigger()
    assert window._canvas.backgroundBrush().color() == light


def test_every_input_is_named_by_its_path_and_says_what_a_change_means(window):
    from gan_desktop.core.config import all_params
    from gan_desktop.core.params import Table

    for path, param in all_params():
        if isinstance(param, Table):
            continue
        editor = window.findChild(object, path)
        assert editor is not None, path
        assert editor.accessibleName() == param.label
        assert param.tooltip in editor.toolTip()
        assert param.allowed() in editor.toolTip()
        hints = [label.text() for label in editor.parent().findChildren(QLabel)]
        when = "applies now" if param.live else "needs a restart"
        # What has no effect under the present choice says that instead.
        assert when in hints or (not editor.isEnabled() and "takes no part" in hints), path


def test_torch_is_not_loaded_before_the_first_paint():
    """In a process of its own: at the window's first paint event torch is absent."""
    import subprocess

    code = """
import sys
from PySide6.QtWidgets import QApplication
from gan_desktop.ui import build_window
from gan_desktop.ui.main_window import MainWindow
app = QApplication([])
seen = []
paint = MainWindow.paintEvent
def spy(self, event):
    seen.append("torch" in sys.modules)
    paint(self, event)
MainWindow.paintEvent = spy
window = build_window()
assert "torch" not in sys.modules
window.session.prepared.connect(window.close)
window.show()
app.exec()
assert seen[0] is False, seen
assert "torch" in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("state", ["preparing", "idle", "training", "recording"])
def test_closing_in_any_state_leaves_nothing(make_window, quick_config, wait_for, state):
    window = make_window(quick_config)
    if state != "preparing":
        wait_for(lambda: window.session.snapshot is not None)
    if state in ("training", "recording"):
        window.findChild(QAction, "playAction").setChecked(True)
        wait_for(lambda: step_of(window) >= 5)
    if state == "recording":
        window.findChild(QAction, "recordAction").setChecked(True)
        wait_for(lambda: window.recorder.frames >= 2)
    assert window.close()
    window.close()


def test_pause_and_play_in_quick_succession_plays(window, person, wait_for):
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) >= 5)
    person.click_tool("playAction")
    person.click_tool("playAction")
    now = step_of(window)
    wait_for(lambda: step_of(window) > now + 20)
    assert window.session.state is TrainingState.TRAINING
    assert window.findChild(QAction, "playAction").isChecked()


def test_an_error_in_another_thread_is_shown_in_the_window(window, wait_for):
    import threading

    thread = threading.Thread(target=lambda: window.failure_reported.emit("it broke", "details"))
    thread.start()
    thread.join()
    wait_for(lambda: any("it broke" in card.text for card in window._notices.cards))


def test_two_windows_share_the_process_settings(make_window, quick_config, wait_for):
    import gc

    first, second = make_window(quick_config), make_window(quick_config)
    wait_for(lambda: first.session.snapshot and second.session.snapshot)
    second.close()
    assert not gc.isenabled()
    first.close()
    assert gc.isenabled()


def test_a_folder_that_cannot_be_one_is_refused_in_the_settings(window, monkeypatch, tmp_path):
    from PySide6.QtWidgets import QLineEdit

    from gan_desktop.ui.settings_dialog import SettingsDialog

    monkeypatch.delenv("GAN_DESKTOP_RECORDINGS")
    (tmp_path / "file").write_text("")
    dialog = SettingsDialog(window.settings, window)
    edit = dialog.findChild(QLineEdit)
    for text in ("relative", str(tmp_path / "file")):
        edit.setText(text)
        dialog.accept()
        assert dialog.result() == 0
        assert text in dialog.findChild(QLabel, "fieldError").text()
    edit.setText(str(tmp_path / "new"))
    dialog.accept()
    assert window.settings.recordings_folder == tmp_path / "new"
    dialog.deleteLater()
