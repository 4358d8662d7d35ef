"""Which method is trained by, explained, and what is wrong with the combination."""

from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gan_desktop.core.combinations import problems
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.methods import methods
from gan_desktop.ui.elided import ElidedComboBox
from gan_desktop.ui.links import LinkedLabel, linked
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.panels.explained import ExplainedBox
from gan_desktop.ui.words import translated


class MethodBox(QWidget):
    """A choice of named methods over loss, regularisers and dynamics, explained.

    Signals:
        chosen(key): a method is wanted.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        label = QLabel(self.tr("Method"))
        self._box = ElidedComboBox()
        self._box.setObjectName("methodBox")
        self._box.setAccessibleName(self.tr("Method"))
        self._box.setToolTip(
            self.tr("Sets loss, regularisers and dynamics at once; target and length stay")
        )
        self._box.setPlaceholderText(self.tr("A combination of one's own"))
        for method in methods().values():
            self._box.addItem(translated(method.label), method.key)
            index = self._box.count() - 1
            tip = f"{translated(method.summary)} {method.reference}"
            self._box.setItemData(index, tip, Qt.ItemDataRole.ToolTipRole)
        self._box.activated.connect(self._on_activated)
        label.setBuddy(self._box)
        self._about = LinkedLabel("description")
        self._explained = ExplainedBox()
        self._problem = QLabel()
        self._problem.setObjectName("fieldError")
        self._problem.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 4)
        for widget in (label, self._box, self._about, self._problem, self._explained):
            layout.addWidget(widget)

    def show_config(self, config: ExperimentConfig) -> None:
        """Show which method a config is, in formulas, and what is wrong with it."""
        key = next((m.key for m in methods().values() if m.apply(config) == config), None)
        self._box.setCurrentIndex(-1 if key is None else self._box.findData(key))
        self._about.setVisible(key is not None)
        if key is not None:
            method = methods()[key]
            summary = escape(translated(method.summary), quote=False)
            self._about.setText(f"{summary} {linked(method.reference)}")
        self._explained.show_config(config)
        sentences = [translated(problem.sentence) for problem in problems(config)]
        self._problem.setText(" ".join(sentences))
        self._problem.setVisible(bool(sentences))

    @Slot(int)
    def _on_activated(self, _index: int) -> None:
        self.chosen.emit(self._box.currentData())
