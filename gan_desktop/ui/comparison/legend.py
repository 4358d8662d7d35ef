"""What the marks in all pictures mean, once."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_desktop.ui.figure import CROSS, DIAMOND, PLUS
from gan_desktop.ui.palette import LIGHT, SPACE, Palette
from gan_desktop.ui.sizes import row_height

_SYMBOL = 11


class PointLegend(QWidget):
    """The symbols with their names in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pointLegend")
        self._palette = LIGHT
        self._averages = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(name for _, name, _ in self.rows))

    @property
    def rows(self) -> list[tuple[QPainterPath, str, str]]:
        """Symbol, name and colour of each kind of point there is."""
        palette = self._palette
        rows = [
            (PLUS, self.tr("real data"), palette.real),
            (CROSS, self.tr("generated data"), palette.fake),
        ]
        if self._averages:
            rows.append((DIAMOND, self.tr("averaged generator"), palette.average))
        return rows

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self.update()

    def show_averages(self, shown: bool) -> None:
        """Whether any of the designs has an averaged generator."""
        self._averages = shown
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as wide as the names."""
        names = sum(self.fontMetrics().horizontalAdvance(name) for _, name, _ in self.rows)
        return QSize(names + len(self.rows) * (_SYMBOL + 3 * SPACE), row_height(self))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw."""
        painter = QPainter(self)
        self.draw(painter, QPointF(0, self.height() / 2))

    def draw(self, painter: QPainter, place: QPointF) -> None:
        """Draw from `place`, the middle of the left side."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = place.x(), place.y()
        for symbol, name, colour in self.rows:
            painter.save()
            painter.translate(QPointF(x + _SYMBOL / 2, middle))
            painter.scale(_SYMBOL, _SYMBOL)
            painter.fillPath(symbol, QColor(colour))
            painter.restore()
            painter.setPen(QColor(self._palette.text))
            height = painter.fontMetrics().height()
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(
                int(x + _SYMBOL + SPACE), int(middle - height / 2), width + SPACE, height,
                Qt.AlignmentFlag.AlignVCenter, name,
            )  # fmt: skip
            x += _SYMBOL + width + 3 * SPACE
