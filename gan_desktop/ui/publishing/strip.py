"""`Strip`: the papers' layout: chosen steps side by side, the target at the right."""

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from gan_desktop.core.layers import LayerChoice, Region
from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.ui.figure import Figure, home_view
from gan_desktop.ui.publishing import devices
from gan_desktop.ui.publishing.paper import PAPER, draw, pen, stage

# All in logical px: a panel's shorter side, the gap between two, the line of text below, and what
# marks and text are drawn with. A panel becomes an inch wide in print.
SIDE = 300
GAP = 14
LABEL = 40
FONT_PX = 25
MARGIN = 4
MARK_PART = 0.8


class Strip:
    """Draws a row of panels with the same limits; on the thread that has the widgets."""

    def __init__(self, display: DisplayConfig, panel: tuple[int, int], layers: LayerChoice) -> None:
        """Prepare.

        Args:
            display: limits, and size of the marks.
            panel: width and height of one panel in px.
            layers: what the panels of steps show.
        """
        scale = min(panel) / SIDE
        self._scale = scale
        self._panel = QSizeF(round(panel[0] / scale), round(panel[1] / scale))
        self._figure = figure = Figure()
        figure.set_palette(PAPER)
        figure.set_display(display)
        figure.scale_marks(MARK_PART)
        figure.show_bare()
        # It would cover a quarter of a panel, and the colours are the same in all.
        figure.layers.colour_bar.setOpacity(0)
        figure.getViewBox().setBorder(pen(PAPER.grid))
        self._widget = stage(figure, self._panel)
        self._layers = layers
        self._view = home_view(display)
        figure.set_view(self._view)

    @property
    def region(self) -> Region:
        """All of the plane that a panel shows."""
        return self._figure.layers.view

    def encoded(self, kind: str, snapshots: list[Snapshot]) -> bytes:
        """A file with the panels of snapshots; `kind` is png, svg or pdf.

        Raises:
            InvalidValueError: as `devices.encoded`.
        """
        count = len(snapshots) + 1
        width = count * self._panel.width() + (count - 1) * GAP + 2 * MARGIN
        logical = QSizeF(width, self._panel.height() + LABEL + 2 * MARGIN)
        size = (round(logical.width() * self._scale), round(logical.height() * self._scale))

        def paint(painter: QPainter, scale: float) -> None:
            self._figure.draw_shapes(scale)
            self._paint(painter, snapshots)

        return devices.encoded(kind, size, logical, paint)

    def close(self) -> None:
        """Take the picture's items apart, in Qt's order and not the garbage collector's."""
        self._widget.close()
        self._widget.deleteLater()

    def _paint(self, painter: QPainter, snapshots: list[Snapshot]) -> None:
        font = QFont()
        font.setPixelSize(FONT_PX)
        figure = self._figure
        figure.set_view(self._view)
        figure.layers.set_choice(self._layers)
        for number, snapshot in enumerate(snapshots):
            figure.show_snapshot(snapshot)
            text = QCoreApplication.translate("Figure", "step {step}")
            self._panel_at(painter, number, font, text.format(step=f"{snapshot.step:,}"))
        figure.layers.set_choice(LayerChoice(on=("real",)))
        text = QCoreApplication.translate("Figure", "target")
        self._panel_at(painter, len(snapshots), font, text)

    def _panel_at(self, painter: QPainter, number: int, font: QFont, text: str) -> None:
        width, height = self._panel.width(), self._panel.height()
        left = MARGIN + number * (width + GAP)
        draw(self._widget, painter, QRectF(left, MARGIN, width, height))
        painter.setFont(font)
        painter.setPen(QColor(PAPER.text))
        area = QRectF(left, MARGIN + height, width, LABEL)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
