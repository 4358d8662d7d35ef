"""A table whose rows are as high as its font needs."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTableView

from gan_desktop.ui.sizes import row_height


class FontTable(QTableView):
    """Sets the height of its rows anew when its font changes."""

    def __init__(self) -> None:
        super().__init__()
        self._fit_rows()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self))
