"""The table of seeds, and the button that opens one of them in the window."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.app.jury import JuryProgress
from gan_desktop.ui.font_table import FontTable
from gan_desktop.ui.judging.seed_model import (
    FIRST_VALUE,
    SEED,
    STATE,
    VERDICT,
    WHY,
    SeedModel,
)
from gan_desktop.ui.palette import Palette
from gan_desktop.ui.sizes import em

# The widest text of each column but the last, which takes the rest.
_WIDEST = {
    SEED: "12345",
    STATE: "running, step 20,000",
    VERDICT: "✘ Collapse inside the modes",
    FIRST_VALUE: "Modes",
    FIRST_VALUE + 1: "High quality",
    FIRST_VALUE + 2: "Reverse KL",
}
_PADDING = 28
# In em.
_LEAST_COLUMN = 4


class SeedTable(QWidget):
    """One row a seed.

    Attributes:
        open_button: opens the current row's seed; to be placed by the owner.

    Signals:
        seed_wanted(seed): train that one in the window.
    """

    seed_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._model = SeedModel()
        self._steady = False
        self._view = view = FontTable()
        view.setObjectName("seedTable")
        view.setAccessibleName(self.tr("Seeds"))
        view.setModel(self._model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.setShowGrid(False)
        view.verticalHeader().hide()
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        # Double click, or Enter.
        view.activated.connect(self._on_activated)
        view.selectionModel().currentRowChanged.connect(self._show_button)
        self._model.modelReset.connect(self._show_button)
        self.open_button = QPushButton()
        self.open_button.setObjectName("openSeedButton")
        self.open_button.setAutoDefault(False)
        self.open_button.setToolTip(
            self.tr(
                "Train this seed again in the window, from step 0 to its end: the same points, "
                "bit for bit. Can be undone."
            )
        )
        self.open_button.clicked.connect(self._on_open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)
        self._widen()
        self._show_button()

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._model.set_palette(palette)

    def show_progress(self, progress: JuryProgress | None, *, running: bool) -> None:
        """How far all seeds are."""
        self._model.show_progress(progress, running=running)
        if running and not self._steady:
            self._widen()
        elif not running and self._steady:
            # Nothing will change any more: all room for the last column.
            self._view.resizeColumnToContents(STATE)
            self._view.resizeColumnToContents(VERDICT)
        self._steady = running

    def _widen(self) -> None:
        """Columns of steady width: nothing jumps while numbers change."""
        metrics = QFontMetrics(self._view.font())
        header = self._view.horizontalHeader()
        header.setMinimumSectionSize(em(self._view, _LEAST_COLUMN))
        for column, text in _WIDEST.items():
            self._view.setColumnWidth(column, metrics.horizontalAdvance(text) + _PADDING)

    @Slot()
    def _show_button(self) -> None:
        current = self._view.currentIndex()
        self.open_button.setEnabled(current.isValid())
        text = self.tr("Open a seed in the window")
        if current.isValid():
            # Also when the row is taken by Tab and not by a click: one sees which it is.
            self._view.selectRow(current.row())
            seed = self._model.seed_at(current.row())
            text = self.tr("Open seed {seed} in the window").format(seed=seed)
        self.open_button.setText(text)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.seed_wanted.emit(self._model.seed_at(index.row()))

    @Slot()
    def _on_open(self) -> None:
        self._on_activated(self._view.currentIndex())
