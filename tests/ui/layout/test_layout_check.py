"""What finds cut texts and overlapping widgets finds them."""

import pytest
from layout_check import faults
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.ui.elided import ElidedComboBox, ElidedLabel
from gan_desktop.ui.overlay import PaintedText

LONG = "A text that is much longer than its room"


@pytest.fixture
def root(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    qtbot.waitExposed(window)
    return window


def put(root: QWidget, widget: QWidget, area: tuple[int, int, int, int]) -> QWidget:
    widget.setParent(root)
    widget.setGeometry(QRect(*area))
    widget.show()
    return widget


def kinds(root: QWidget) -> list[str]:
    return sorted({fault.kind for fault in faults(root)})


def combo(kind: type[QComboBox]) -> QComboBox:
    box = kind()
    box.addItem(LONG)
    return box


def wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label


class Painted(QWidget):
    def painted_texts(self) -> list[PaintedText]:
        return [PaintedText(LONG, QRectF(self.rect()), QFont())]


@pytest.mark.parametrize(
    "make",
    [
        lambda: QLabel(LONG),
        lambda: QLabel(f"<b>{LONG}</b>"),
        lambda: QPushButton(LONG),
        lambda: QCheckBox(LONG),
        lambda: QToolButton(text=LONG),
        lambda: combo(QComboBox),
        Painted,
    ],
)
def test_a_text_that_is_cut_is_found_and_one_with_room_is_not(root, make):
    widget = put(root, make(), (0, 0, 60, 40))
    assert kinds(root) == ["cut"]
    widget.resize(390, 40)
    assert not faults(root)


@pytest.mark.parametrize("make", [wrapped, lambda text: wrapped(f"<b>{text}</b>")])
def test_a_wrapped_text_that_is_too_low_is_found(root, make):
    widget = put(root, make(LONG), (0, 0, 120, 20))
    assert kinds(root) == ["cut"]
    widget.resize(120, widget.heightForWidth(120))
    assert not faults(root)


def test_a_word_that_is_wider_than_its_label_is_found(root):
    put(root, wrapped("Donaudampfschifffahrtsgesellschaft"), (0, 0, 60, 100))
    assert kinds(root) == ["cut"]


@pytest.mark.parametrize("points", range(8, 20))
def test_a_text_is_seen_whole_at_the_width_it_asks_for(root, points):
    label = ElidedLabel("Data set of real points")
    font = label.font()
    font.setPointSizeF(points)
    label.setFont(font)
    put(root, label, (0, 0, 300, 40))
    label.resize(label.sizeHint())
    assert not label.cut
    label.resize(label.minimumSizeHint())
    assert label.cut


@pytest.mark.parametrize("make", [lambda: ElidedLabel(LONG), lambda: combo(ElidedComboBox)])
def test_a_text_that_ends_in_dots_is_not_cut_unless_it_is_too_low(root, make):
    widget = put(root, make(), (0, 0, 80, 40))
    assert widget.cut
    assert not faults(root)
    widget.setGeometry(0, 0, 80, 8)
    assert kinds(root) == ["cut"]
    widget.setGeometry(0, 0, 390, 40)
    assert not widget.cut


def test_a_heading_and_a_cell_that_are_cut_are_found(root):
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderLabels([LONG])
    put(root, table, (0, 0, 390, 200))
    table.setColumnWidth(0, 60)
    assert kinds(root) == ["cut"]
    table.setColumnWidth(0, 380)
    assert not faults(root)
    table.model().setData(table.model().index(0, 0), 2 * LONG)
    assert kinds(root) == ["cut"]
    table.verticalHeader().hide()


def test_widgets_on_each_other_are_found_and_those_beside_each_other_are_not(root):
    put(root, QPushButton("One"), (0, 0, 100, 40))
    other = put(root, QPushButton("Two"), (90, 20, 100, 40))
    assert kinds(root) == ["overlap"]
    other.setObjectName("plotNote")
    assert not faults(root)
    other.setObjectName("")
    other.move(100, 0)
    assert not faults(root)


def test_rows_of_a_layout_without_room_are_found(root):
    inner = put(root, QWidget(), (0, 0, 390, 30))
    column = QVBoxLayout(inner)
    for _ in range(4):
        column.addWidget(QLabel("A row"))
    QApplication.processEvents()
    assert "cut" in kinds(root)


def test_what_reaches_over_the_edge_is_found_where_it_cannot_be_scrolled(root):
    put(root, QPushButton("One"), (350, 0, 100, 40))
    assert kinds(root) == ["outside"]


@pytest.mark.parametrize("scrolled", [True, False])
def test_a_column_that_is_narrower_than_its_contents_is_found(root, scrolled):
    scroll, inner = QScrollArea(), QWidget()
    row = QHBoxLayout(inner)
    for _ in range(4):
        row.addWidget(QPushButton("A button"))
    scroll.setWidget(inner)
    if not scrolled:
        scroll.setHorizontalScrollBarPolicy(scroll.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
    put(root, scroll, (0, 0, 150, 200))
    assert kinds(root) == ([] if scrolled else ["outside"])
