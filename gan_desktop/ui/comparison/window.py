"""The window "Compare designs": puts the parts together."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.app.comparison.session import ComparisonSession
from gan_desktop.core.differences import Difference
from gan_desktop.core.lockstep import MOST
from gan_desktop.ui.column_scroll import ColumnScroll
from gan_desktop.ui.comparison.curves import LaneCurves
from gan_desktop.ui.comparison.legend import PointLegend
from gan_desktop.ui.comparison.moment_bar import MomentBar
from gan_desktop.ui.comparison.stage import Stage
from gan_desktop.ui.comparison.table import DifferenceTable
from gan_desktop.ui.comparison.toolbar import ComparisonToolBar
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.keys import closes_by_key
from gan_desktop.ui.notices import NoticeArea, NoticeLog
from gan_desktop.ui.palette import SPACE, Palette
from gan_desktop.ui.placing import place

# Fits on a screen of 1280 x 720.
SIZE = (1260, 690)
_STAGE, _DETAILS = 440, 200


class ComparisonWindow(QMainWindow):
    """Shows what it is given, and reports what the person wants.

    Attributes:
        stage, curves, table, notices: its parts.

    Signals:
        training_wanted(bool), step_wanted, reset_wanted: for all designs.
        add_wanted: one more design.
        runs_wanted, designs_wanted: stored runs, or the designs that are trained.
        place_wanted(step), neighbour_wanted(count): another moment of the stored runs.
        picture_wanted: all pictures as a file.
        copy_wanted: the table as text.
        closed: it is not seen any more.

    Args:
        log: the session's notices, to which those of this window are added.
    """

    training_wanted = Signal(bool)
    step_wanted = Signal()
    reset_wanted = Signal()
    add_wanted = Signal()
    runs_wanted = Signal()
    designs_wanted = Signal()
    place_wanted = Signal(int)
    neighbour_wanted = Signal(int)
    picture_wanted = Signal()
    copy_wanted = Signal()
    closed = Signal()

    def __init__(self, log: NoticeLog | None = None) -> None:
        super().__init__()
        self.setObjectName("comparisonWindow")
        closes_by_key(self)
        self.setWindowTitle(self.tr("Compare designs"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.stage, self.curves, self.table = Stage(), LaneCurves(), DifferenceTable()
        self.notices = NoticeArea(log)
        self._legend = PointLegend()
        self._shared = QLabel()
        self._shared.setObjectName("sharedNote")
        self._shared.setWordWrap(True)
        self._stale = QLabel(self.tr("The experiment was edited: Reset compares it as it is now."))
        self._stale.setObjectName("staleNote")
        self._stale.setWordWrap(True)
        self._stale.hide()
        self._moments = MomentBar()
        self._moments.hide()
        self._moments.place_wanted.connect(self.place_wanted)
        self._moments.neighbour_wanted.connect(self.neighbour_wanted)
        self._toolbar = ComparisonToolBar(self, self._legend)
        self.addToolBar(self._toolbar)
        actions = self._toolbar.actions_by_name
        actions["play"].toggled.connect(self.training_wanted)
        actions["step"].triggered.connect(self.step_wanted)
        actions["reset"].triggered.connect(self.reset_wanted)
        actions["add"].triggered.connect(self.add_wanted)
        actions["home"].triggered.connect(self.stage.go_home)
        actions["runs"].triggered.connect(self.runs_wanted)
        actions["designs"].triggered.connect(self.designs_wanted)
        actions["picture"].triggered.connect(self.picture_wanted)
        self._arrange()
        place(self, QSize(*SIZE))

    def _arrange(self) -> None:
        self._differ = ElidedLabel()
        self._differ.setObjectName("hint")
        copy = QPushButton(self.tr("Copy table as text"))
        copy.setObjectName("copyDifferences")
        copy.setToolTip(self.tr("The table with tabs between, for a spreadsheet or a letter"))
        copy.clicked.connect(self.copy_wanted)
        head = QHBoxLayout()
        head.addWidget(self._differ, 1)
        head.addWidget(copy)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        details = QSplitter(Qt.Orientation.Horizontal)
        details.setHandleWidth(1)
        details.setChildrenCollapsible(False)
        for part in (self.curves, right):
            details.addWidget(part)
        details.setStretchFactor(0, 11)
        details.setStretchFactor(1, 9)
        details.setSizes([11 * SIZE[0] // 20, 9 * SIZE[0] // 20])
        for index in range(details.count()):
            # Room on both sides of the line between.
            details.widget(index).layout().setContentsMargins(
                SPACE if index else 0, SPACE, 0 if index else SPACE, 0
            )
        upper = QWidget()
        upper_column = QVBoxLayout(upper)
        upper_column.setContentsMargins(0, 0, 0, 0)
        upper_column.setSpacing(SPACE // 2)
        upper_column.addWidget(self.stage, 1)
        upper_column.addWidget(self._moments)
        upper_column.addWidget(self.notices)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(upper)
        split.addWidget(details)
        split.setStretchFactor(0, 1)
        split.setSizes([_STAGE, _DETAILS])
        notes = QHBoxLayout()
        notes.addWidget(self._shared, 1)
        notes.addWidget(self._stale)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(SPACE + 4, SPACE // 2, SPACE + 4, SPACE)
        layout.setSpacing(SPACE // 2)
        layout.addLayout(notes)
        layout.addWidget(ColumnScroll(split), 1)
        self.setCentralWidget(content)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        for part in (self._toolbar, self.stage, self.curves, self.table, self._legend):
            part.set_palette(palette)
        self._stale.setStyleSheet(f"color: {palette.accent};")
        self._shared.setStyleSheet(f"color: {palette.muted};")

    def show_mode(self, *, stored: bool) -> None:
        """Whether stored runs are shown, or designs that are trained."""
        self._moments.setVisible(stored)
        self._toolbar.show_mode(stored=stored)
        if stored:
            self.show_stale(False)

    def show_steps(self, first: int, last: int) -> None:
        """The steps from the first stored snapshot to the last one."""
        self._moments.show_steps(first, last)

    def show_place(self, step: int) -> None:
        """Which step of the stored runs is looked at."""
        self._moments.show_place(step)
        self.curves.show_place(step)

    def show_designs(
        self, sentences: Sequence[str], rows: Sequence[Difference], titles: Sequence[str]
    ) -> None:
        """What the designs share, and in what they differ."""
        self._shared.setText(
            " ".join(sentences)
            or self.tr("Same seed, data and latent points in every step: only the design differs.")
        )
        self.table.show_differences(rows, titles)
        self._differ.setText(
            self.tr("Settings that differ") if rows else self.tr("The designs do not differ.")
        )
        self._toolbar.actions_by_name["add"].setEnabled(len(titles) < MOST)

    def show_stale(self, stale: bool) -> None:
        """Whether the experiment is another one than what is compared."""
        self._stale.setVisible(stale)

    def show_averages(self, shown: bool) -> None:
        """Whether the pictures have averaged generators."""
        self._legend.show_averages(shown)

    def show_state(self, session: ComparisonSession) -> None:
        """What the training is doing, and how far it is."""
        self._toolbar.show_state(session)

    def event(self, event: QEvent) -> bool:
        """Qt: Space presses a focused button; everywhere else it plays and pauses."""
        wanted = event.type() is QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Space
        if wanted and isinstance(QApplication.focusWidget(), QAbstractButton | QComboBox):
            event.accept()
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: nobody looks any more."""
        self.closed.emit()
        super().closeEvent(event)
