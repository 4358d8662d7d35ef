"""Where the parts of the main window are: inputs, canvas with what belongs to it, verdict."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.notices import NoticeArea
from gan_desktop.ui.palette import CURVES_WIDTH, SIDE_WIDTH, SPACE
from gan_desktop.ui.panels.curves import CurvesPanel
from gan_desktop.ui.panels.parameters import ParameterPanel
from gan_desktop.ui.panels.verdict import VerdictPanel
from gan_desktop.ui.slow_motion_strip import SlowMotionStrip
from gan_desktop.ui.timeline_bar import TimelineBar

DEFAULT_SIZE = (1280, 800)
# Narrower, legend and step would lie on each other.
CANVAS_LEAST = 360


class Workbench(QSplitter):
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
        super().__init__(Qt.Orientation.Horizontal)
        self.parameters = ParameterPanel()
        self.verdict = VerdictPanel()
        self.curves = CurvesPanel()
        self.timeline_bar = TimelineBar()
        self.slow_motion = SlowMotionStrip()
        stage, middle, side = QWidget(), QWidget(), QWidget()
        stage.setMinimumWidth(CANVAS_LEAST)
        _fill(stage, canvas, layers, self.timeline_bar)
        self.notices = NoticeArea()
        _fill(middle, stage, self.slow_motion, self.notices)
        side.setMinimumWidth(CURVES_WIDTH - 40)
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
        column.addWidget(self.verdict)
        column.addWidget(self.curves, 1)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for part in (self.parameters, middle, side):
            self.addWidget(part)
        self.setStretchFactor(1, 1)
        self.setSizes([SIDE_WIDTH, DEFAULT_SIZE[0] - SIDE_WIDTH - CURVES_WIDTH, CURVES_WIDTH])


def _fill(parent: QWidget, large: QWidget, *below: QWidget) -> None:
    """One below the other without gaps; the first takes what height there is."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(large, 1)
    for part in below:
        column.addWidget(part)
