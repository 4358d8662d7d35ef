"""A killed window, and the next one: offers as a person sees and presses them."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from gan_desktop.app.process_identity import this_machine
from gan_desktop.store.experiment_file import load_experiment, save_experiment
from gan_desktop.store.recovery_file import Edits, Unsaved, load_recovery, save_recovery
from gan_desktop.store.share import share_string

ROOT = Path(__file__).parents[2]
# A person's window: trains, and a setting that waits for a restart is edited.
KILLED = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt, QTimer
from gan_desktop.store.recovery_file import load_recovery
from gan_desktop.store.share import given_config
from gan_desktop.ui import build_window

app = QApplication([])
window = build_window(given_config(sys.argv[1]))
window.show()
session = window.session


def begin():
    session.play()
    edit = window.findChild(QLineEdit, "training.seed")
    edit.selectAll()
    QTest.keyClicks(edit, "77")
    QTest.keyClick(edit, Qt.Key.Key_Return)


def look():
    for path in window.settings.recovery_folder.glob("*.recovery"):
        kept = load_recovery(path)
        if kept.edits is not None and kept.run is not None:
            print(path, flush=True)
            timer.stop()


session.prepared.connect(begin)
timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
app.exec()
"""


@pytest.fixture
def killed(quick_config) -> Path:
    """The recovery file of a window that trained, was edited, and was killed by force."""
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, share_string(quick_config)],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    path = Path(child.stdout.readline().strip())
    child.send_signal(signal.SIGKILL)
    child.communicate()
    return path


@pytest.fixture
def left(tmp_path, quick_config):
    """Leaves the file of a process that has ended."""

    def leave(**changes: object) -> Path:
        folder = tmp_path / "recovery"
        folder.mkdir(exist_ok=True)
        edits = Edits(quick_config.with_values({"training.seed": 5}), quick_config, None)
        unsaved = Unsaved("1 never", this_machine(), datetime.now(), edits, None)
        path = folder / f"{len(list(folder.iterdir()))}.recovery"
        save_recovery(path, replace(unsaved, **changes))
        return path

    return leave


def offer(window, wait_for):
    """The card of the latest offer."""

    def offers() -> list:
        return [c for c in window._notices.cards if c.name.startswith("left over")]

    wait_for(offers)
    return offers()[-1]


def press(card, text: str) -> None:
    (button,) = [b for b in card.findChildren(QPushButton) if b.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def seed(window) -> int:
    return window.experiment.config.training.seed


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_kill_9_loses_neither_the_edits_nor_the_training(
    killed, make_window, wait_for, quick_config
):
    kept = load_recovery(killed)
    assert kept.edits.config == quick_config.with_values({"training.seed": 77})
    first = make_window(quick_config)
    card = offer(first, wait_for)
    labels = [button.text() for button in card.findChildren(QPushButton)]
    assert labels[0] == "Restore"
    assert labels[1].startswith("Go on from step ")
    assert labels[2] == "Discard"
    step = int(labels[1].split()[-1].replace(",", ""))
    assert step >= 5
    press(card, labels[1])
    wait_for(lambda: first.session.snapshot is not None and first.session.snapshot.step == step)
    # What was edited waits for its restart, as it did; it is still not saved.
    assert seed(first) == 77
    assert first.session.running_config.training.seed == quick_config.training.seed
    assert first.windowTitle() == "experiment* – GAN Desktop"
    wait_for(lambda: not killed.exists())
    own = list(killed.parent.glob("*.recovery"))
    assert [load_recovery(path).edits.config.training.seed for path in own] == [77]


def test_what_is_restored_belongs_to_its_file_again(
    left, make_window, wait_for, quick_config, tmp_path, person, window
):
    path = tmp_path / "mine.toml"
    save_experiment(path, quick_config)
    edited = quick_config.with_values({"training.seed": 5})
    file = left(edits=Edits(edited, quick_config, path))
    other = make_window(quick_config)
    card = offer(other, wait_for)
    assert str(path) in card.text
    assert not [b for b in card.findChildren(QPushButton) if b.text().startswith("Go on")]
    press(card, "Restore")
    assert seed(other) == 5
    assert other.windowTitle() == "mine.toml* – GAN Desktop"
    other._files.slots["save"]()
    wait_for(lambda: load_experiment(path) == edited)
    wait_for(lambda: not file.exists())
    assert other.windowTitle() == "mine.toml – GAN Desktop"


def test_restoring_asks_before_edits_are_lost_and_offers_again(left, window, person, wait_for):
    file = left()
    person.enter("training.seed", "9")
    window._files.begin()
    press(offer(window, wait_for), "Restore")
    box = next(b for b in window.findChildren(QMessageBox, "unsavedBox") if b.isVisible())
    QTest.mouseClick(box.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert seed(window) == 9
    card = offer(window, wait_for)
    # Closed, not answered: the file stays, and the list has the offer.
    QTest.mouseClick(card.findChild(object, "closeCard"), Qt.MouseButton.LeftButton)
    assert file.exists()
    window._bell.open()
    row = window._bell._list.findChildren(type(card))[0]
    press(row, "Discard")
    wait_for(lambda: not file.exists())
    assert seed(window) == 9


@pytest.mark.parametrize("save", ["cancelled", "failed"])
def test_what_is_not_restored_because_nothing_was_saved_is_offered_again(
    save, left, window, person, wait_for, tmp_path
):
    file = left()
    person.enter("training.seed", "9")
    window._files.begin()
    card = offer(window, wait_for)
    press(card, "Restore")
    box = next(b for b in window.findChildren(QMessageBox, "unsavedBox") if b.isVisible())
    QTest.mouseClick(box.button(QMessageBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    dialog = window.findChild(QFileDialog, "saveDialog")
    if save == "failed":
        (tmp_path / "folder.toml").mkdir()
        dialog.fileSelected.emit(str(tmp_path / "folder.toml"))
        dialog.done(QFileDialog.DialogCode.Accepted)
        wait_for(lambda: any("folder.toml" in c.text for c in window._notices.cards))
    else:
        dialog.reject()
    assert offer(window, wait_for) is not card
    assert seed(window) == 9
    assert file.exists()


def test_a_run_that_cannot_be_gone_on_from_is_offered_again(
    left, window, wait_for, stored_run, tmp_path
):
    run = tmp_path / "copy.ganrun"
    run.write_bytes(stored_run.read_bytes())
    file = left(edits=None, run=run)
    window._files.begin()
    card = offer(window, wait_for)
    assert "Its run is kept up to step " in card.text
    run.unlink()
    press(card, "Go on from step 40")
    wait_for(lambda: any("copy.ganrun" in c.text for c in window._notices.cards))
    assert offer(window, wait_for) is not card
    assert file.exists()


def test_a_damaged_file_is_one_sentence_that_can_be_discarded(left, window, wait_for):
    file = left()
    file.write_text("nonsense")
    window._files.begin()
    card = offer(window, wait_for)
    assert "0.recovery: damaged" in card.text
    press(card, "Discard")
    wait_for(lambda: not file.exists())


def test_a_clean_end_leaves_nothing_to_offer(window, person, wait_for, make_window, quick_config):
    person.click_tool("playAction")
    wait_for(lambda: window._files._recovery._run is not None)
    window._files._recovery._timer.timeout.emit()
    folder = window.settings.recovery_folder
    wait_for(lambda: list(folder.glob("*.recovery")))
    person.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not list(folder.glob("*"))
