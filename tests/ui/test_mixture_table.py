"""The table of modes: a number that is being typed is committed or visibly refused."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QPushButton

from gan_desktop.core.presets import preset
from gan_desktop.core.targets import TARGETS
from gan_desktop.ui.panels.mixture_table import MixturePanel

RING = preset("ring8-blog").config.target
# With a cell that has the same number as the ring's.
FEWER = RING.without(7).without(6)


@pytest.fixture
def panel(qtbot):
    """A panel that shows the ring of eight modes."""
    panel = MixturePanel()
    qtbot.addWidget(panel)
    panel.show_mixture(RING)
    panel.show()
    panel.activateWindow()
    QApplication.processEvents()
    return panel


@pytest.fixture
def edits(panel):
    """What the panel reports, carried out as the window does."""
    made = []
    panel.edited.connect(lambda mixture, _text: (made.append(mixture), panel.show_mixture(mixture)))
    return made


def typed(panel, row, column, text):
    index = panel.table.model().index(row, column)
    panel.table.setCurrentIndex(index)
    panel.table.edit(index)
    editor = QApplication.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    return editor


def sentence(panel):
    label = panel.findChild(QLabel, "fieldError")
    return label.text() if label.isVisible() else ""


def editing(panel):
    return panel.table.state() is QAbstractItemView.State.EditingState


def test_rows_are_the_modes_cells(panel):
    model = panel.table.model()
    assert (model.rowCount(), model.columnCount()) == (8, 6)
    cell = model.index(1, 1)
    assert cell.data() == "1.41"
    assert cell.data(Qt.ItemDataRole.EditRole) == repr(RING.means[1][0])
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    horizontal = Qt.Orientation.Horizontal
    assert model.headerData(3, horizontal) == "var x"
    assert "sigma squared" in model.headerData(3, horizontal, Qt.ItemDataRole.ToolTipRole)


def test_only_rows_that_differ_are_told(panel, qtbot):
    model = panel.table.model()
    with qtbot.assertNotEmitted(model.dataChanged):
        panel.show_mixture(RING.replaced())
    with qtbot.waitSignal(model.dataChanged) as told:
        panel.show_mixture(RING.with_mode(3, mean=(0.5, 0.5)))
    assert [index.row() for index in told.args[:2]] == [3, 3]


@pytest.mark.parametrize("row", [0, 7])
@pytest.mark.parametrize("other", [FEWER, None, RING.with_mode(4, weight=3.0)])
def test_what_is_typed_for_another_target_is_refused_and_reaches_no_cell(panel, edits, row, other):
    typed(panel, row, 0, "0.7")
    panel.show_mixture(other)
    assert sentence(panel) == (
        f"weight of mode {row + 1}: '0.7' was not taken over; the target has changed."
    )
    assert not editing(panel)
    # Not with what the event queue still holds, nor when the focus goes.
    QApplication.processEvents()
    panel.setFocus()
    assert not edits


def test_a_half_typed_number_stays_while_its_target_does(panel, edits):
    editor = typed(panel, 2, 0, "0.7")
    panel.show_mixture(RING.replaced())
    assert editor.text() == "0.7"
    assert editing(panel)
    assert not sentence(panel)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [mixture.weights[2] for mixture in edits] == [0.7]


@pytest.mark.parametrize(
    ("other", "left"), [(RING.with_mode(7, weight=5.0), True), (FEWER, False), (None, False)]
)
def test_an_editor_in_which_nothing_is_typed_goes_with_its_row(panel, edits, other, left):
    panel.table.setCurrentIndex(panel.table.model().index(7, 0))
    panel.table.edit(panel.table.currentIndex())
    panel.show_mixture(other)
    assert editing(panel) is left
    if left:
        assert QApplication.focusWidget().text() == "5"
    assert not sentence(panel)
    assert not edits


def test_enter_commits_before_the_row_can_go(panel, edits):
    editor = typed(panel, 7, 0, "0.7")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    # Nothing is left in the event queue that would look for the row.
    panel.show_mixture(FEWER)
    QApplication.processEvents()
    assert [mixture.weights[7] for mixture in edits] == [0.7]


@pytest.mark.parametrize("name", ["removeModeButton", "delete"])
def test_removing_a_mode_commits_what_is_typed_first(panel, edits, name):
    typed(panel, 7, 0, "0.7")
    if name == "delete":
        # As from the canvas, whose Delete comes through here.
        panel.remove_current()
    else:
        QTest.mouseClick(panel.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert edits == [RING.with_mode(7, weight=0.7), RING.without(7)]


def test_a_refused_number_is_told_although_another_edit_follows_at_once(panel, edits):
    typed(panel, 1, 0, "abc")
    panel.setFocus()
    panel.show_mixture(FEWER)
    assert sentence(panel) == "weight: 'abc' is not a number; write it as 0.02."
    panel.show_mixture(None)
    assert "abc" in sentence(panel)
    panel.show_mixture(RING)
    QTest.keyClick(typed(panel, 1, 0, "2"), Qt.Key.Key_Return)
    assert not sentence(panel)
    assert len(edits) == 1


def test_whatever_else_is_done_in_the_window_takes_the_number_over_first(window, person):
    """Undo, a preset, a shape, a method, a mode, a drag, Delete on the canvas."""
    experiment, targets = window.experiment, window._target_commands
    ring = experiment.config
    shape = next(named.key for named in TARGETS if named.target.known_modes is None)

    def choose_preset():
        box = window.findChild(QComboBox, "presetBox")
        box.setCurrentIndex(box.findData("grid25"))
        box.activated.emit(box.currentIndex())

    def drag():
        start = person.pixel(*experiment.mixture.means[2])
        person.drag(start, start + QPoint(20, 10))

    def delete_on_canvas():
        window._canvas.setFocus()
        person.press(Qt.Key.Key_Delete)

    ways = {
        "undo": lambda: window.findChild(QAction, "undoAction").trigger(),
        "preset": choose_preset,
        "shape": lambda: targets.choose_target(shape),
        "method": lambda: window._commands.choose_method("wgan-gp"),
        "add": lambda: QTest.mouseClick(
            window.findChild(QPushButton, "addModeButton"), Qt.MouseButton.LeftButton
        ),
        "drag": drag,
        "delete": delete_on_canvas,
        "remove": lambda: window.findChild(QPushButton, "removeModeButton").click(),
    }
    seen = []
    experiment.config_changed.connect(lambda: seen.append(experiment.mixture))
    for name, way in ways.items():
        # Something that can be undone.
        experiment.set_target(ring.target.without(0), "one less")
        experiment.open(ring, "the ring again")
        person.type_cell(5, 0, "0.7")
        seen.clear()
        way()
        QApplication.processEvents()
        assert seen, name
        assert seen[0] == ring.target.with_mode(5, weight=0.7), name
        assert person.modes.state() is not QAbstractItemView.State.EditingState, name
    # The same for an input that is half typed.
    experiment.open(ring, "the ring again")
    QTest.keyClicks(person.enter("training.batch_size", "", commit=Qt.Key.Key_Control), "77")
    choose_preset()
    window.findChild(QAction, "undoAction").trigger()
    assert experiment.config == ring.with_values({"training.batch_size": 77})
