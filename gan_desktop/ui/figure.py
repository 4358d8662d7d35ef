"""The picture: points, centres, legend and step on equal axes. Canvas and frames draw the same."""

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QTransform
from PySide6.QtWidgets import QGraphicsItem

from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Points, Snapshot, View, finite
from gan_desktop.ui.layers.figure_layers import FigureLayers
from gan_desktop.ui.overlay import TEXT_PX, Caption, Legend, font_of
from gan_desktop.ui.palette import Palette

# Where points lie on each other, all of them are to be seen.
POINT_OPACITY = 0.8
# In parts of the size of the words: numbers at the axes, and room for them.
TICK_PART, LEFT_AXIS, BOTTOM_AXIS = 12 / 13, 42 / 13, 2.0


def _plus() -> QPainterPath:
    """A thin plus sign in the unit square: filled, so that no pen slows the scatter down."""
    path = QPainterPath()
    arm, half = 0.11, 0.5
    path.addRect(QRectF(-arm, -half, 2 * arm, 2 * half))
    path.addRect(QRectF(-half, -arm, half - arm, 2 * arm))
    path.addRect(QRectF(arm, -arm, half - arm, 2 * arm))
    return path


def _diamond() -> QPainterPath:
    """A small square on its tip."""
    path = QPainterPath()
    path.addRect(QRectF(-0.3, -0.3, 0.6, 0.6))
    return QTransform().rotate(45).map(path)


PLUS = _plus()
CROSS = QTransform().rotate(45).map(_plus())
DIAMOND = _diamond()


def home_view(display: DisplayConfig) -> View:
    """x_min, x_max, y_min, y_max that Home returns to."""
    return (*display.x_limits, *display.y_limits)


