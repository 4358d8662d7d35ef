"""One input with its label, what a change of it means, and what is wrong with it."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.params import Flag, Param
from gan_desktop.core.words import told, unit_of
from gan_desktop.ui.editors import TextEditor, make_editor
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.words import translated


class Field(QWidget):
    """Label, editor, unit, "applies now" or "needs a restart", and an error sentence.

    Signals:
        edited(path, value): the person entered an allowed value.
    """

    edited = Signal(str, object)

    def __init__(self, path: str, param: Param) -> None:
        super().__init__()
        self._path, self._param = path, param
        self._reference: Any = None
        self._shown: Any = None
        self._unused = ""
        self.editor = make_editor(path, param)
        self.editor.committed.connect(self._on_committed)
        if isinstance(self.editor, TextEditor):
            self.editor.textEdited.connect(self._on_typing)
        is_flag = isinstance(param, Flag)
        self._label = label = ElidedLabel("" if is_flag else translated(param.label))
        label.setBuddy(self.editor)
        self._hint = hint = QLabel(self._when())
        hint.setObjectName("hint")
        self._reset = QToolButton()
        self._reset.setObjectName("resetField")
        self._reset.setText("↺")
        self._reset.setAccessibleName(self.tr("Back to the preset's value"))
        self._reset.setToolTip(self.tr("Back to the preset's value"))
        self._reset.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._reset.setVisible(False)
        self._reset.clicked.connect(self._on_reset)
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        self._error.setVisible(False)
        allowed = self.tr("Allowed: {allowed}.").format(allowed=translated(param.allowed()))
        self._tip = f"<p>{translated(param.tooltip)}</p><p>{allowed}</p>"
        self._show_tip()

        self._unit = QLabel(translated(param.unit))
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.editor if is_flag else label)
        top.addStretch(1)
        top.addWidget(self._reset)
        top.addWidget(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        if not is_flag:
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addWidget(self.editor, 1)
            if param.unit:
                self._unit.setObjectName("hint")
                row.addWidget(self._unit)
            layout.addLayout(row)
        layout.addWidget(self._error)

    def show_value(self, value: Any, reference: Any) -> None:
        """Show what the config holds, and whether that is the preset's.

        A refused text stays, to be mended, until its own value changes.
        """
        self._reference = reference
        self._reset.setVisible(value != reference)
        if self._error.text() and value == self._shown:
            return
        self._shown = value
        self._unit.setText(translated(unit_of(self._param.text(value), self._param.unit)))
        self.editor.setValue(value)
        self.show_error("")

    def show_unused(self, reason: str) -> None:
        """Grey the input while its value takes no part.

        The button that resets it stays: a value given in vain can be taken away.

        Args:
            reason: why, in a sentence; "" where it takes part.
        """
        if reason == self._unused:
            return
        self._unused = reason
        self._hint.setText(self._when())
        self._show_tip()
        for widget in (self.editor, self._label):
            widget.setEnabled(not reason)
        if reason and self._error.text():
            # A refused text could not be mended any more.
            self.editor.setValue(self._shown)
            self.show_error("")

    def _when(self) -> str:
        """Say when a change of the setting takes effect."""
        if self._unused:
            return self.tr("takes no part")
        return self.tr("applies now") if self._param.live else self.tr("needs a restart")

    def _show_tip(self) -> None:
        tip = f"<p><b>{self._unused}</b></p>{self._tip}" if self._unused else self._tip
        for widget in (self, self.editor, self._label):
            widget.setToolTip(tip)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong; "" for nothing."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        if self.editor.property("invalid") is not bool(sentence):
            self.editor.setProperty("invalid", bool(sentence))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    @Slot(str)
    def _on_committed(self, text: str) -> None:
        try:
            value = self._param.parse(text)
        except (ValueError, InvalidValueError) as error:
            self.show_error(translated(told(error)))
            return
        self.show_error("")
        self.edited.emit(self._path, value)

    @Slot()
    def _on_typing(self) -> None:
        self.show_error("")

    @Slot()
    def _on_reset(self) -> None:
        self.show_error("")
        self.edited.emit(self._path, self._reference)
