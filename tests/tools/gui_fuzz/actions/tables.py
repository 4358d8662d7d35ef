"""Cells of tables and lists."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHeaderView

from gui_fuzz.actions import words
from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import CTRL, SHIFT, Hands, NothingToDoError


def _views(hands: Hands) -> list[QAbstractItemView]:
    return [
        view
        for view in hands.widgets(QAbstractItemView)
        if not isinstance(view, QHeaderView)
        and not isinstance(view.window(), QFileDialog)
        and view.model() is not None
        and view.model().rowCount() > 0
    ]


def _cell(hands: Hands, view: QAbstractItemView) -> QModelIndex:
    model = view.model()
    row = hands.rng.randrange(model.rowCount())
    # A list's count of columns cannot be asked for.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    index = model.index(row, hands.rng.randrange(max(1, columns)))
    hands.say(f"row {row}, column {index.column()}")
    hands.show(view)
    view.scrollTo(index)
    if not view.viewport().rect().contains(view.visualRect(index).center()):
        raise NothingToDoError
    return index


@action(5)
def click_cell(hands: Hands) -> Steps:
    """Select a cell."""
    view = hands.pick(_views(hands))
    place = view.visualRect(_cell(hands, view)).center()
    hands.click(view.viewport(), place, double=hands.rng.random() < 0.2)
    yield 0


@action(10)
def edit_cell(hands: Hands) -> Steps:
    """Type into a cell; commit it, take it back, or do something else while it is half typed."""
    editable = QAbstractItemView.EditTrigger.NoEditTriggers
    view = hands.pick([view for view in _views(hands) if view.editTriggers() != editable])
    place = view.visualRect(_cell(hands, view)).center()
    how = hands.choose(("double click", "F2", "type"))
    hands.click(view.viewport(), place, double=how == "double click")
    yield 0
    if how == "F2":
        hands.key(Qt.Key.Key_F2)
        yield 0
    hands.type(hands.choose(words.NUMBERS if hands.rng.random() < 0.7 else words.NONSENSE))
    yield 0
    end = hands.choose((Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, None, None, None))
    if end is not None:
        hands.key(end)
    yield 0


@action(3)
def press_keys_in_table(hands: Hands) -> Steps:
    """Walk, select, copy, delete."""
    view = hands.pick(_views(hands))
    hands.click(view.viewport(), view.visualRect(_cell(hands, view)).center())
    keys = (
        (Qt.Key.Key_Down,), (Qt.Key.Key_Up,), (Qt.Key.Key_Right,), (Qt.Key.Key_End, CTRL),
        (Qt.Key.Key_Delete,), (Qt.Key.Key_Delete,), (Qt.Key.Key_A, CTRL), (Qt.Key.Key_C, CTRL),
        (Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_Return,),
    )  # fmt: skip
    for _ in range(hands.rng.randint(1, 6)):
        hands.key(*hands.rng.choice(keys))
        yield 0


@action(1)
def click_header(hands: Hands) -> Steps:
    """Sort, or drag a column's edge."""
    header = hands.pick(hands.widgets(QHeaderView))
    hands.show(header)
    hands.press(header.viewport(), hands.place_in(header.viewport()))
    yield 0
    hands.release(header.viewport(), hands.place_in(header.viewport()))
