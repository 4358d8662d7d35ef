"""The target as a table: weight, mean and covariance of each mode."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.mixture import MAX_MODES, GaussianMixture
from gan_desktop.core.words import told
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.words import translated

ROW_HEIGHT = 22
VISIBLE_ROWS = 8
_EXACT = Qt.ItemDataRole.UserRole


class _CellDelegate(QStyledItemDelegate):
    """Edits the exact number, not the rounded one that is shown."""

    def createEditor(  # noqa: N802 -- Qt's name
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        return editor

    def setEditorData(self, editor: QLineEdit, index: QModelIndex) -> None:  # noqa: N802
        editor.setText(repr(index.data(_EXACT)).removesuffix(".0"))

    def setModelData(  # noqa: N802
        self, editor: QLineEdit, model: object, index: QModelIndex
    ) -> None:
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)


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
        self._mixture: GaussianMixture | None = None
        self._filling = False
        self.table = QTableWidget(0, 6)
        self.table.setObjectName("mixtureTable")
        self.table.setAccessibleName(self.tr("Modes of the target"))
        self._columns = (
            (self.tr("weight"), self.tr("Relative mass of the mode")),
            (self.tr("mean x"), self.tr("Centre of the mode, x")),
            (self.tr("mean y"), self.tr("Centre of the mode, y")),
            (self.tr("var x"), self.tr("Variance in x (sigma squared)")),
            (self.tr("var y"), self.tr("Variance in y (sigma squared)")),
            (self.tr("cov xy"), self.tr("Covariance of x and y")),
        )
        for column, (title, tip) in enumerate(self._columns):
            item = QTableWidgetItem(title)
            item.setToolTip(tip)
            self.table.setHorizontalHeaderItem(column, item)
        font = self.table.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        self.table.setFont(font)
        self.table.horizontalHeader().setFont(font)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setMinimumSectionSize(30)
        self.table.verticalHeader().setVisible(False)
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setItemDelegate(_CellDelegate(self.table))
        self.table.installEventFilter(self)
        self.table.itemChanged.connect(self._on_item_changed)
        self.table.currentCellChanged.connect(self._on_current_changed)
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
        return self.table.currentRow()

    def show_mixture(self, mixture: GaussianMixture) -> None:
        """Fill the table; only cells that differ are touched, so a drag stays cheap."""
        self._mixture = mixture
        self._show_error("")
        self._filling = True
        rows_before = self.table.rowCount()
        self.table.setRowCount(len(mixture))
        for row in range(len(mixture)):
            for column, value in enumerate(_cells(mixture, row)):
                self._show_cell(row, column, value)
        self._filling = False
        self._remove.setEnabled(len(mixture) > 1)
        self._add.setEnabled(len(mixture) < MAX_MODES)
        self._count.setText(self.tr("modes: {count}").format(count=len(mixture)))
        if rows_before != len(mixture):
            header = self.table.horizontalHeader().sizeHint().height()
            shown = min(len(mixture), VISIBLE_ROWS)
            self.table.setFixedHeight(header + shown * ROW_HEIGHT + 4)

    def select(self, index: int) -> None:
        """Make a mode's row the current one."""
        if index != self.table.currentRow():
            self.table.setCurrentCell(index, max(self.table.currentColumn(), 1))

    def remove_current(self) -> None:
        """Remove the current mode (without one, the last); one sentence if it is the only one."""
        self._on_remove()

    def refuse(self, sentence: str) -> None:
        """Say below the table why something was refused."""
        self._refuse(sentence)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Qt: Delete removes the current mode."""
        if (
            watched is self.table
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            self._on_remove()
            return True
        return super().eventFilter(watched, event)

    def _show_cell(self, row: int, column: int, value: float) -> None:
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)
        text = f"{value:.3g}"
        if item.data(_EXACT) != value or item.text() != text:
            item.setData(_EXACT, value)
            item.setText(text)

    def _show_error(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    @Slot(QTableWidgetItem)
    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        if self._filling or self._mixture is None:
            return
        row, column = item.row(), item.column()
        cells = list(_cells(self._mixture, row))
        title = self._columns[column][0]
        # float() and not the locale's way: 0.001 stays 0.001 everywhere.
        try:
            cells[column] = float(item.text())
        except ValueError:
            wrong = self.tr("{title}: '{text}' is not a number; write it as 0.02.")
            self._refuse(wrong.format(title=title, text=item.text()))
            return
        weight, x, y, xx, yy, xy = cells
        try:
            mixture = self._mixture.with_mode(
                row, weight=weight, mean=(x, y), covariance=((xx, xy), (xy, yy))
            )
        except InvalidValueError as error:
            self._refuse(translated(told(error)))
            return
        self._show_cell_now(row, column, cells[column])
        text = self.tr("change {title} of mode {number}")
        self.edited.emit(mixture, text.format(title=title, number=row + 1))

    def _show_cell_now(self, row: int, column: int, value: float) -> None:
        self._filling = True
        self._show_cell(row, column, value)
        self._filling = False

    def _refuse(self, sentence: str) -> None:
        self.show_mixture(self._mixture)
        self._show_error(sentence)

    @Slot()
    def _on_remove(self) -> None:
        mixture = self._mixture
        if mixture is None:
            return
        if len(mixture) < 2:
            self._refuse(self.tr("A target has at least one mode: the last one cannot be removed."))
            return
        index = self.current if self.current >= 0 else len(mixture) - 1
        text = self.tr("remove mode {number}").format(number=index + 1)
        self.edited.emit(mixture.without(index), text)

    @Slot(int, int, int, int)
    def _on_current_changed(self, row: int, *_: int) -> None:
        self.mode_selected.emit(row)


def _cells(mixture: GaussianMixture, row: int) -> tuple[float, ...]:
    (xx, xy), (_, yy) = mixture.covariances[row]
    return (mixture.weights[row], *mixture.means[row], xx, yy, xy)
