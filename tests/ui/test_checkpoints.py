"""Checkpoints in the window: saved while it trains, and gone on from bit for bit."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from gan_desktop.app.messages import TrainingState
from gan_desktop.core import files
from gan_desktop.training import GanTrainer
from gan_desktop.training.checkpoint import load_checkpoint, save_checkpoint


def cards(window) -> list[str]:
    return [card.text for card in window._notices.cards]


def weights(trainer: GanTrainer) -> list[torch.Tensor]:
    return [*trainer.generator.parameters(), *trainer.discriminator.parameters()]


def step_of(window) -> int:
    return -1 if window.session.snapshot is None else window.session.snapshot.step


@pytest.fixture
def choose(window, wait_for):
    def choose(action: str, dialog_name: str, path: Path) -> None:
        window.findChild(QAction, f"{action}Action").trigger()
        wait_for(lambda: window.findChild(QFileDialog, dialog_name))
        dialog = window.findChild(QFileDialog, dialog_name)
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        edit.setText(str(path))
        QTest.keyClick(edit, Qt.Key.Key_Return)
        wait_for(lambda: not dialog.isVisible())

    return choose


def test_a_training_goes_on_bit_for_bit(window, person, wait_for, choose, quick_config, tmp_path):
    path = tmp_path / "run.pt"
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) >= 20)
    # While it trains: it goes on as if nothing had been.
    choose("saveCheckpoint", "saveCheckpointDialog", tmp_path / "run")
    wait_for(lambda: any(str(path) in text for text in cards(window)))
    assert window.session.state is TrainingState.TRAINING
    saved = load_checkpoint(path)["step"]
    wait_for(lambda: step_of(window) > saved + 10)
    first_run = window.session.snapshot.run_id
    choose("openCheckpoint", "openCheckpointDialog", path)
    wait_for(lambda: step_of(window) == saved)
    assert window.session.snapshot.run_id != first_run
    assert window.session.state is TrainingState.IDLE
    assert window.windowTitle() == "experiment – GAN Desktop"
    assert any(f"goes on at step {saved:,}" in text for text in cards(window))
    window.session.play(until=saved + 25)
    wait_for(lambda: step_of(window) == saved + 25)
    straight = GanTrainer(quick_config)
    straight.run(saved + 25)
    resumed = window.session._worker._trainer
    assert resumed.steps_done == straight.steps_done
    assert all(map(torch.equal, weights(resumed), weights(straight)))
    np.testing.assert_array_equal(window.session.snapshot.fake, straight.snapshot().fake)


def test_opening_one_is_one_edit(window, person, wait_for, quick_config, tmp_path):
    other = quick_config.with_values({"training.seed": 9, "networks.latent_size": 3})
    trainer = GanTrainer(other)
    trainer.run(7)
    save_checkpoint(tmp_path / "other.pt", trainer)
    window._files._checkpoints.load(str(tmp_path / "other.pt"))
    wait_for(lambda: step_of(window) == 7)
    assert window.experiment.config == window.session.running_config == other
    assert window.findChild(QAction, "undoAction").text() == "Undo: open other.pt"
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.experiment.config == quick_config


def test_a_bad_checkpoint_is_a_sentence_and_the_training_goes_on(
    window, person, wait_for, quick_config, tmp_path
):
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) >= 5)
    good = GanTrainer(quick_config)
    save_checkpoint(tmp_path / "good.pt", good)
    state = load_checkpoint(tmp_path / "good.pt")
    del state["generator"]["0.weight"]
    torch.save(state, tmp_path / "damaged.pt")
    (tmp_path / "text.pt").write_text("no checkpoint")
    run = window.session.snapshot.run_id
    for name in ("damaged.pt", "text.pt", "missing.pt"):
        window._files._checkpoints.load(str(tmp_path / name))
        wait_for(lambda name=name: any(name in text for text in cards(window)))
    step = step_of(window)
    wait_for(lambda: step_of(window) > step)
    assert window.session.snapshot.run_id == run
    assert window.experiment.config == quick_config


def test_a_save_that_fails_is_a_sentence_and_the_training_goes_on(
    window, person, wait_for, tmp_path, monkeypatch
):
    person.click_tool("playAction")
    wait_for(lambda: step_of(window) >= 5)
    window._files._checkpoints.save(str(tmp_path / "gone" / "run.pt"))
    wait_for(lambda: any("does not exist" in text for text in cards(window)))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "system_write", full)
    window._files._checkpoints.save(str(tmp_path / "run.pt"))
    wait_for(lambda: any("run.pt: No space left" in text for text in cards(window)))
    step = step_of(window)
    wait_for(lambda: step_of(window) > step)
    assert not list(tmp_path.glob("*.pt*"))
    assert window.session.state is TrainingState.TRAINING
