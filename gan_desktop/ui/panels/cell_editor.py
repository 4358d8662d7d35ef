"""The editor of a table's cell: it is known while it is open, and can be closed at any time."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Index = QModelIndex | QPersistentModelIndex


class Typing(NamedTuple):
    """What stands in an open editor and is not committed yet."""

    row: int
    column: int
    text: str


class CellDelegate(QStyledItemDelegate):
    """Edits a cell as text, as the model gives it for the edit role."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._editor: QLineEdit | None = None
        self._cell = (-1, -1)

    @property
    def row(self) -> int:
        """The row whose cell is being edited, -1 for none."""
        return -1 if self._editor is None else self._cell[0]

    @property
    def typing(self) -> Typing | None:
        """What was typed and is not committed yet, None for nothing."""
        if self._editor is None or not self._editor.isModified():
            return None
        return Typing(*self._cell, self._editor.text())

    def close(self) -> None:
        """Close the editor without committing; without one, nothing happens."""
        if self._editor is not None:
            self.closeEditor.emit(self._editor, self.EndEditHint.RevertModelCache)

    def createEditor(  # noqa: N802 -- Qt's name
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """Qt: a line without a frame."""
        editor = QLineEdit(parent)
        editor.setFrame(False)
        self._editor, self._cell = editor, (index.row(), index.column())
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Qt: the editor is closed."""
        if editor is self._editor:
            self._editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QLineEdit, index: Index) -> None:  # noqa: N802
        """Qt: the exact number, not the rounded one that is shown."""
        editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QLineEdit, model: QObject, index: Index) -> None:  # noqa: N802
        """Qt: the text as it was typed."""
        # First: the edit that follows must not find it uncommitted, and commit it once more.
        editor.setModified(False)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Qt: Enter commits at once.

        Qt itself does it from its event queue, where the row may be gone before.
        """
        if event.type() is QEvent.Type.KeyPress and event.key() in _ENTER:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, self.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)
