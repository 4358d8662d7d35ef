"""The modes of a mixture as a table's rows: weight, mean and covariance of each."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from gan_desktop.core.mixture import GaussianMixture

_ROLE = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class MixtureModel(QAbstractTableModel):
    """One row a mode. What is typed into a cell is reported; it changes nothing here.

    Signals:
        typed(row, column, text): the person typed that into a cell.
    """

    typed = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self._mixture: GaussianMixture | None = None
        self._rows: tuple[tuple[float, ...], ...] = ()
        self._columns = (
            (self.tr("weight"), self.tr("Relative mass of the mode")),
            (self.tr("mean x"), self.tr("Centre of the mode, x")),
            (self.tr("mean y"), self.tr("Centre of the mode, y")),
            (self.tr("var x"), self.tr("Variance in x (sigma squared)")),
            (self.tr("var y"), self.tr("Variance in y (sigma squared)")),
            (self.tr("cov xy"), self.tr("Covariance of x and y")),
        )

    @property
    def mixture(self) -> GaussianMixture | None:
        """What is shown, None before there is any."""
        return self._mixture

    def show_mixture(self, mixture: GaussianMixture) -> None:
        """Show another mixture; only rows that differ are reported, so a drag stays cheap."""
        old, new = self._rows, tuple(cells(mixture, row) for row in range(len(mixture)))
        self._mixture = mixture
        if len(new) < len(old):
            self.beginRemoveRows(QModelIndex(), len(new), len(old) - 1)
            self._rows = new
            self.endRemoveRows()
        elif len(new) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self._rows = new
            self.endInsertRows()
        else:
            self._rows = new
        changed = [
            row for row, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]
        ]
        if changed:
            last = self.index(changed[-1], len(self._columns) - 1)
            self.dataChanged.emit(self.index(changed[0], 0), last)

    def title(self, column: int) -> str:
        """The name of a column."""
        return self._columns[column][0]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 -- Qt's
        """Qt: one a mode."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 -- Qt's
        """Qt: the headers'."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Qt: names of the columns, and what they mean."""
        if orientation is Qt.Orientation.Horizontal:
            if role == _ROLE.DisplayRole:
                return self._columns[section][0]
            if role == _ROLE.ToolTipRole:
                return self._columns[section][1]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: every cell can be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Qt: a number with three digits; the exact one for an editor."""
        value = self._rows[index.row()][index.column()]
        if role == _ROLE.DisplayRole:
            return f"{value:.3g}"
        if role == _ROLE.EditRole:
            return repr(value).removesuffix(".0")
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT
        return None

    def setData(self, index: Index, value: str, role: int = _ROLE.EditRole) -> bool:  # noqa: N802
        """Qt: report what was typed."""
        if role != _ROLE.EditRole:
            return False
        self.typed.emit(index.row(), index.column(), value)
        return True


def cells(mixture: GaussianMixture, row: int) -> tuple[float, ...]:
    """Weight, mean x and y, variance x and y, covariance of one mode."""
    (xx, xy), (_, yy) = mixture.covariances[row]
    return (mixture.weights[row], *mixture.means[row], xx, yy, xy)
