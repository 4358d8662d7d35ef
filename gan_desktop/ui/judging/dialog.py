"""The window "Judge this design": puts the parts together."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.app.judging import Judged, JudgingOrder, JudgingProgress
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.ui.column_scroll import ColumnScroll
from gan_desktop.ui.judging.bands import Bands
from gan_desktop.ui.judging.card import ResultCard
from gan_desktop.ui.judging.design import design_line
from gan_desktop.ui.judging.inputs import Inputs
from gan_desktop.ui.judging.seed_table import SeedTable
from gan_desktop.ui.judging.status import JudgingStatus
from gan_desktop.ui.keys import closes_by_key
from gan_desktop.ui.palette import SPACE, Palette
from gan_desktop.ui.placing import place
from gan_desktop.ui.sizes import em

# Fits on a screen of 1280 x 720.
SIZE = QSize(1220, 670)
# Of the result, in em; and the part of the window that it is at most.
CARD_WIDTH, CARD_PART = 32, 0.4


class JudgingDialog(QDialog):
    """Shows what it is given, and reports what the person wants.

    Signals:
        start_wanted(JudgingOrder): judge this.
        cancel_wanted: give up what runs.
        remedy_wanted(verdict): what helps against it is to be tried.
        seed_wanted(seed): train that one in the window.
        save_wanted, copy_wanted: the result as a file, or as text.
    """

    start_wanted = Signal(object)
    cancel_wanted = Signal()
    remedy_wanted = Signal(object)
    seed_wanted = Signal(object)
    save_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("judgingDialog")
        closes_by_key(self)
        self.setWindowTitle(self.tr("Judge this design"))
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        self._design: tuple[ExperimentConfig, ExperimentConfig] | None = None
        self._judged: Judged | None = None
        self._running = False
        self._name = QLabel()
        self._name.setObjectName("designLine")
        self._name.setWordWrap(True)
        self._name.setTextFormat(Qt.TextFormat.RichText)
        self._inputs = Inputs()
        self._status = JudgingStatus()
        self._seeds = SeedTable()
        self._bands = Bands()
        self._bands.setVisible(False)
        self._card = ResultCard()
        self._card_scroll = ColumnScroll(self._card)
        self._show_card(False)
        self._inputs.start_wanted.connect(self._on_start)
        self._inputs.cancel_wanted.connect(self.cancel_wanted)
        self._seeds.seed_wanted.connect(self.seed_wanted)
        self._card.remedy_wanted.connect(self.remedy_wanted)
        self._save = self._button("saveJudgedButton", self.tr("Save JSON…"))
        self._save.setToolTip(self.tr("All results in a file, as the command line writes them"))
        self._save.clicked.connect(self.save_wanted)
        self._copy = self._button("copyJudgedButton", self.tr("Copy as text"))
        self._copy.setToolTip(self.tr("The result as the command line prints it"))
        self._copy.clicked.connect(self.copy_wanted)
        self._note = QLabel()
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.show_note("")
        close = self._button("closeJudgingButton", self.tr("Close"))
        close.setToolTip(self.tr("Judging goes on; open this window again to see it"))
        close.clicked.connect(self.close)
        self._arrange(close)
        self._show_files()

    def _arrange(self, close: QPushButton) -> None:
        left = QSplitter(Qt.Orientation.Vertical)
        left.setHandleWidth(1)
        left.setChildrenCollapsible(False)
        left.addWidget(self._seeds)
        left.addWidget(self._bands)
        left.setStretchFactor(0, 3)
        left.setStretchFactor(1, 2)
        parts = QWidget()
        middle = QHBoxLayout(parts)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(2 * SPACE)
        middle.addWidget(left, 1)
        middle.addWidget(self._card_scroll)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._seeds.open_button)
        buttons.addWidget(self._note, 1)
        for button in (self._save, self._copy, close):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        column.setSpacing(SPACE)
        column.addWidget(self._name)
        column.addWidget(self._inputs)
        column.addWidget(self._status)
        column.addWidget(ColumnScroll(parts), 1)
        column.addLayout(buttons)
        place(self, SIZE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the seeds have most of the width."""
        super().resizeEvent(event)
        self._card_scroll.setFixedWidth(
            min(em(self, CARD_WIDTH), round(CARD_PART * event.size().width()))
        )

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        for part in (self._seeds, self._bands, self._card):
            part.set_palette(palette)

    def show_design(self, config: ExperimentConfig, reference: ExperimentConfig) -> None:
        """What Start will judge; while something is being judged, that stays."""
        if self._running:
            return
        self._design = config, reference
        self._name.setText(f"<b>{design_line(config, reference)}</b>")
        self._inputs.show_design(config)

    def show_state(self, *, running: bool, cancelling: bool) -> None:
        """Whether something is being judged."""
        began = running and not self._running
        self._running = running
        self._inputs.show_running(running=running, cancelling=cancelling)
        if began:
            self.show_note("")
            self._judged = None
            self._show_card(False)
            self._bands.setVisible(False)
            self._seeds.show_progress(None, running=True)
        self._show_files()

    def show_progress(self, progress: JudgingProgress | None, *, cancelling: bool) -> None:
        """How far it is."""
        if self._running:
            self._status.show_progress(progress, cancelling=cancelling)
            if progress is not None:
                self._seeds.show_progress(progress.jury, running=True)

    def show_result(self, judged: Judged, progress: JudgingProgress | None) -> None:
        """It has ended."""
        self._status.show_result(judged)
        self._seeds.show_progress(None if progress is None else progress.jury, running=False)
        if judged.summary is not None:
            self._card.show_result(judged)
            self._show_card(True)
            self._judged = judged
            # In a turn of their own: both at once would hold the window up for a tenth of a second.
            QTimer.singleShot(0, self, self._show_bands)
        self._show_files()

    def show_failure(self, reason: str) -> None:
        """There is no result."""
        self._status.show_failure(reason)
        self._seeds.show_progress(None, running=False)

    def show_note(self, text: str, *, wrong: bool = False) -> None:
        """What became of a file."""
        self._note.setObjectName("fieldError" if wrong else "judgingNote")
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)
        self._note.setText(text)
        self._note.setToolTip(text)

    @Slot()
    def _show_bands(self) -> None:
        judged = self._judged
        if judged is not None and judged.summary.steps:
            self._bands.show_summary(judged.summary, len(judged.order.config.target))
            self._bands.setVisible(True)

    def _show_card(self, shown: bool) -> None:
        for part in (self._card, self._card_scroll):
            part.setVisible(shown)

    def _show_files(self) -> None:
        for button in (self._save, self._copy):
            button.setEnabled(not self._running and not self._card.isHidden())

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        # Enter in a number commits it and starts nothing.
        button.setAutoDefault(False)
        return button

    @Slot()
    def _on_start(self) -> None:
        if self._design is None:
            return
        config, reference = self._design
        inputs = self._inputs
        self.start_wanted.emit(
            JudgingOrder(
                design_line(config, reference),
                config.with_values({"training.steps": inputs.steps.value}),
                reference,
                inputs.seeds.value,
                inputs.jobs.value,
            )
        )
