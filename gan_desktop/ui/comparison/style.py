"""Letter, colour and line of each design, the same wherever it is shown."""

import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from gan_desktop.ui.palette import Palette

LETTERS = "ABCD"
SAMPLE = QSize(24, 12)
# Names of the palette's colours, and lengths of dashes and gaps in widths of the line: the designs
# differ by both, since some people see no colours.
_COLOURS = ("accent", "selected", "quality", "modes")
_DASHES = ((), (5.0, 2.0), (1.5, 1.5), (5.0, 1.5, 1.5, 1.5))
_WIDTH = 1.6
# Sharp also where the screen is magnified.
_MAGNIFIED = 3


def lane_colour(palette: Palette, index: int) -> str:
    """The colour of a design's line."""
    return getattr(palette, _COLOURS[index])


def lane_pen(palette: Palette, index: int, width: float = _WIDTH) -> QPen:
    """The line of a design."""
    pen = pg.mkPen(QColor(lane_colour(palette, index)), width=width)
    if _DASHES[index]:
        pen.setDashPattern(_DASHES[index])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def lane_sample(palette: Palette, index: int) -> QPixmap:
    """A piece of that line."""
    sample = QPixmap(SAMPLE * _MAGNIFIED)
    sample.setDevicePixelRatio(_MAGNIFIED)
    sample.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sample)
    pen = lane_pen(palette, index, 2.0)
    pen.setCosmetic(False)
    painter.setPen(pen)
    middle = SAMPLE.height() // 2
    painter.drawLine(0, middle, SAMPLE.width(), middle)
    painter.end()
    return sample
