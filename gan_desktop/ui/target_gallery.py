"""The gallery of named targets, each with a picture drawn from its points."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QModelIndex, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QDialog, QLabel, QListView, QVBoxLayout, QWidget

from gan_desktop.core.targets import TARGETS, NamedTarget
from gan_desktop.ui.keys import closes_by_key
from gan_desktop.ui.palette import SPACE, Palette
from gan_desktop.ui.placing import place
from gan_desktop.ui.sizes import em
from gan_desktop.ui.values_model import ValuesModel
from gan_desktop.ui.words import translated

SIDE = 96
POINTS = 400
POINT_PX = 1.6
# Of the picture, on each side.
MARGIN = 0.06
COLUMNS = 5
ROWS_SHOWN = 4
# Beside a picture and below it, in em.
AROUND, NAME = 4.7, 4.0
_ROLE = Qt.ItemDataRole
_KEY = _ROLE.UserRole


@lru_cache(maxsize=128)
def thumbnail(named: NamedTarget, palette: Palette, scale: float = 1.0) -> QImage:
    """A picture of a target's view, `SIDE` wide, drawn from some of its points."""
    side = round(SIDE * scale)
    picture = QImage(side, side, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    picture.fill(QColor(palette.surface))
    points = named.target.sample(POINTS, np.random.default_rng(0))
    (x_low, x_high), (y_low, y_high) = named.x_limits, named.y_limits
    # Equal axes: the longer side of the view fills the picture.
    unit = (1 - 2 * MARGIN) * SIDE / max(x_high - x_low, y_high - y_low)
    x = SIDE / 2 + unit * (points[:, 0] - (x_low + x_high) / 2)
    y = SIDE / 2 - unit * (points[:, 1] - (y_low + y_high) / 2)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(palette.real), POINT_PX)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(QPolygonF([QPointF(*place) for place in zip(x, y, strict=True)]))
    painter.end()
    return picture


class TargetGallery(QDialog):
    """Pictures to choose from: by a click, or by the arrow keys and Enter.

    Signals:
        chosen(key): the person has chosen; the gallery closes.
    """

    chosen = Signal(str)

    def __init__(self, palette: Palette, current: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("targetGallery")
        closes_by_key(self)
        self.setWindowTitle(self.tr("Targets"))
        self._list = QListView()
        self._list.setObjectName("targetList")
        self._list.setAccessibleName(self.tr("Targets"))
        self._list.setViewMode(QListView.ViewMode.IconMode)
        self._list.setMovement(QListView.Movement.Static)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setWordWrap(True)
        self._list.setIconSize(QSize(SIDE, SIDE))
        size = QSize(SIDE + em(self, AROUND), SIDE + em(self, NAME))
        self._list.setGridSize(size)
        scale = self.devicePixelRatioF()
        rows = []
        for named in TARGETS:
            about = translated(named.about)
            cell = {
                _ROLE.DisplayRole: translated(named.label),
                _ROLE.DecorationRole: QIcon(QPixmap.fromImage(thumbnail(named, palette, scale))),
                _ROLE.ToolTipRole: about,
                _ROLE.AccessibleDescriptionRole: about,
                _KEY: named.key,
            }
            rows.append((cell,))
        # Kept here: a view does not own its model.
        self._model = ValuesModel(rows)
        self._list.setModel(self._model)
        self._about = QLabel()
        self._about.setObjectName("description")
        self._about.setWordWrap(True)
        self._about.setMinimumHeight(2 * self._about.fontMetrics().lineSpacing())
        self._list.selectionModel().currentChanged.connect(self._on_current)
        self._list.clicked.connect(self._on_chosen)
        self._list.activated.connect(self._on_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(self._list)
        layout.addWidget(self._about)
        scroll = self._list.verticalScrollBar().sizeHint().width()
        self._list.setMinimumSize(2 * size.width() + scroll + SPACE, size.height() + SPACE)
        margins = 2 * SPACE + 2 * self._list.frameWidth() + SPACE
        about = self._about.minimumHeight() + layout.spacing()
        width = COLUMNS * size.width() + scroll + margins
        place(self, QSize(width, ROWS_SHOWN * size.height() + margins + about))
        row = TARGETS.keys().index(current) if current else 0
        self._list.setCurrentIndex(self._model.index(row, 0))
        self._list.setFocus()

    @Slot()
    def _on_current(self) -> None:
        self._about.setText(self._list.currentIndex().data(_ROLE.ToolTipRole))

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        # Some styles send a click and an activation for one press.
        if self.result() != QDialog.DialogCode.Accepted:
            self.accept()
            self.chosen.emit(index.data(_KEY))
