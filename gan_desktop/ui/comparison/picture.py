"""All designs as one picture for a file: names, verdicts and points side by side."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from gan_desktop.core.snapshot import Snapshot
from gan_desktop.ui.comparison.canvas import LaneCanvas
from gan_desktop.ui.comparison.legend import PointLegend
from gan_desktop.ui.comparison.stage import Stage
from gan_desktop.ui.comparison.style import SAMPLE, lane_sample
from gan_desktop.ui.palette import Palette

SIDE = 640
MARGIN, LINE, LEGEND = 16, 24, 32
_FONT_PX = 16


def comparison_picture(stage: Stage, palette: Palette) -> NDArray[np.uint8]:
    """(height, width, 3) RGB, every design `SIDE` pixels wide and high, whatever the window's."""
    lanes = list(zip(stage.headers, stage.canvases, strict=True))
    width = len(lanes) * (SIDE + MARGIN) + MARGIN
    height = LEGEND + 2 * LINE + SIDE + MARGIN
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(palette.surface))
    painter = QPainter(image)
    font = QFont(painter.font())
    font.setPixelSize(_FONT_PX)
    painter.setFont(font)
    legend = PointLegend()
    legend.set_palette(palette)
    shown = [canvas.snapshot for canvas in stage.canvases if canvas.snapshot is not None]
    legend.show_averages(any(snapshot.average is not None for snapshot in shown))
    legend.draw(painter, QPointF(MARGIN, LEGEND / 2))
    for index, (header, canvas) in enumerate(lanes):
        left = MARGIN + index * (SIDE + MARGIN)
        sample_top = int(LEGEND + (LINE - SAMPLE.height()) / 2)
        painter.drawPixmap(left, sample_top, lane_sample(palette, index))
        indent = SAMPLE.width() + 8
        _write(painter, header.title, QRectF(left + indent, LEGEND, SIDE - indent, LINE),
               palette.text, bold=True)  # fmt: skip
        _write(
            painter, header.verdict, QRectF(left, LEGEND + LINE, SIDE, LINE), header.verdict_colour
        )
        painter.drawImage(left, LEGEND + 2 * LINE, _points(canvas.snapshot, stage, palette))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, -1, 4)
    return np.ascontiguousarray(pixels[:, :width, 2::-1])


def _write(painter: QPainter, text: str, area: QRectF, colour: str, *, bold: bool = False) -> None:
    font = painter.font()
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _points(snapshot: Snapshot | None, stage: Stage, palette: Palette) -> QImage:
    """The points at a fixed size; in an image of its own, since the marks know no offset."""
    canvas = LaneCanvas(0)
    canvas.set_palette(palette)
    canvas.figure.set_display(stage.display)
    canvas.resize(SIDE, SIDE)
    # A hidden widget gets its resize event, and with it a layout, when it is first drawn.
    canvas.grab()
    canvas.show_snapshot(snapshot)
    canvas.figure.set_view(stage.view)
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor(palette.surface))
    painter = QPainter(image)
    target = QRectF(0, 0, SIDE, SIDE)
    canvas.render(painter, target, target.toRect(), Qt.AspectRatioMode.IgnoreAspectRatio)
    painter.end()
    canvas.close()
    canvas.deleteLater()
    return image
