"""The target as a table: weight, mean and covariance of each mode."""

from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.mixture import MAX_MODES, GaussianMixture
from gan_desktop.core.words import told
from gan_desktop.ui.editors import commit_typing
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.panels.cell_editor import CellDelegate
from gan_desktop.ui.panels.mixture_model import MixtureModel, cells
from gan_desktop.ui.sizes import em, row_height
from gan_desktop.ui.words import translated

VISIBLE_ROWS = 8
# A typed number that is lost is told for so long at least: leaving its cell is often the beginning
# of another edit, which takes other sentences away.
_LEAST_MS = 5000


class MixturePanel(QWidget):
    """Table with add and remove; refuses a number with one sentence below the table.

    Signals:
        edited(mixture, text): an allowed change, and what to call it.
        mode_selected(index): another row is the current one; -1 for none.
        add_wanted: one more mode, wherever there is room.
    """

    edited = Signal(object, str)
    mode_selected = Signal(int)
    add_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = MixtureModel()
        self._model.typed.connect(self._on_typed)
        self.table = QTableView()
        self.table.setObjectName("mixtureTable")
        self.table.setAccessibleName(self.tr("Modes of the target"))
        self.table.setModel(self._model)
        self._delegate = CellDelegate(self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # In bold, the current column's name would have no room.
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.verticalHeader().setVisible(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        for part in (self.table, self.table.horizontalHeader()):
            part.installEventFilter(self)
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        self._add = QPushButton(self.tr("Add mode"))
        self._add.setObjectName("addModeButton")
        self._remove = QPushButton(self.tr("Remove"))
        self._remove.setObjectName("removeModeButton")
        for button in (self._add, self._remove):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._add.clicked.connect(self.add_wanted)
        self._remove.clicked.connect(self._on_remove)
        self._count = QLabel()
        self._count.setObjectName("hint")
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        self._error.setVisible(False)
        self._lost = QElapsedTimer()
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._add)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        buttons.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.table)
        layout.addWidget(self._error)
        layout.addLayout(buttons)

    @property
    def current(self) -> int:
        """Index of the mode that the current row describes, -1 for none."""
        return self.table.currentIndex().row()

    def show_mixture(self, mixture: GaussianMixture | None) -> None:
        """Show the target's modes, or nothing but a sentence for a target without known ones.

        A number that is being typed belongs to the target that was there when it was begun: with
        another target its editor is closed, and a sentence says so.
        """
        given_up = "" if mixture == self._model.mixture else self._give_up_typing(mixture)
        if given_up:
            self._show_lost(given_up)
        elif not self._lost.isValid() or self._lost.hasExpired(_LEAST_MS):
            self._show_error("")
        for widget in (self.table, self._add, self._remove, self._count):
            widget.setVisible(mixture is not None)
        self.setVisible(mixture is not None or bool(self._error.text()))
        if mixture is None:
            return
        rows_before = self._model.rowCount()
        self._model.show_mixture(mixture)
        self._remove.setEnabled(len(mixture) > 1)
        self._add.setEnabled(len(mixture) < MAX_MODES)
        self._count.setText(self.tr("modes: {count}").format(count=len(mixture)))
        if rows_before != len(mixture):
            self._fit()

    def _fit(self) -> None:
        """Rows and columns for the font, and a table as high as its rows, up to a few."""
        header, model = self.table.horizontalHeader(), self._model
        titles = [
            str(model.headerData(column, Qt.Orientation.Horizontal))
            for column in range(model.columnCount())
        ]
        widest = max(map(header.fontMetrics().horizontalAdvance, titles), default=0)
        header.setMinimumSectionSize(widest + em(self.table, 0.5))
        row = row_height(self.table)
        self.table.verticalHeader().setDefaultSectionSize(row)
        shown = min(model.rowCount(), VISIBLE_ROWS)
        bar = self.table.horizontalScrollBar()
        # Columns that have no room beside each other are scrolled.
        below = bar.sizeHint().height() if header.length() > self.table.viewport().width() else 0
        height = header.sizeHint().height() + shown * row + below
        self.table.setFixedHeight(height + 2 * self.table.frameWidth() + 2)

    def select(self, index: int) -> None:
        """Make a mode's row the current one."""
        current = self.table.currentIndex()
        if index != current.row():
            self.table.setCurrentIndex(self._model.index(index, max(current.column(), 1)))

    def remove_current(self) -> None:
        """Remove the current mode (without one, the last); one sentence if it is the only one."""
        self._on_remove()

    def refuse(self, sentence: str) -> None:
        """Say below the table why something was refused."""
        self._show_error(sentence)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Qt: Delete removes the current mode; rows and columns follow font and width."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._fit()
        if (
            watched is self.table
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            self._on_remove()
            return True
        return super().eventFilter(watched, event)

    def _give_up_typing(self, mixture: GaussianMixture | None) -> str:
        """Close an editor whose cell is none of `mixture`; a sentence if something is lost."""
        typing, rows = self._delegate.typing, 0 if mixture is None else len(mixture)
        if typing is None and self._delegate.row < rows:
            # It shows the new number.
            return ""
        self._delegate.close()
        if typing is None:
            return ""
        text = self.tr(
            "{title} of mode {number}: '{text}' was not taken over; the target has changed."
        )
        title = self._model.title(typing.column)
        return text.format(title=title, number=typing.row + 1, text=typing.text)

    def _show_error(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self._lost.invalidate()

    def _show_lost(self, sentence: str) -> None:
        self._show_error(sentence)
        self._lost.start()

    @Slot(int, int, str)
    def _on_typed(self, row: int, column: int, typed: str) -> None:
        mixture = self._model.mixture
        if mixture is None:
            return
        self._show_error("")
        values, title = list(cells(mixture, row)), self._model.title(column)
        # float() and not the locale's way: 0.001 stays 0.001 everywhere.
        try:
            values[column] = float(typed)
        except ValueError:
            wrong = self.tr("{title}: '{text}' is not a number; write it as 0.02.")
            self._show_lost(wrong.format(title=title, text=typed))
            return
        weight, x, y, xx, yy, xy = values
        try:
            changed = mixture.with_mode(
                row, weight=weight, mean=(x, y), covariance=((xx, xy), (xy, yy))
            )
        except InvalidValueError as error:
            self._show_lost(translated(told(error)))
            return
        if changed != mixture:
            text = self.tr("change {title} of mode {number}")
            self.edited.emit(changed, text.format(title=title, number=row + 1))

    @Slot()
    def _on_remove(self) -> None:
        commit_typing(self)
        mixture = self._model.mixture
        if mixture is None:
            return
        if len(mixture) < 2:
            self._show_error(
                self.tr("A target has at least one mode: the last one cannot be removed.")
            )
            return
        index = self.current if self.current >= 0 else len(mixture) - 1
        text = self.tr("remove mode {number}").format(number=index + 1)
        self.edited.emit(mixture.without(index), text)

    @Slot(QModelIndex)
    def _on_current_changed(self, current: QModelIndex) -> None:
        self.mode_selected.emit(current.row())
