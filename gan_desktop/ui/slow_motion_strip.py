"""The strip under the canvas in slow motion: which sub-step it is, and what is computed in it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from gan_desktop.core.phases import Phase, SubStep
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.words import translated

# Of the sentence; a narrow window has more.
_LEAST_LINES = 2


class SlowMotionStrip(QFrame):
    """Draws what it is given; the active sub-step is framed, bold and marked with an arrow.

    Signals:
        hold_wanted(held): stay here, or go on by itself.
        next_wanted: the next sub-step.
        closed: no more slow motion.
    """

    hold_wanted = Signal(bool)
    next_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("slowMotionStrip")
        self.setAccessibleName(self.tr("Slow motion"))
        self._part: SubStep | None = None
        self._lines = _LEAST_LINES
        self._chips = tuple(self._chip() for _ in Phase)
        row = QHBoxLayout()
        row.setSpacing(2)
        for chip in self._chips:
            row.addWidget(chip)
        row.addStretch(1)
        self._sentence = QLabel()
        self._sentence.setObjectName("slowMotionSentence")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._hold = QPushButton(self.tr("Hold"))
        self._hold.setObjectName("holdButton")
        self._hold.setCheckable(True)
        self._hold.setToolTip(self.tr("Stay at this sub-step; again to go on"))
        self._hold.toggled.connect(self.hold_wanted)
        following = QPushButton(self.tr("Next"))
        following.setObjectName("nextPartButton")
        following.setToolTip(self.tr("The next sub-step, and hold there (,)"))
        following.clicked.connect(self.next_wanted)
        close = QToolButton()
        close.setObjectName("closeSlowMotion")
        close.setText("×")
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("End slow motion"))
        close.setToolTip(self.tr("Finish the step and end slow motion (Shift+Space)"))
        close.clicked.connect(self.closed)
        lower = QHBoxLayout()
        lower.setSpacing(SPACE)
        lower.addWidget(self._sentence, 1)
        for button in (self._hold, following, close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            lower.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        layout.setSpacing(SPACE // 2)
        layout.addLayout(row)
        layout.addLayout(lower)
        self.hide()

    def show_part(self, on: bool, held: bool, part: SubStep | None) -> None:
        """Whether it is slow motion at all, whether it holds, and where it is."""
        self.setVisible(on)
        self._part = part
        self._hold.blockSignals(True)
        self._hold.setChecked(held)
        self._hold.blockSignals(False)
        self._show_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is no room for all names, the others are numbers."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lines = _LEAST_LINES
            self._show_words()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_sentence"):
            self._lines = _LEAST_LINES
            self._show_words()

    def _show_words(self) -> None:
        part = self._part
        if part is None:
            sentence = self.tr("The next step begins.")
        else:
            name, text = translated(part.label), translated(part.sentence)
            sentence = self.tr("{name}: {text}").format(name=name, text=text)
        self._sentence.setText(sentence)
        self._make_room(sentence)
        self._sentence.setAccessibleName(sentence)
        for short in (False, True):
            self._show_chips(short)
            needed = sum(chip.sizeHint().width() + 2 for chip in self._chips) + 2 * SPACE
            if needed <= self.width():
                return

    def _make_room(self, sentence: str) -> None:
        """The lines of the longest sentence so far: the canvas must not move with each one."""
        metrics, wrap = self._sentence.fontMetrics(), Qt.TextFlag.TextWordWrap
        area = metrics.boundingRect(0, 0, self._sentence.width(), 10_000, wrap, sentence)
        self._lines = max(self._lines, -(-area.height() // metrics.lineSpacing()))
        self._sentence.setFixedHeight(self._lines * metrics.lineSpacing() + 4)

    def _show_chips(self, short: bool) -> None:
        for number, (chip, phase) in enumerate(zip(self._chips, Phase, strict=True), 1):
            active = self._part is not None and self._part.phase is phase
            name = translated(phase.value)
            full = self.tr("{number} {name}").format(number=number, name=name)
            chip.setText(str(number) if short and not active else f"▸ {full}" if active else full)
            chip.setToolTip(full)
            if chip.property("active") is not active:
                chip.setProperty("active", active)
                chip.style().unpolish(chip)
                chip.style().polish(chip)

    @staticmethod
    def _chip() -> QLabel:
        chip = QLabel()
        chip.setObjectName("phaseChip")
        chip.setProperty("active", False)
        # A narrow window stays narrow.
        chip.setMinimumWidth(1)
        return chip
