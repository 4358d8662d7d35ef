"""One picture of several that move together: the figure without handles."""

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel

from gan_desktop.core.snapshot import Snapshot, View
from gan_desktop.ui.figure import Figure
from gan_desktop.ui.overlay import TEXT_EM
from gan_desktop.ui.palette import SPACE, Palette
from gan_desktop.ui.sizes import em

# In em.
LEAST = (11, 9)


class LaneCanvas(pg.PlotWidget):
    """Shows the snapshots of one design.

    Attributes:
        snapshot: what is shown, None for nothing.

    Signals:
        moved: the person zoomed or panned; the others are to follow.
        resized: it has another size.
    """

    moved = Signal()
    resized = Signal()

    def __init__(self, index: int) -> None:
        self.figure = Figure()
        super().__init__(plotItem=self.figure)
        self.setObjectName(f"laneCanvas{index}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.snapshot: Snapshot | None = None
        # There is one for all of them.
        self.figure.point_legend.setVisible(False)
        self._sentence = QLabel(self)
        self._sentence.setObjectName("laneSentence")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sentence.hide()
        self.figure.getViewBox().sigRangeChangedManually.connect(self._on_moved)

    def minimumSizeHint(self) -> QSize:
        """Qt: room for the axes and some points."""
        return QSize(*(em(self, count) for count in LEAST))

    @property
    def view(self) -> View:
        """What is seen."""
        (x_min, x_max), (y_min, y_max) = self.figure.getViewBox().viewRange()
        return (x_min, x_max, y_min, y_max)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self.setBackground(palette.surface)
        self.figure.set_palette(palette)
        self._sentence.setStyleSheet(
            f"color: {palette.text}; background: {palette.error_surface}; "
            f"border: 1px solid {palette.error}; border-radius: 6px; padding: 4px;"
        )

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """Draw; None for nothing."""
        if snapshot is self.snapshot:
            return
        self.snapshot = snapshot
        if snapshot is None:
            self.figure.clear_generated()
        else:
            self.figure.show_snapshot(snapshot)

    def show_sentence(self, text: str) -> None:
        """Why this one stopped, over the picture; "" for none."""
        self._sentence.setText(text)
        self._sentence.setVisible(bool(text))
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: on screen words are as large as the font; in files they have a size of their own."""
        super().showEvent(event)
        self.figure.set_text_size(em(self, TEXT_EM))

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.isVisible():
            self.figure.set_text_size(em(self, TEXT_EM))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Qt: what lies over the picture keeps its place."""
        super().resizeEvent(event)
        if event is not None and hasattr(self, "_sentence"):
            self._place()
            self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: keys belong to the window (pyqtgraph would take some of them)."""
        event.ignore()

    def _place(self) -> None:
        width = self.width() - 2 * SPACE
        height = self._sentence.heightForWidth(width)
        # Above the lower axis.
        self._sentence.setGeometry(SPACE, self.height() - height - em(self, 2.8), width, height)

    @Slot(object)
    def _on_moved(self, _mouse: object) -> None:
        self.moved.emit()
