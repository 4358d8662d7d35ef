"""Where the parts of the main window are: inputs, canvas with what belongs to it, verdict."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.column_scroll import ColumnScroll
from gan_desktop.ui.columns import Columns
from gan_desktop.ui.notices import NoticeArea
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.panels.curves import CurvesPanel
from gan_desktop.ui.panels.parameters import ParameterPanel
from gan_desktop.ui.panels.verdict import VerdictPanel
from gan_desktop.ui.slow_motion_strip import SlowMotionStrip
from gan_desktop.ui.timeline_bar import TimelineBar


class Workbench(Columns):
    """Three columns; the middle one takes what width there is.

    Attributes:
        parameters: the left column.
        timeline_bar, slow_motion: the middle column, below canvas and layers.
        notices: the bar of notices, below it.
        verdict, curves: the right column.

    Args:
        canvas: the middle of it all.
        layers: the strip below the canvas.
    """

    def __init__(self, canvas: Canvas, layers: QWidget) -> None:
        super().__init__()
        self.parameters = ParameterPanel()
        self.verdict = VerdictPanel()
        self.curves = CurvesPanel()
        self.timeline_bar = TimelineBar()
        self.slow_motion = SlowMotionStrip()
        stage, middle, side = QWidget(), QWidget(), QWidget()
        _fill(stage, canvas, layers, self.timeline_bar)
        self.notices = NoticeArea()
        _fill(middle, stage, self.slow_motion, self.notices)
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
        column.addWidget(self.verdict)
        column.addWidget(self.curves, 1)
        self.set_columns(self.parameters, middle, ColumnScroll(side))


def _fill(parent: QWidget, large: QWidget, *below: QWidget) -> None:
    """One below the other without gaps; the first takes what height there is."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(large, 1)
    for part in below:
        column.addWidget(part)
