"""Inputs: lines of text, lists to choose from, numbers with arrows, check boxes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFileDialog, QLineEdit, QPlainTextEdit

from gui_fuzz.actions import words
from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import CTRL, Hands

_ENDS = (
    Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Up,
    Qt.Key.Key_Down, None, None,
)  # fmt: skip


def _texts(hands: Hands) -> list[QLineEdit]:
    edits = hands.widgets(QLineEdit)
    return [edit for edit in edits if not isinstance(edit.window(), QFileDialog)]


@action(12)
def enter_text(hands: Hands) -> Steps:
    """Replace or change a text; commit it, take it back, or leave it half typed."""
    edit = hands.pick(_texts(hands))
    hands.click(edit)
    if hands.rng.random() < 0.7:
        hands.key(Qt.Key.Key_A, CTRL)
    yield 0
    hands.type(hands.choose(words.NUMBERS if hands.rng.random() < 0.6 else words.NONSENSE))
    yield 0
    end = hands.choose(_ENDS)
    if end is not None:
        hands.key(end)
    yield 0


@action(2)
def edit_text(hands: Hands) -> Steps:
    """Cut, paste, undo and select in a line of text."""
    edit = hands.pick([*_texts(hands), *hands.widgets(QPlainTextEdit)])
    hands.click(edit, double=hands.rng.random() < 0.3)
    keys = (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_Z, Qt.Key.Key_Y)
    for key in hands.rng.choices(keys, k=4):
        hands.key(key, CTRL)
        yield 0


@action(7)
def choose_entry(hands: Hands) -> Steps:
    """Open a list and choose with keys, or leave it open."""
    box = hands.pick(hands.widgets(QComboBox))
    hands.click(box)
    yield 20
    for _ in range(hands.rng.randint(0, 6)):
        hands.key(hands.rng.choice((Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)))
        yield 0
    end = hands.choose((Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape, None))
    if end is not None:
        hands.key(end)
    yield 0


@action(2)
def turn_number(hands: Hands) -> Steps:
    """Turn a number with arrows and wheel."""
    box = hands.pick(hands.widgets(QAbstractSpinBox))
    hands.click(box)
    for _ in range(hands.rng.randint(1, 5)):
        yield 0
        if hands.rng.random() < 0.5:
            hands.wheel(box, hands.rng.choice((-2, 1)))
        else:
            hands.key(hands.rng.choice((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageDown)))
