"""Each mode's ellipse, coloured by coverage, with the coverage in percent beside it."""

import math
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from gan_desktop.core.ellipse import axes
from gan_desktop.core.metrics.modes import CAPTURED_PART, HIGH_QUALITY_RADIUS, coverage
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.snapshot import Points
from gan_desktop.ui.layers.colours import between
from gan_desktop.ui.overlay import TEXT_PX
from gan_desktop.ui.palette import Palette

# Of the size of the words in the picture.
FONT_PART = 0.85
# More modes' numbers would lie on each other.
MOST_LABELS = 40
# Room for the numbers around the ellipses, in parts of their size.
ROOM = 5.5


@dataclass(frozen=True)
class Mark:
    """One mode's ellipse: centre, half axis vectors, coverage (1 is its share)."""

    centre: QPointF
    long: QPointF
    short: QPointF
    coverage: float


def marks(points: Points, mixture: GaussianMixture) -> list[Mark]:
    """An ellipse a mode, with the generated points within it over its share of all."""
    found = coverage(points, mixture)
    parts = found.counts / (found.shares * found.points)
    made = []
    for (x, y), covariance, part in zip(mixture.means, mixture.covariances, parts, strict=True):
        long, short = (
            QPointF(HIGH_QUALITY_RADIUS * dx, HIGH_QUALITY_RADIUS * dy)
            for dx, dy in axes(covariance)
        )
        made.append(Mark(QPointF(x, y), long, short, float(part)))
    return made


class Ellipses(pg.GraphicsObject):
    """All modes' ellipses."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[Mark] = []
        self._palette: Palette | None = None
        self._area = QRectF()
        self._font = QFont()
        self.set_text_size(TEXT_PX)

    def set_text_size(self, pixels: int) -> None:
        """Numbers beside words of this size."""
        self.prepareGeometryChange()
        self._font.setPixelSize(round(FONT_PART * pixels))
        self._font.setBold(True)
        self.update()

    def show_marks(self, found: list[Mark], palette: Palette) -> None:
        """Draw these."""
        self.prepareGeometryChange()
        self.marks, self._palette = found, palette
        corners = [
            (mark.centre.x() + sign * reach, mark.centre.y() + sign * reach)
            for mark in found
            for reach in [math.hypot(mark.long.x(), mark.long.y())]
            for sign in (-1, 1)
        ]
        if corners:
            (left, low), (right, high) = np.min(corners, axis=0), np.max(corners, axis=0)
            self._area = QRectF(left, low, right - left, high - low)
        self.update()

    def boundingRect(self) -> QRectF:
        """Qt: the area with the numbers, in data units."""
        size = self.pixelVectors()[0]
        unit = (
            0.0 if size is None else ROOM * self._font.pixelSize() * math.hypot(size.x(), size.y())
        )
        return self._area.adjusted(-unit, -unit, unit, unit)

    def viewTransformChanged(self) -> None:  # noqa: N802 -- pyqtgraph's name
        """pyqtgraph: another zoom; the numbers keep their size."""
        self.prepareGeometryChange()

    def paint(self, painter: QPainter, *_: object) -> None:
        """Qt: draw."""
        if self._palette is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        labelled = len(self.marks) <= MOST_LABELS
        transform = painter.transform()
        for mark in self.marks:
            colour = coverage_colour(mark.coverage, self._palette)
            missing = mark.coverage < CAPTURED_PART
            pen = QPen(colour, 2.0, Qt.PenStyle.DashLine if missing else Qt.PenStyle.SolidLine)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.save()
            painter.translate(mark.centre)
            painter.rotate(math.degrees(math.atan2(mark.long.y(), mark.long.x())))
            long = math.hypot(mark.long.x(), mark.long.y())
            short = math.hypot(mark.short.x(), mark.short.y())
            painter.drawEllipse(QPointF(0, 0), long, short)
            painter.restore()
            if labelled:
                painter.save()
                painter.resetTransform()
                self._label(painter, transform.map(self._place(mark)), mark)
                painter.restore()

    def _place(self, mark: Mark) -> QPointF:
        # The ellipse's highest point is so far above its centre.
        return mark.centre + QPointF(0, math.hypot(mark.long.y(), mark.short.y()))

    def _label(self, painter: QPainter, place: QPointF, mark: Mark) -> None:
        text = f"{100 * mark.coverage:.0f}%"
        painter.setFont(self._font)
        size = self._font.pixelSize()
        area = QRectF(place.x() - 2 * size, place.y() - 1.5 * size, 4 * size, 1.4 * size)
        fill = QColor(self._palette.surface)
        fill.setAlphaF(0.75)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(area, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(coverage_colour(mark.coverage, self._palette))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def coverage_colour(part: float, palette: Palette) -> QColor:
    """Orange at 0, green at its share, purple at twice its share and above."""
    if part <= 1:
        return between(palette.selected, palette.quality, part)
    return between(palette.quality, palette.modes, min(part - 1, 1.0))
