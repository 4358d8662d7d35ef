"""Frames: the canvas drawn at a fixed pixel size, whatever the window's."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gan_desktop.core.layers import LayerChoice
from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Snapshot, View
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.palette import Palette


class FramePainter:
    """Draws snapshots into pixels, on the GUI thread, with a canvas that is never shown.

    Layers that a snapshot comes without stay as the last one of its run had them.
    """

    def __init__(
        self,
        size: tuple[int, int],
        palette: Palette,
        display: DisplayConfig,
        layers: LayerChoice | None = None,
    ) -> None:
        self._canvas = Canvas(palette)
        self._canvas.set_display(display)
        self._canvas.figure.layers.set_choice(layers or LayerChoice())
        self._show_centres = display.show_centres
        self._canvas.resize(*size)
        # A hidden widget gets its resize event, and with it a layout, when it is first drawn.
        self._canvas.grab()
        self._image = QImage(*size, QImage.Format.Format_RGB32)
        self._background = QColor(palette.surface)

    def frame(self, snapshot: Snapshot, view: View) -> NDArray[np.uint8]:
        """The picture of a snapshot: (height, width, 3) RGB, its own memory."""
        canvas = self._canvas
        canvas.show_target(snapshot.target, self._show_centres)
        # First the view: density contours are of what is seen.
        canvas.figure.set_view(view)
        canvas.show_snapshot(snapshot)
        width, height = self._image.width(), self._image.height()
        self._image.fill(self._background)
        painter = QPainter(self._image)
        # Explicit rectangles: without them the scale of the screen would creep in.
        target = QRectF(0, 0, width, height)
        canvas.render(painter, target, target.toRect(), Qt.AspectRatioMode.IgnoreAspectRatio)
        painter.end()
        pixels = np.frombuffer(self._image.constBits(), np.uint8).reshape(height, -1, 4)
        return np.ascontiguousarray(pixels[:, :width, 2::-1])

    def close(self) -> None:
        """Give the canvas back."""
        self._canvas.close()
        self._canvas.deleteLater()
