"""What is trained by, part by part: a line each, which unfolds to formula, reference and note."""

from html import escape

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.explained import Explanation, explanations
from gan_desktop.ui.links import LinkedLabel, linked
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.panels.group import arrow, fold_button
from gan_desktop.ui.words import translated


class ExplainedBox(QWidget):
    """The current choice; which parts are unfolded is remembered while they come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("explainedBox")
        self._unfolded: set[str] = set()
        self._rows: list[_Row] = []
        title = QLabel(self.tr("Explained"))
        title.setToolTip(
            self.tr("Formula, reference and what to look for of each part; click to unfold")
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(title)

    def show_config(self, config: ExperimentConfig) -> None:
        """Show the parts of a config."""
        parts = explanations(config)
        while len(self._rows) < len(parts):
            row = _Row()
            row.folded.connect(self._on_folded)
            self._rows.append(row)
            self._column.addWidget(row)
        for row, part in zip(self._rows, parts, strict=False):
            row.show_part(part, part.key in self._unfolded)
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(parts))

    @Slot(str, bool)
    def _on_folded(self, key: str, unfolded: bool) -> None:
        (self._unfolded.add if unfolded else self._unfolded.discard)(key)


class _Row(QWidget):
    """One part.

    Signals:
        folded(key, unfolded): the person has clicked its line.
    """

    folded = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._part: Explanation | None = None
        self._button = fold_button("explainedButton", "")
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._button.toggled.connect(self._on_toggled)
        self._text = LinkedLabel("explainedText")
        self._text.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 4)
        column.addWidget(self._button)
        column.addWidget(self._text)

    def show_part(self, part: Explanation, unfolded: bool) -> None:
        """Show a part, folded or not."""
        if part != self._part:
            self._part = part
            self._button.setText(translated(part.label))
            self._button.setToolTip(translated(part.summary))
            self._text.setText(self._told(part))
        self._button.setChecked(unfolded)

    def _told(self, part: Explanation) -> str:
        paragraphs = [escape(translated(part.summary), quote=False)]
        if part.note is not None:
            text = self.tr("What to look for: {what} ({known}.)").format(
                what=translated(part.note.text), known=translated(part.note.known.value)
            )
            paragraphs.append(escape(text, quote=False))
        if part.reference:
            paragraphs.append(linked(part.reference))
        margin = f"margin: 0 0 {SPACE // 2}px {2 * SPACE}px"
        return "".join(f'<p style="{margin}">{text}</p>' for text in paragraphs)

    @Slot(bool)
    def _on_toggled(self, unfolded: bool) -> None:
        self._text.setVisible(unfolded)
        self._button.setArrowType(arrow(unfolded))
        if self._part is not None:
            self.folded.emit(self._part.key, unfolded)
