"""`Paper`: the canvas' figure without handles, light, with thin axes, at any size."""

from dataclasses import replace

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from gan_desktop.core.layers import LayerChoice, Region
from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Snapshot, View
from gan_desktop.ui.figure import Figure, home_view
from gan_desktop.ui.palette import LIGHT
from gan_desktop.ui.publishing import devices

# Axes and numbers that can be read in print.
PAPER = replace(LIGHT, muted="#333b49", grid="#6b7484")
# A picture whose shorter side has this many px is drawn as the canvas is; larger ones keep its
# proportions, and small ones keep their words readable.
USUAL_SIDE = 640
LEAST_SCALE = 0.7


def pen(colour: str) -> pg.QtGui.QPen:
    """A line of one logical px, whatever the size of the picture."""
    return pg.mkPen(colour, width=1.0, cosmetic=False)


class Paper:
    """Draws snapshots; on the thread that has the widgets."""

    def __init__(
        self,
        display: DisplayConfig,
        size: tuple[int, int],
        view: View | None = None,
        layers: LayerChoice | None = None,
    ) -> None:
        """Prepare.

        Args:
            display: size of the marks, and the limits where `view` is None.
            size: width and height in px.
            view: what is shown.
            layers: what is seen; as a new canvas if None.
        """
        self._size = size
        scale = max(min(size) / USUAL_SIDE, LEAST_SCALE)
        self._logical = QSizeF(round(size[0] / scale), round(size[1] / scale))
        self.figure = Figure()
        self.figure.set_palette(PAPER)
        self.figure.set_display(display)
        for side in ("left", "bottom"):
            self.figure.getAxis(side).setPen(pen(PAPER.grid))
        self._widget = stage(self.figure, self._logical)
        self._view = view or home_view(display)
        self.figure.set_view(self._view)
        self.figure.layers.set_choice(layers or LayerChoice())

    @property
    def region(self) -> Region:
        """All of the plane that is seen."""
        return self.figure.layers.view

    def image(self, snapshot: Snapshot) -> QImage:
        """A snapshot in pixels."""
        self._show(snapshot)
        return devices.paint_image(self._size, self._logical, self._paint)

    def encoded(self, kind: str, snapshot: Snapshot) -> bytes:
        """A file with a picture of a snapshot; `kind` is png, svg or pdf.

        Raises:
            InvalidValueError: as `devices.encoded`.
        """
        self._show(snapshot)
        return devices.encoded(kind, self._size, self._logical, self._paint)

    def close(self) -> None:
        """Take the picture's items apart, in Qt's order and not the garbage collector's."""
        self._widget.close()
        self._widget.deleteLater()

    def _show(self, snapshot: Snapshot) -> None:
        self.figure.set_view(self._view)
        self.figure.show_snapshot(snapshot)

    def _paint(self, painter: QPainter, scale: float) -> None:
        self.figure.draw_shapes(scale)
        draw(self._widget, painter, QRectF(0, 0, self._logical.width(), self._logical.height()))


def stage(figure: Figure, size: QSizeF) -> pg.GraphicsView:
    """A widget that is never shown, and gives a figure its size (logical px)."""
    widget = pg.GraphicsView()
    widget.setBackground(None)
    widget.setCentralItem(figure)
    widget.resize(size.toSize())
    # A hidden widget gets its resize event, and with it a layout, when it is first drawn.
    widget.grab()
    return widget


def draw(widget: pg.GraphicsView, painter: QPainter, target: QRectF) -> None:
    """Draw all of a figure into a part of a picture (logical px)."""
    widget.render(painter, target, widget.rect(), Qt.AspectRatioMode.IgnoreAspectRatio)
