"""Experiments as files in the window, as a person opens and saves them."""

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)

from gan_desktop.app.messages import TrainingState
from gan_desktop.app.settings import Settings
from gan_desktop.core import files
from gan_desktop.core.presets import load_preset
from gan_desktop.store.experiment_file import load_experiment, save_experiment
from gan_desktop.store.experiment_text import text_of
from gan_desktop.store.share import share_string

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class SpontaneousClose(QCloseEvent):
    """What the window system sends for its close button."""

    def spontaneous(self) -> bool:
        return True


@pytest.fixture
def other(tmp_path: Path, quick_config) -> Path:
    """A file with another experiment."""
    path = tmp_path / "other.toml"
    save_experiment(path, quick_config.with_values({"training.seed": 77}))
    return path


@pytest.fixture
def choose(window, wait_for):
    """Puts a file name into a dialog and presses Return."""

    def choose(name: str, path: Path) -> None:
        wait_for(lambda: window.findChild(QFileDialog, name))
        dialog = window.findChild(QFileDialog, name)
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        # Set, not typed: a list of completions would take the Return.
        edit.setText(str(path))
        QTest.keyClick(edit, Qt.Key.Key_Return)
        wait_for(lambda: not dialog.isVisible())
        activate(window, wait_for)

    return choose


@pytest.fixture
def answer(window, wait_for):
    """Presses a button of the question about unsaved changes."""

    def answer(button: QMessageBox.StandardButton) -> None:
        wait_for(lambda: question(window))
        QTest.mouseClick(question(window).button(button), Qt.MouseButton.LeftButton)
        wait_for(lambda: not question(window))
        activate(window, wait_for)

    return answer


def activate(window, wait_for) -> None:
    """What a window manager does when a dialog has gone; without it no shortcut is heard."""
    window.activateWindow()
    wait_for(lambda: window.isActiveWindow() or not window.isVisible())


def question(window) -> QMessageBox | None:
    boxes = window.findChildren(QMessageBox, "unsavedBox")
    return next((box for box in boxes if box.isVisible()), None)


def cards(window) -> list[str]:
    return [card.text for card in window._notices.cards]


def press_card(window, text: str, button: str) -> None:
    card = next(card for card in window._notices.cards if text in card.text)
    pressed = next(b for b in card.findChildren(QPushButton) if b.text() == button)
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)


def kept(window) -> list[Path]:
    """The files of what is not saved."""
    return list(window.settings.recovery_folder.glob("*"))


def seed(window) -> int:
    return window.experiment.config.training.seed