class Figure(pg.PlotItem):
    """A plot with both clouds; whoever owns it adds handles or renders it.

    Attributes:
        layers: what else is seen, and how opaque each is.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setMenuEnabled(False)
        self.hideButtons()
        # Room for the outermost tick labels.
        self.layout.setContentsMargins(2, 10, 14, 4)
        box = self.getViewBox()
        box.setAspectLocked(True)
        box.disableAutoRange()
        box.setLimits(minXRange=1e-4, maxXRange=1e5, minYRange=1e-4, maxYRange=1e5)
        self._real = pg.ScatterPlotItem(symbol=PLUS, pen=None, pxMode=True)
        self._fake = pg.ScatterPlotItem(symbol=CROSS, pen=None, pxMode=True)
        self._average = pg.ScatterPlotItem(symbol=DIAMOND, pen=None, pxMode=True)
        clouds = {"real": self._real, "fake": self._fake, "average": self._average}
        for cloud in clouds.values():
            self.addItem(cloud)
        self.layers = FigureLayers(self, clouds)
        translate = QCoreApplication.translate
        self._rows = (
            (PLUS, translate("Figure", "real data")),
            (CROSS, translate("Figure", "generated data")),
            (DIAMOND, translate("Figure", "averaged generator")),
        )
        self.point_legend = Legend(box, self._rows[:2])
        self.step_caption = Caption(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.hint = Caption(box, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter)
        self.step_caption.avoid(self.point_legend)
        self.set_text_size(TEXT_PX)
        box.sigResized.connect(self._on_resized)
        self._text_colour = ""
        self._colours: tuple[str, ...] = ()
        self._legend_colours = ("", "", "")
        self._step_number: int | None = None

    def set_palette(self, palette: Palette) -> None:
        """Colours of everything in the picture."""
        self._colours = (palette.real, palette.fake, palette.average)
        for item, colour in zip(
            (self._real, self._fake, self._average), self._colours, strict=True
        ):
            brush = QColor(colour)
            brush.setAlphaF(POINT_OPACITY)
            item.setBrush(pg.mkBrush(brush))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(palette.grid)
            axis.setTextPen(palette.muted)
        self._legend_colours = (palette.text, palette.line, palette.surface)
        self._colour_legend()
        self.layers.set_palette(palette)
        self._text_colour = palette.text
        for caption in (self.step_caption, self.hint):
            caption.set_fill(palette.surface)
        self._show_step()

    @property
    def written(self) -> tuple[QGraphicsItem, ...]:
        """What is written over the picture, in pixels."""
        return self.point_legend, self.step_caption, self.hint, self.layers.colour_bar

    def set_text_size(self, pixels: int) -> None:
        """How large all words in the picture are."""
        tick = font_of(round(TICK_PART * pixels))
        # Steady axes: with ones that grow with their labels, a zoom would move the view again.
        for side, extent in (("left", LEFT_AXIS), ("bottom", BOTTOM_AXIS)):
            axis = self.getAxis(side)
            axis.setStyle(tickFont=tick)
            (axis.setWidth if side == "left" else axis.setHeight)(round(extent * pixels))
        for item in (self.point_legend, self.step_caption, self.hint, self.layers):
            item.set_text_size(pixels)

    def set_display(self, display: DisplayConfig) -> None:
        """Sizes of the marks."""
        self._real.setSize(display.point_size)
        self._fake.setSize(display.point_size)
        self._average.setSize(display.point_size)

    def set_view(self, view: View) -> None:
        """Show at least this box, with equal axes."""
        x_min, x_max, y_min, y_max = view
        self.getViewBox().setRange(xRange=(x_min, x_max), yRange=(y_min, y_max), padding=0)

    def draw_shapes(self, scale: float) -> None:
        """Draw the marks as shapes and not as stamped pixels: for files.

        Args:
            scale: of the painter; marks would keep their size in its pixels otherwise.
        """
        for cloud in (self._real, self._fake, self._average):
            cloud.setExportMode(True, {"resolutionScale": scale})

    def scale_marks(self, part: float) -> None:
        """Marks of another size than the one that was set."""
        for cloud in (self._real, self._fake, self._average):
            cloud.setSize(part * cloud.opts["size"])

    def show_bare(self) -> None:
        """Points alone: no axes, no legend, no step."""
        self.layout.setContentsMargins(0, 0, 0, 0)
        for side in ("left", "bottom"):
            self.hideAxis(side)
        for item in (self.point_legend, self.step_caption, self.hint):
            item.setVisible(False)

    def show_real(self, points: Points) -> None:
        """Draw the target's points alone (there is no generator yet)."""
        self._real.setData(points[:, 0], points[:, 1])

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw all clouds and the step."""
        self._real.setData(snapshot.real[:, 0], snapshot.real[:, 1])
        self._fake.setData(snapshot.fake[:, 0], snapshot.fake[:, 1])
        self._show_average(snapshot.average)
        self.layers.show_snapshot(snapshot)
        self._step_number = snapshot.step
        self._show_step()

    def clear_generated(self) -> None:
        """A new run: what the old one generated is gone."""
        self._fake.setData([], [])
        self._show_average(None)
        self.layers.clear()
        self._step_number = None
        self._show_step()

    def _show_average(self, points: Points | None) -> None:
        shown = len(self.point_legend.rows) == len(self._rows)
        if points is not None:
            # Averaged weights may give NaN or infinite points where the present weights do not.
            there = finite(points)
            self._average.setData(there[:, 0], there[:, 1])
        elif shown:
            self._average.setData([], [])
        if shown is not (points is not None):
            self.point_legend.set_rows(self._rows if points is not None else self._rows[:2])
            self._colour_legend()
            self.step_caption.place()

    def _colour_legend(self) -> None:
        count = len(self.point_legend.rows)
        self.point_legend.set_colours(self._colours[:count], *self._legend_colours)

    def _show_step(self) -> None:
        text = ""
        if self._step_number is not None:
            text = QCoreApplication.translate("Figure", "step {step}")
            text = text.format(step=f"{self._step_number:,}")
        self.step_caption.show_text(text, self._text_colour)

    def _on_resized(self, _box: object) -> None:
        self.step_caption.place()
        self.hint.place()
        self.layers.colour_bar.place()


def outside(snapshot: Snapshot, view: View) -> int:
    """How many points of a snapshot, real and generated, are not in the view."""
    x_min, x_max, y_min, y_max = view
    count = 0
    for points in (snapshot.real, snapshot.fake):
        x, y = points.T
        inside = (x >= x_min) & (x <= x_max) & (y >= y_min) & (y <= y_max)
        count += len(points) - int(inside.sum())
    return count
