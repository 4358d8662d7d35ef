"""The settings in which the designs differ."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from gan_desktop.core.differences import Difference
from gan_desktop.ui.comparison.style import LETTERS, SAMPLE, lane_sample
from gan_desktop.ui.palette import LIGHT, Palette
from gan_desktop.ui.words import translated

_ROW_HEIGHT = 22


class DifferenceTable(QTableWidget):
    """One row a setting, one column a design; what is the same in all is not there."""

    def __init__(self) -> None:
        super().__init__(0, 1)
        self.setObjectName("differenceTable")
        self.setAccessibleName(self.tr("Settings that differ"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setIconSize(SAMPLE)
        self._palette = LIGHT
        self._rows: tuple[Difference, ...] = ()
        self._titles: tuple[str, ...] = ()

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self._show()

    def show_differences(self, rows: Sequence[Difference], titles: Sequence[str]) -> None:
        """The rows, and the designs' names."""
        self._rows, self._titles = tuple(rows), tuple(titles)
        self._show()

    @property
    def as_text(self) -> str:
        """The table with tabs between, as a spreadsheet takes it."""
        head = (self.tr("Setting"), *self._titles)
        body = [(translated(row.label), *map(translated, row.texts)) for row in self._rows]
        return "".join("\t".join(line) + "\n" for line in (head, *body))

    def _show(self) -> None:
        self.setColumnCount(1 + len(self._titles))
        self.setRowCount(len(self._rows))
        self._head(0, self.tr("Setting"))
        for index, title in enumerate(self._titles):
            head = self._head(index + 1, LETTERS[index])
            head.setToolTip(title)
            head.setIcon(QIcon(lane_sample(self._palette, index)))
        for place, row in enumerate(self._rows):
            cells = (translated(row.label), *map(translated, row.texts))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if not column:
                    item.setForeground(QColor(self._palette.muted))
                self.setItem(place, column, item)

    def _head(self, column: int, text: str) -> QTableWidgetItem:
        head = QTableWidgetItem(text)
        head.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalHeaderItem(column, head)
        return head