def drop(widget: QWidget, *paths: Path) -> bool:
    """Drag files onto a widget and let them go; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    entered = QDragEnterEvent(QPoint(50, 50), action, data, buttons, keys)
    QApplication.sendEvent(widget, entered)
    if entered.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(50, 50), action, data, buttons, keys))
    return entered.isAccepted()


def test_save_as_edit_save_and_open_again(window, person, wait_for, choose, tmp_path):
    path = tmp_path / "mine.toml"
    assert window.windowTitle() == "experiment – GAN Desktop"
    person.enter("training.seed", "5")
    assert window.windowTitle() == "experiment* – GAN Desktop"
    person.press(Qt.Key.Key_S, CONTROL)
    choose("saveDialog", tmp_path / "mine")
    wait_for(lambda: window.windowTitle() == "mine.toml – GAN Desktop")
    assert load_experiment(path) == window.experiment.config
    assert any(str(path) in text for text in cards(window))
    path.write_text(path.read_text().replace("seed = 5", "seed = 5 # my number"))
    person.enter("training.seed", "6")
    assert window.windowTitle() == "mine.toml* – GAN Desktop"
    person.press(Qt.Key.Key_S, CONTROL)
    wait_for(lambda: window.windowTitle() == "mine.toml – GAN Desktop")
    assert "seed = 6 # my number" in path.read_text()
    # Without a question: nothing is unsaved.
    person.press(Qt.Key.Key_N, CONTROL)
    assert window.experiment.config == load_preset("ring8-blog")
    assert window.windowTitle().startswith("Ring of 8")
    person.press(Qt.Key.Key_O, CONTROL)
    choose("openDialog", path)
    wait_for(lambda: seed(window) == 6)
    assert window.windowTitle() == "mine.toml – GAN Desktop"
    wait_for(lambda: window.session.running_config == window.experiment.config)


def test_what_is_being_typed_is_saved_as_well(window, person, wait_for, choose, tmp_path):
    edit = window.findChild(QLineEdit, "training.seed")
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "123")
    person.press(Qt.Key.Key_S, CONTROL)
    choose("saveDialog", tmp_path / "mine.toml")
    wait_for(lambda: (tmp_path / "mine.toml").exists())
    assert load_experiment(tmp_path / "mine.toml").training.seed == 123
    assert edit.hasFocus()


def test_undo_takes_back_an_open_with_its_file_and_its_mark(
    window, person, wait_for, choose, other, tmp_path
):
    person.enter("training.seed", "5")
    person.press(Qt.Key.Key_S, CONTROL | SHIFT)
    choose("saveDialog", tmp_path / "mine.toml")
    wait_for(lambda: window.windowTitle() == "mine.toml – GAN Desktop")
    assert drop(window, other)
    wait_for(lambda: window.windowTitle() == "other.toml – GAN Desktop")
    assert window.findChild(QAction, "undoAction").text() == "Undo: open other.toml"
    person.press(Qt.Key.Key_Z, CONTROL)
    assert seed(window) == 5
    assert window.windowTitle() == "mine.toml – GAN Desktop"
    person.press(Qt.Key.Key_Z, CONTROL)
    assert window.windowTitle() == "mine.toml* – GAN Desktop"
    person.press(Qt.Key.Key_S, CONTROL)
    wait_for(lambda: window.windowTitle() == "mine.toml – GAN Desktop")
    assert load_experiment(tmp_path / "mine.toml") == window.experiment.config
    assert load_experiment(other).training.seed == 77
    for title in ("mine.toml*", "other.toml"):
        person.press(Qt.Key.Key_Z, CONTROL | SHIFT)
        assert window.windowTitle() == f"{title} – GAN Desktop"


def test_a_preset_in_a_named_experiment_is_a_change_of_it(window, wait_for, other):
    drop(window, other)
    wait_for(lambda: seed(window) == 77)
    box = window.findChild(QComboBox, "presetBox")
    box.setCurrentIndex(box.findData("two-modes"))
    box.activated.emit(box.currentIndex())
    assert window.windowTitle() == "other.toml* – GAN Desktop"


def test_the_box_of_presets_names_one_only_where_it_is_one(window, wait_for, other, tmp_path):
    box = window.findChild(QComboBox, "presetBox")
    save_experiment(tmp_path / "grid.toml", load_preset("grid25"))
    drop(window, tmp_path / "grid.toml")
    wait_for(lambda: box.currentData() == "grid25")
    assert window._parameters.findChild(QWidget, "description").isVisible()
    drop(window, other)
    wait_for(lambda: box.currentIndex() == -1)
    assert not window._parameters.findChild(QWidget, "description").isVisible()


@pytest.mark.parametrize("name", ["canvas", "training.seed", "presetBox", "verdictPanel", ""])
def test_a_file_may_be_dropped_anywhere(window, wait_for, other, name):
    widget = window.findChild(QWidget, name) if name else window.centralWidget()
    if name == "canvas":
        widget = widget.viewport()
    assert drop(widget or window, other)
    wait_for(lambda: seed(window) == 77)


def test_what_is_no_experiment_is_not_taken(window, other, tmp_path):
    assert not drop(window, tmp_path / "picture.png")
    assert not drop(window, other, other)
    assert not drop(window)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "write schema = 1 at the top"),
        ("schema = 1\n[training]\nseed = -1", "missing"),
        ("schema = 3", "newer version of GAN Desktop"),
        ("schema = \x00", "line 1"),
    ],
)
def test_a_bad_file_is_a_sentence_and_nothing_is_lost(
    window, person, wait_for, tmp_path, text, said
):
    before = window.experiment.config
    (tmp_path / "bad.toml").write_text(text)
    drop(window, tmp_path / "bad.toml")
    wait_for(lambda: any("bad.toml" in card and said in card for card in cards(window)))
    assert window.experiment.config == before
    assert window.windowTitle() == "experiment – GAN Desktop"
    person.click_tool("stepAction")
    wait_for(lambda: window.session.snapshot.step == 1)


def test_a_save_that_fails_is_a_sentence_and_the_mark_stays(window, person, wait_for, other):
    drop(window, other)
    wait_for(lambda: seed(window) == 77)
    person.enter("training.seed", "5")
    other.unlink()
    other.mkdir()
    person.press(Qt.Key.Key_S, CONTROL)
    wait_for(lambda: any("is a folder" in card for card in cards(window)))
    assert window.windowTitle() == "other.toml* – GAN Desktop"


def test_an_edit_during_a_save_is_still_unsaved(window, person, wait_for, other, monkeypatch):
    drop(window, other)
    wait_for(lambda: seed(window) == 77)
    may_write = threading.Event()

    def slow(path, config):
        assert may_write.wait(20)
        save_experiment(path, config)

    monkeypatch.setattr("gan_desktop.app.document.save_experiment", slow)
    person.enter("training.seed", "5")
    person.press(Qt.Key.Key_S, CONTROL)
    person.enter("training.seed", "6")
    may_write.set()
    wait_for(lambda: not window.jobs.busy)
    assert load_experiment(other).training.seed == 5
    assert window.windowTitle() == "other.toml* – GAN Desktop"


def recent(window) -> list[str]:
    return [action.text() for action in window.findChild(QMenu, "recentMenu").actions()]


def test_recent_files_the_latest_first_and_no_more_than_eight(
    window, wait_for, quick_config, tmp_path
):
    for number in range(10):
        save_experiment(tmp_path / f"{number}.toml", quick_config)
        drop(window, tmp_path / f"{number}.toml")
        wait_for(lambda number=number: window.windowTitle().startswith(f"{number}.toml "))
    drop(window, tmp_path / "5.toml")
    wait_for(lambda: window.windowTitle().startswith("5.toml "))
    names = ["5", "9", "8", "7", "6", "4", "3", "2"]
    assert recent(window) == [f"&{i}  {name}.toml" for i, name in enumerate(names, 1)]
    window.findChild(QMenu, "recentMenu").actions()[2].trigger()
    wait_for(lambda: window.windowTitle().startswith("8.toml "))


def test_a_recent_file_that_is_gone_says_so_and_leaves_the_list(window, wait_for, other):
    drop(window, other)
    wait_for(lambda: recent(window) == ["&1  other.toml"])
    before = window.windowTitle()
    other.unlink()
    window.findChild(QMenu, "recentMenu").actions()[0].trigger()
    wait_for(lambda: any("not there any more" in card for card in cards(window)))
    assert recent(window) == []
    assert not window.findChild(QMenu, "recentMenu").isEnabled()
    assert window.windowTitle() == before


def test_recent_files_are_remembered(window, make_window, quick_config, wait_for, other):
    drop(window, other)
    wait_for(lambda: recent(window))
    window.close()
    assert recent(make_window(quick_config)) == ["&1  other.toml"]


BUTTON = QMessageBox.StandardButton


def test_open_asks_before_edits_are_lost(window, person, wait_for, answer, other, choose, tmp_path):
    person.enter("training.seed", "5")
    drop(window, other)
    answer(BUTTON.Cancel)
    assert seed(window) == 5
    drop(window, other)
    answer(BUTTON.Discard)
    wait_for(lambda: seed(window) == 77)
    person.enter("training.seed", "78")
    person.press(Qt.Key.Key_N, CONTROL)
    answer(BUTTON.Save)
    wait_for(lambda: window.experiment.config == load_preset("ring8-blog"))
    assert load_experiment(other).training.seed == 78
    # Without a file: Save asks for one, and only then the other experiment is opened.
    person.enter("training.seed", "9")
    drop(window, other)
    answer(BUTTON.Save)
    choose("saveDialog", tmp_path / "nine.toml")
    wait_for(lambda: seed(window) == 78)
    assert load_experiment(tmp_path / "nine.toml").training.seed == 9


def test_a_double_click_answers_once(window, person, wait_for):
    person.enter("training.learning_rate_g", "0.004")
    window.findChild(QAction, "newAction").trigger()
    wait_for(lambda: question(window))
    discard = question(window).button(BUTTON.Discard)
    # Both clicks were made before the window had time for the first.
    for _ in range(2):
        QTest.mouseClick(discard, Qt.MouseButton.LeftButton)
    assert question(window) is None
    assert window.experiment.config == load_preset("ring8-blog")


def test_a_save_dialog_that_is_given_up_loses_nothing(window, person, wait_for, answer, other):
    person.enter("training.seed", "5")
    drop(window, other)
    answer(BUTTON.Save)
    wait_for(lambda: window.findChild(QFileDialog, "saveDialog"))
    window.findChild(QFileDialog, "saveDialog").reject()
    wait_for(lambda: not window.findChild(QFileDialog, "saveDialog"))
    assert seed(window) == 5
    assert window.windowTitle() == "experiment* – GAN Desktop"


def test_quitting_with_nothing_edited_asks_nothing(window, person, wait_for):
    person.press(Qt.Key.Key_Q, CONTROL)
    assert not window.isVisible()
    assert not kept(window)


def test_an_edit_that_was_taken_back_is_no_edit(window, person):
    person.enter("training.seed", "5")
    person.press(Qt.Key.Key_Z, CONTROL)
    person.press(Qt.Key.Key_Q, CONTROL)
    assert not window.isVisible()


@pytest.mark.parametrize("way", ["key", "button"])
@pytest.mark.parametrize("said", ["Save", "Discard", "Cancel"])
def test_closing_with_unsaved_edits_asks_and_then_is_quick(
    window, person, wait_for, answer, other, said, way
):
    drop(window, other)
    wait_for(lambda: seed(window) == 77)
    person.enter("training.seed", "5")
    person.click_tool("playAction")
    wait_for(lambda: window.session.snapshot and window.session.snapshot.step >= 10)
    for _ in range(2):
        # Asked twice, there is still one question.
        if way == "key":
            QTest.keyClick(window, Qt.Key.Key_Q, CONTROL)
        else:
            window.closeEvent(SpontaneousClose())
    assert len([b for b in window.findChildren(QMessageBox) if b.isVisible()]) == 1
    assert window.isVisible()
    # The training goes on behind the question.
    step = window.session.snapshot.step
    wait_for(lambda: window.session.snapshot.step > step)
    start = time.monotonic()
    answer(getattr(BUTTON, said))
    if said == "Cancel":
        assert window.isVisible()
        assert window.session.state is TrainingState.TRAINING
        assert load_experiment(other).training.seed == 77
        return
    wait_for(lambda: not window.isVisible())
    assert not window.session._thread.isRunning()
    assert time.monotonic() - start < 2
    assert load_experiment(other).training.seed == (5 if said == "Save" else 77)
    assert not kept(window)


def test_a_save_at_closing_that_fails_keeps_the_window(window, person, wait_for, answer, other):
    drop(window, other)
    wait_for(lambda: seed(window) == 77)
    person.enter("training.seed", "5")
    other.unlink()
    other.mkdir()
    person.press(Qt.Key.Key_Q, CONTROL)
    answer(BUTTON.Save)
    wait_for(lambda: any("is a folder" in card for card in cards(window)))
    assert window.isVisible()
    assert seed(window) == 5


@pytest.mark.parametrize("button", ["Restore", "Discard"])
def test_a_window_closed_unasked_leaves_its_edits_to_the_next(
    window, person, make_window, quick_config, wait_for, button
):
    """An interrupt or the end of the session: nobody is there to answer."""
    person.enter("training.seed", "5")
    edited = window.experiment.config
    assert window.close()
    assert not question(window)
    later = make_window(quick_config)
    wait_for(lambda: any("had not been saved" in card for card in cards(later)))
    press_card(later, "had not been saved", button)
    if button == "Restore":
        wait_for(lambda: later.experiment.config == edited)
        # It is still not saved, and is not lost by the next one either.
        assert later.windowTitle() == "experiment* – GAN Desktop"
        assert later.close()
        assert len(kept(later)) == 1
    else:
        wait_for(lambda: not kept(later))


def test_a_window_that_was_opened_with_a_file(make_window, qtbot, other):
    from gan_desktop.ui import build_window

    window = build_window(load_experiment(other), other)
    try:
        assert window.windowTitle() == "other.toml – GAN Desktop"
        assert recent(window) == ["&1  other.toml"]
    finally:
        window.close()
        window.deleteLater()


class TestSharing:
    def test_copy_as_text_and_paste(self, window, person, wait_for):
        person.enter("training.seed", "5")
        window.findChild(QAction, "copyTextAction").trigger()
        text = QApplication.clipboard().text()
        assert text == text_of(window.experiment.config)
        QApplication.clipboard().setText(text.replace("seed = 5", "seed = 8"))
        person.press(Qt.Key.Key_Z, CONTROL)
        window.findChild(QAction, "pasteAction").trigger()
        wait_for(lambda: seed(window) == 8)
        assert window.windowTitle() == "experiment – GAN Desktop"
        person.press(Qt.Key.Key_Z, CONTROL)
        assert seed(window) == 0

    def test_copy_as_string_and_paste_with_the_keyboard(self, window, person, wait_for):
        person.enter("training.seed", "5")
        edited = window.experiment.config
        person.press(Qt.Key.Key_C, CONTROL | SHIFT)
        string = QApplication.clipboard().text()
        assert string == share_string(edited)
        person.press(Qt.Key.Key_Z, CONTROL)
        QApplication.clipboard().setText(f"Look: <{string[:30]}\n> {string[30:]}>")
        person.press(Qt.Key.Key_V, CONTROL | SHIFT)
        wait_for(lambda: window.experiment.config == edited)

    def test_pasting_asks_before_edits_are_lost(self, window, person, answer):
        QApplication.clipboard().setText(share_string(load_preset("two-modes")))
        person.enter("training.seed", "5")
        person.press(Qt.Key.Key_V, CONTROL | SHIFT)
        answer(BUTTON.Cancel)
        assert seed(window) == 5

    @pytest.mark.parametrize("text", ["", "hello", "gan1:abc", "schema = 1\n[x]"])
    def test_what_is_no_experiment_is_a_sentence(self, window, person, wait_for, text):
        before = window.experiment.config
        QApplication.clipboard().setText(text)
        person.press(Qt.Key.Key_V, CONTROL | SHIFT)
        wait_for(lambda: any("the pasted text" in card for card in cards(window)))
        assert window.experiment.config == before


def test_settings_that_cannot_be_written_are_told_and_stay(window, wait_for, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "system_write", full)
    window.settings.theme = "dark"
    wait_for(lambda: any("GAN Desktop.json: No space left" in card for card in cards(window)))
    assert window.settings.theme == "dark"
    monkeypatch.undo()
    window.settings.theme = "light"
    wait_for(lambda: not window.jobs.busy)
    assert Settings().theme == "light"
