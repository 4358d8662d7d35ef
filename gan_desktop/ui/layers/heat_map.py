"""A map: colours for its values, smooth between cells, and contour lines over them."""

import contourpy
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from gan_desktop.core.layers.density import cell_centres
from gan_desktop.core.layers.maps import MapView
from gan_desktop.ui.layers.colours import COLOURS, Table


class HeatMap(pg.GraphicsObject):
    """One map; empty until it is given one."""

    def __init__(self, dash: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._area = QRectF()
        self._lines: list[tuple[QPainterPath, QPen]] = []
        self._dash = dash

    def show_map(self, view: MapView, table: Table, line: str, filled: bool) -> None:
        """Draw a map.

        Args:
            view: the values and their range.
            table: (256,) colours.
            line: colour of the contour lines.
            filled: with colours, not only lines.
        """
        self.prepareGeometryChange()
        x_min, x_max, y_min, y_max = view.region
        self._area = QRectF(x_min, y_min, x_max - x_min, y_max - y_min)
        self._image = _image(view, table) if filled else None
        self._lines = [
            (path, _pen(line, level == view.middle, self._dash))
            for level, path in zip(view.levels, _contours(view), strict=True)
        ]
        self.update()

    def boundingRect(self) -> QRectF:
        """Qt: the area, in data units."""
        return self._area

    def paint(self, painter: QPainter, *_: object) -> None:
        """Qt: draw."""
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._area, self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for path, pen in self._lines:
            painter.setPen(pen)
            painter.drawPath(path)


def _image(view: MapView, table: Table) -> QImage:
    scale = (COLOURS - 1) / (view.high - view.low)
    unknown = np.isnan(view.values)
    places = np.where(unknown, 0.0, (view.values - view.low) * scale)
    index = np.clip(places + 0.5, 0, COLOURS - 1).astype(np.uint8)
    index[unknown] = COLOURS
    pixels = np.ascontiguousarray(table[index])
    rows, columns = pixels.shape
    image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32)
    # A copy of Qt's own, in the format that it blends fastest.
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _contours(view: MapView) -> list[QPainterPath]:
    rows, columns = view.values.shape
    x, _ = cell_centres(view.region, columns)
    _, y = cell_centres(view.region, rows)
    return contour_paths(x, y, view.values, view.levels)


def contour_paths(
    x: np.ndarray, y: np.ndarray, values: np.ndarray, levels: tuple[float, ...]
) -> list[QPainterPath]:
    """The lines of each level in (rows, columns) values; NaN ends a line."""
    found = contourpy.contour_generator(
        x,
        y,
        values,
        name="serial",
        line_type=contourpy.LineType.ChunkCombinedNan,
    )
    paths = []
    for level in levels:
        (points,) = found.lines(level)[0]
        if points is None:
            paths.append(QPainterPath())
        else:
            paths.append(pg.arrayToQPath(points[:, 0], points[:, 1], connect="finite"))
    return paths


def _pen(colour: str, middle: bool, dash: Qt.PenStyle) -> QPen:
    shade = QColor(colour)
    shade.setAlphaF(0.85 if middle else 0.45)
    pen = QPen(shade, 1.6 if middle else 1.0, dash)
    pen.setCosmetic(True)
    return pen
