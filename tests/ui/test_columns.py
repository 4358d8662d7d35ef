"""Side columns fold away where there is no room, and come back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from gan_desktop.app.column_choice import LEFT, RIGHT, ColumnChoice
from gan_desktop.ui.columns import MIDDLE, Columns, fitting
from gan_desktop.ui.sizes import em

BOTH = (LEFT, RIGHT)
NEEDS = {LEFT: 300, RIGHT: 200}


@pytest.mark.parametrize(
    ("wanted", "asked", "width", "shown"),
    [
        (BOTH, "", 900, {LEFT, RIGHT}),
        (BOTH, "", 899, {RIGHT}),
        (BOTH, "", 599, set()),
        ((LEFT,), "", 700, {LEFT}),
        ((), "", 5000, set()),
        (BOTH, LEFT, 899, {LEFT}),
        (BOTH, LEFT, 500, {LEFT}),
        (BOTH, RIGHT, 500, {RIGHT}),
    ],
)
def test_which_columns_have_room(wanted, asked, width, shown):
    assert fitting(wanted, asked, NEEDS, width, 400) == shown


@pytest.fixture
def host(qtbot):
    """A window with no layout: one with a layout does not become narrower than that has it."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def columns(host, qtbot):
    made = Columns()
    made.setParent(host)
    parts = QWidget(), QWidget(), QWidget()
    for part, needs in zip(parts, (300, 40, 200), strict=True):
        part.setMinimumWidth(needs)
    made.set_columns(*parts)
    made.set_actions({side: QAction(made, checkable=True) for side in BOTH})
    made.resize(1400, 500)
    host.show()
    qtbot.waitExposed(host)
    return made


def shown(columns: Columns) -> set[str]:
    left, _, right = (columns.splitter.widget(index).isVisible() for index in range(3))
    assert (columns.shows(LEFT), columns.shows(RIGHT)) == (left, right)
    assert [columns._actions[side].isChecked() for side in BOTH] == [left, right]
    edges = [columns.findChild(QToolButton, f"{side}Edge").isVisible() for side in BOTH]
    assert edges == [not left, not right]
    return {side for side, seen in ((LEFT, left), (RIGHT, right)) if seen}


def test_what_folds_by_itself_comes_back_by_itself_and_is_no_choice(columns):
    middle = em(columns, MIDDLE)
    assert shown(columns) == {LEFT, RIGHT}
    columns.resize(middle + 400, 500)
    assert shown(columns) == {RIGHT}
    columns.resize(middle + 100, 500)
    assert shown(columns) == set()
    assert columns.choice == ColumnChoice()
    columns.resize(1400, 500)
    assert shown(columns) == {LEFT, RIGHT}


def test_a_folded_column_is_brought_back_by_its_edge_and_its_action(columns):
    columns.resize(em(columns, MIDDLE) + 400, 500)
    QTest.mouseClick(columns.findChild(QToolButton, "leftEdge"), Qt.MouseButton.LeftButton)
    assert shown(columns) == {LEFT}
    columns._actions[RIGHT].trigger()
    assert shown(columns) == {RIGHT}
    columns._actions[RIGHT].trigger()
    assert not columns.choice.right
    assert shown(columns) == {LEFT}
    columns.resize(1400, 500)
    assert shown(columns) == {LEFT}


def test_widths_are_kept_and_leave_room_for_the_middle(columns):
    columns.splitter.moveSplitter(420, 1)
    columns.splitter.splitterMoved.emit(420, 1)
    assert abs(columns.choice.left_width - 420) <= 2
    assert columns.choice.right_width == 0
    columns.resize(1500, 500)
    assert abs(columns.splitter.sizes()[0] - 420) <= 2
    columns.set_choice(ColumnChoice(left_width=5000, right_width=5000))
    QApplication.processEvents()
    assert columns.splitter.sizes()[1] >= em(columns, MIDDLE) - 2


def test_the_window_remembers_its_columns(make_window, quick_config):
    window = make_window(quick_config)
    window.findChild(QAction, "leftColumnAction").trigger()
    assert not window._parameters.isVisible()
    window._bench.splitter.splitterMoved.emit(0, 2)
    width = window._bench.choice.right_width
    window.close()
    again = make_window(quick_config)
    assert not again._parameters.isVisible()
    assert not again.findChild(QAction, "leftColumnAction").isChecked()
    assert again.settings.columns == ColumnChoice(left=False, right_width=width)
