"""The line in which one setting of a design is changed."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from gan_desktop.core.config import all_params
from gan_desktop.ui.values_model import ValuesModel
from gan_desktop.ui.words import translated

_ROLE = Qt.ItemDataRole
# The same for all designs, or of the target, whose tables are no line to type.
_LEFT_OUT = ("training.seed", "display.", "target.")


class ChangeEdit(QLineEdit):
    """`setting=value` as for `--set`; the settings complete themselves.

    Signals:
        wanted(text): Enter was pressed, or the line was left, after it was edited.
    """

    wanted = Signal(str)

    def __init__(self, index: int) -> None:
        super().__init__()
        self.setObjectName(f"changeEdit{index}")
        self.setAccessibleName(self.tr("Change one setting"))
        self.setPlaceholderText(self.tr("setting=value"))
        self.setToolTip(
            self.tr("One setting that is other here, such as regularisers.r1=1; empty for none")
        )
        rows = [
            (
                {
                    _ROLE.DisplayRole: f"{translated(param.label)}  ·  {path}",
                    _ROLE.UserRole: f"{path}=",
                },
            )
            for path, param in all_params()
            if not path.startswith(_LEFT_OUT)
        ]
        # Kept here: a completer does not own its model.
        self._settings = ValuesModel(rows)
        completer = QCompleter(self._settings, self)
        completer.setCompletionRole(Qt.ItemDataRole.UserRole)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self._told = ""
        self.textChanged.connect(self._on_text)
        self.editingFinished.connect(self._on_finished)

    def show_change(self, text: str) -> None:
        """What is changed."""
        self._told = text
        self.setText(text)

    def set_invalid(self, invalid: bool) -> None:
        """Whether what stands there was refused."""
        self.setProperty("invalid", invalid)
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc takes back what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._told:
            self.setText(self._told)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        """Qt: the list of settings is as wide as its words."""
        super().focusInEvent(event)
        popup = self.completer().popup()
        popup.setMinimumWidth(popup.sizeHintForColumn(0) + 32)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        # A completion counts as typed, too.
        self.setModified(text != self._told)

    @Slot()
    def _on_finished(self) -> None:
        if self.isModified():
            self.setModified(False)
            self._told = self.text()
            self.wanted.emit(self.text())
