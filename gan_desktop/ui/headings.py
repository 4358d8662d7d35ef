"""Headings in the lists of combo boxes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

# Where a combo box's own model keeps a row's flags.
_FLAGS = Qt.ItemDataRole.UserRole - 1


def add_heading(box: QComboBox, text: str) -> None:
    """Add a row that cannot be chosen, in bold.

    By values and not by an item made here: what Python owns must not go with a row.
    """
    box.addItem(text)
    font = box.font()
    font.setBold(True)
    box.setItemData(box.count() - 1, font, Qt.ItemDataRole.FontRole)
    box.setItemData(box.count() - 1, Qt.ItemFlag.NoItemFlags.value, _FLAGS)
