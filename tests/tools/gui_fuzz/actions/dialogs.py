"""Dialogs: file dialogs, and what is to happen with few seeds and steps."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from gui_fuzz.actions import words
from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import CTRL, Hands, NothingToDoError


@action(40)
def answer_file_dialog(hands: Hands) -> Steps:
    """Type a name, of a file that is there or not, and accept or cancel."""
    dialogs = [w for w in hands.windows() if isinstance(w, QFileDialog)]
    if not dialogs:
        raise NothingToDoError
    dialog, files = dialogs[0], hands.folder.files
    if not Path(dialog.directory().absolutePath()).is_relative_to(files):
        dialog.setDirectory(str(files))
    here = Path(dialog.directory().absolutePath())
    edit = dialog.findChild(QLineEdit, "fileNameEdit")
    hands.click(edit)
    hands.key(Qt.Key.Key_A, CTRL)
    # Never from the root: what is cut short or changed by other keys would lead anywhere.
    paths = hands.folder.found(".toml", ".ganrun", ".pt", ".gif", ".csv")
    found = [str(path.relative_to(here)) for path in paths if path.is_relative_to(here)]
    name = hands.choose(words.FILE_NAMES if hands.rng.random() < 0.5 else found)
    if hands.rng.random() < 0.5:
        # A list of completions takes the keys that follow what is typed.
        hands.type(name[:80])
    else:
        edit.setText(name)
    yield 0
    end = hands.choose((Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape, None))
    if end is not None:
        hands.key(end)
    yield 0


@action(3)
def judge_few_seeds(hands: Hands) -> Steps:
    """Judge with two seeds and few steps; sometimes give it up."""
    dialogs = [w for w in hands.windows() if w.objectName() == "judgingDialog"]
    if not dialogs:
        raise NothingToDoError
    for name, text in (("judgingSeeds", "2"), ("judgingSteps", "20")):
        edit = dialogs[0].findChild(QLineEdit, name)
        if not edit.isEnabled():
            raise NothingToDoError
        hands.click(edit)
        hands.key(Qt.Key.Key_A, CTRL)
        hands.type(text)
        yield 0
    hands.click(dialogs[0].findChild(QPushButton, "startJudgingButton"))
    yield hands.rng.choice((0, 100, 500))
    if hands.rng.random() < 0.6:
        hands.click(dialogs[0].findChild(QPushButton, "cancelJudgingButton"))
        yield 0
