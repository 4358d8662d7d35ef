"""One editor per kind of input; `make_editor` is the registry.

An editor reports what was typed as text or value; it never decides whether that is allowed.
"""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from shiboken6 import isValid

from gan_desktop.core.params import Choice, Flag, Number, Numbers, Param
from gan_desktop.ui.elided import ElidedComboBox
from gan_desktop.ui.words import translated


class TextEditor(QLineEdit):
    """A number, or several with commas. Text in, text out, always with a decimal point.

    Enter and leaving the field commit, Esc takes back what was typed; for a single number the up
    and down keys go to the next value.

    Signals:
        committed(text): what the person typed.
    """

    committed = Signal(str)

    def __init__(self, param: Number | Numbers) -> None:
        super().__init__()
        self._param = param
        self._value: Any = None
        self.editingFinished.connect(self._on_finished)

    def value(self) -> Any:
        """The value shown last."""
        return self._value

    def setValue(self, value: Any) -> None:
        """Show a value; what was typed and not committed is given up."""
        self._value = value
        text = self._param.text(value)
        if text != self.text():
            self.setText(text)
        self.setModified(False)

    def event(self, event: QEvent) -> bool:
        """Qt: leave undo, redo and Space to the window unless something is half typed."""
        if event.type() is QEvent.Type.ShortcutOverride:
            undo_keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            undo = any(event.matches(key) for key in undo_keys) and not self.isModified()
            # A single number has no blanks, so Space can always play and pause.
            space = event.key() == Qt.Key.Key_Space
            if undo or (space and (isinstance(self._param, Number) or not self.isModified())):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc, up and down."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text() != self._param.text(self._value):
            self.setValue(self._value)
            self.committed.emit(self.text())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and isinstance(self._param, Number):
            count = 1 if key == Qt.Key.Key_Up else -1
            self.committed.emit(self._param.text(self._param.stepped(self._value, count)))
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_finished(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.committed.emit(self.text())


class ChoiceEditor(ElidedComboBox):
    """One of a registry's entries.

    Signals:
        committed(key): what the person chose.
    """

    committed = Signal(str)

    def __init__(self, param: Choice) -> None:
        super().__init__()
        for entry in param.registry:
            self.addItem(translated(entry.label), entry.key)
            self.setItemData(
                self.count() - 1, translated(entry.summary), Qt.ItemDataRole.ToolTipRole
            )
        self.activated.connect(self._on_activated)

    def value(self) -> str:
        """The key shown."""
        return self.currentData()

    def setValue(self, value: str) -> None:
        """Show a key."""
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: object) -> None:
        """Qt: the wheel scrolls the panel, it never changes a setting by accident."""
        event.ignore()

    @Slot(int)
    def _on_activated(self, _index: int) -> None:
        self.committed.emit(self.currentData())


class FlagEditor(QCheckBox):
    """Yes or no.

    Signals:
        committed(text): "true" or "false".
    """

    committed = Signal(str)

    def __init__(self, param: Flag) -> None:
        super().__init__(translated(param.label))
        self._param = param
        self.clicked.connect(self._on_clicked)

    def value(self) -> bool:
        """What is shown."""
        return self.isChecked()

    def setValue(self, value: bool) -> None:
        """Show a value."""
        self.setChecked(value)

    @Slot(bool)
    def _on_clicked(self, checked: bool) -> None:
        self.committed.emit(self._param.text(checked))


_EDITORS = {Number: TextEditor, Numbers: TextEditor, Choice: ChoiceEditor, Flag: FlagEditor}


def commit_typing(window: QWidget) -> None:
    """Commit what is being typed in a window, as Enter would."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QLineEdit) and focus.isModified() and window.isAncestorOf(focus):
        focus.clearFocus()
        # The editor of a table's cell has gone with its focus.
        if isValid(focus) and focus.isVisible():
            focus.setFocus()


def make_editor(path: str, param: Param) -> QWidget:
    """The editor of one input, named by its config path."""
    editor = _EDITORS[type(param)](param)
    editor.setObjectName(path)
    editor.setAccessibleName(translated(param.label))
    return editor
