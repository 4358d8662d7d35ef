"""Tables and lists show models: no item that Python made, and owns, goes with a row."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

import gan_desktop
from gan_desktop.ui.headings import add_heading
from gan_desktop.ui.values_model import ValuesModel

PACKAGE = Path(gan_desktop.__file__).parent
ITEMS = {
    "QTableWidget", "QTableWidgetItem", "QListWidget", "QListWidgetItem", "QTreeWidget",
    "QTreeWidgetItem", "QStandardItem", "QStandardItemModel",
}  # fmt: skip
ROLE = Qt.ItemDataRole


def item_classes(source: str) -> set[str]:
    """Qt's classes of items that a source uses, however it comes by them."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            found.update(alias.name for alias in node.names)
    return found & ITEMS


@pytest.mark.parametrize(
    "source",
    [
        "from PySide6.QtWidgets import QTableWidget as Table",
        "item = QtWidgets.QListWidgetItem('a')",
        "class Table(QTreeWidget): ...",
    ],
)
def test_items_are_found(source):
    assert item_classes(source)


def test_no_table_or_list_is_made_of_items():
    found = {
        str(path.relative_to(PACKAGE)): classes
        for path in PACKAGE.rglob("*.py")
        if (classes := item_classes(path.read_text(encoding="utf-8")))
    }
    assert not found


def test_values_by_role_and_what_stays_when_they_change(qtbot):
    model = ValuesModel()
    head = ({ROLE.DisplayRole: "A", ROLE.ToolTipRole: "first"}, {ROLE.DisplayRole: "B"})
    rows = [({ROLE.DisplayRole: "x", ROLE.UserRole: 1}, {ROLE.DisplayRole: "y"})]
    with qtbot.waitSignal(model.modelReset):
        model.show_values(head, rows)
    assert (model.rowCount(), model.columnCount()) == (1, 2)
    assert model.index(0, 0).data() == "x"
    assert model.index(0, 0).data(ROLE.UserRole) == 1
    assert model.index(0, 1).data(ROLE.UserRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal, ROLE.ToolTipRole) == "first"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_values(head, [({ROLE.DisplayRole: "z"}, {})])
    assert model.index(0, 0).data() == "z"
    with qtbot.waitSignal(model.modelReset):
        model.show_values(head, ())
    assert (model.rowCount(), model.columnCount()) == (0, 2)


def test_a_heading_cannot_be_chosen(qtbot):
    box = QComboBox()
    qtbot.addWidget(box)
    add_heading(box, "Groups")
    box.addItem("one")
    flags = [box.model().flags(box.model().index(row, 0)) for row in (0, 1)]
    assert not flags[0] & (Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    assert flags[1] & Qt.ItemFlag.ItemIsEnabled
    assert box.itemData(0, ROLE.FontRole).bold()
