"""A person's hands: clicks, keys and drags as real events."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QTableView,
    QToolBar,
    QWidget,
)

from gan_desktop.core.errors import DivergedError
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.verdict import Evidence, Judgement, Verdict
from gan_desktop.core.verdict.seed_row import Ending, SeedRow
from gan_desktop.core.words import Text, told
from gan_desktop.ui.main_window import MainWindow


class Person:
    """Acts on a window as a person would."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.canvas = window.findChild(QWidget, "canvas")

    def click_tool(self, name: str) -> None:
        """Click a toolbar button by its action's name."""
        toolbar = self.window.findChild(QToolBar, "toolBar")
        button = toolbar.widgetForAction(self.window.findChild(object, name))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)

    def enter(self, name: str, text: str, commit: Qt.Key = Qt.Key.Key_Return) -> QLineEdit:
        """Replace the text of an input and commit it."""
        edit = self.window.findChild(QLineEdit, name)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, commit)
        return edit

    @property
    def modes(self) -> QTableView:
        """The table of the target's modes."""
        return self.window.findChild(QTableView, "mixtureTable")

    def open_cell(self, row: int, column: int) -> QLineEdit:
        """Begin to edit a mode's number, as a double click does."""
        index = self.modes.model().index(row, column)
        self.modes.setCurrentIndex(index)
        self.modes.edit(index)
        assert self.modes.state() is QAbstractItemView.State.EditingState
        return QApplication.focusWidget()

    def type_cell(self, row: int, column: int, text: str) -> QLineEdit:
        """Replace a mode's number by what is typed, without Enter."""
        editor = self.open_cell(row, column)
        editor.selectAll()
        QTest.keyClicks(editor, text)
        return editor

    def cell(self, row: int, column: int) -> str:
        """What a cell of the table of modes shows."""
        return self.modes.model().index(row, column).data()

    def pixel(self, x: float, y: float) -> QPoint:
        """Where a point of the data is on the canvas."""
        scene = self.canvas.figure.getViewBox().mapViewToScene(QPointF(x, y))
        return self.canvas.mapFromScene(scene)

    def drag(self, start: QPoint, *stops: QPoint, release: bool = True) -> None:
        """Press the left button, move along the stops, let go."""
        view = self.canvas.viewport()
        QTest.mouseMove(view, start)
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
        for stop in stops:
            self.move(stop)
        if release:
            self.release(stops[-1])

    def move(self, stop: QPoint) -> None:
        """Move with the left button held."""
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QMouseEvent

        view = self.canvas.viewport()
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(stop),
            QPointF(view.mapToGlobal(stop)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view, event)

    def release(self, stop: QPoint) -> None:
        """Let the left button go."""
        QTest.mouseRelease(self.canvas.viewport(), Qt.MouseButton.LeftButton, pos=stop)


@pytest.fixture
def person(window: MainWindow) -> Person:
    """In front of a window that is ready."""
    return Person(window)


@pytest.fixture
def wait_for(qtbot) -> Callable[[Callable[[], object]], None]:
    """Waits until a condition holds, 20 seconds at most."""
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)


@pytest.fixture
def judged_rows() -> tuple[SeedRow, ...]:
    """Seeds of all kinds: converged, dropped modes, diverged, died."""

    def finished(seed: int, verdict: Verdict, modes: float) -> SeedRow:
        evidence = Evidence(
            "Modes captured",
            Text("{found} of {all}", found=f"{modes:g}", all=8),
            Text("all {all}", all=8),
            modes == 8,
        )
        values = {metric.key: 0.5 for metric in METRICS} | {"modes": modes, "reverse_kl": 0.1}
        curves = {
            step: {"modes": modes * step / 100, "high_quality": step / 110, "reverse_kl": 0.1}
            for step in (20, 40, 60, 80, 100)
        }
        # At first no point is of high quality.
        del curves[20]["reverse_kl"]
        return SeedRow(
            seed,
            Ending.FINISHED,
            Judgement(verdict, (evidence,)),
            100,
            values,
            success=modes == 8,
            curves=curves,
            points_sha256="0" * 64,
        )

    nan = told(DivergedError(12, "generator", "loss nan"))
    evidence = (Evidence("Training stopped", nan, met=False),)
    return (
        finished(0, Verdict.CONVERGED, 8.0),
        finished(1, Verdict.MODE_DROPPING, 5.0),
        finished(2, Verdict.MODE_DROPPING, 8.0),
        SeedRow(3, Ending.DIVERGED, Judgement(Verdict.DIVERGED, evidence), 12, why=nan),
        SeedRow.died(4, 7, Text("Its process ended with exit code {code}.", code=3)),
    )
