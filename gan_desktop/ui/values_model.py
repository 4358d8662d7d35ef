"""A table or list of values that are only looked at."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

_ROLE = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
# What a cell or a header has for each role; nothing for the others.
Cell = Mapping[int, Any]


class ValuesModel(QAbstractTableModel):
    """Rows of cells that are replaced as a whole.

    Args:
        rows: the first ones, all of one length.
    """

    def __init__(self, rows: Sequence[Sequence[Cell]] = ()) -> None:
        super().__init__()
        self._headers: tuple[Cell, ...] = ()
        self._rows = tuple(map(tuple, rows))

    def show_values(self, headers: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> None:
        """Show other values; a selection and the place stay while there are as many.

        Args:
            headers: one for each column.
            rows: a cell for each column in each of them.
        """
        new = tuple(map(tuple, rows))
        if len(headers) != len(self._headers) or len(new) != len(self._rows):
            self.beginResetModel()
            self._headers, self._rows = tuple(headers), new
            self.endResetModel()
            return
        self._headers, self._rows = tuple(headers), new
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(headers) - 1)
        if new:
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(headers) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 -- Qt's
        """Qt: rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 -- Qt's
        """Qt: columns."""
        if parent.isValid():
            return 0
        return len(self._headers) or len(self._rows[0] if self._rows else ())

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Qt: of the columns."""
        if orientation is Qt.Orientation.Horizontal and section < len(self._headers):
            return self._headers[section].get(role)
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Qt: of a cell."""
        return self._rows[index.row()][index.column()].get(role)
