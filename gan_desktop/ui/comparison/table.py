"""The settings in which the designs differ."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from gan_desktop.core.differences import Difference
from gan_desktop.ui.comparison.style import LETTERS, SAMPLE, lane_sample
from gan_desktop.ui.font_table import FontTable
from gan_desktop.ui.palette import LIGHT, Palette
from gan_desktop.ui.values_model import Cell, ValuesModel
from gan_desktop.ui.words import translated

_ROLE = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class DifferenceTable(FontTable):
    """One row a setting, one column a design; what is the same in all is not there."""

    def __init__(self) -> None:
        super().__init__()
        self._model = ValuesModel()
        self._model.show_values((self._head(self.tr("Setting")),), ())
        self.setModel(self._model)
        self.setObjectName("differenceTable")
        self.setAccessibleName(self.tr("Settings that differ"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
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
        heads = [self._head(self.tr("Setting"))]
        for index, title in enumerate(self._titles):
            sample = QIcon(lane_sample(self._palette, index))
            more = {_ROLE.ToolTipRole: title, _ROLE.DecorationRole: sample}
            heads.append(self._head(LETTERS[index]) | more)
        self._model.show_values(heads, [self._row(row) for row in self._rows])

    def _row(self, row: Difference) -> Sequence[Cell]:
        texts = (translated(row.label), *map(translated, row.texts))
        cells: list[dict[int, Any]] = [
            {_ROLE.DisplayRole: text, _ROLE.ToolTipRole: text} for text in texts
        ]
        cells[0][_ROLE.ForegroundRole] = QColor(self._palette.muted)
        return cells

    def _head(self, text: str) -> dict[int, Any]:
        return {_ROLE.DisplayRole: text, _ROLE.TextAlignmentRole: _LEFT}
