"""The points of the very step that slow motion shows, and where each of them should go."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

from gan_desktop.core.phases import SubStep
from gan_desktop.core.snapshot import Points, finite
from gan_desktop.ui.palette import Palette

# Marks are so much larger than the cloud's: they are told apart without their colour.
LARGER = 1.4
# More arrows would hide each other.
MOST_ARROWS = 150
# The length that nine tenths of the arrows stay below, as a part of the picture's width.
ARROW_PART = 0.07
# Longer ones are cut at so many times that length: one wild point is not to shrink the others.
LONGEST = 2.0
HEAD_PART = 0.3


class StepMarks:
    """Larger marks and arrows over the clouds of a plot."""

    def __init__(self, plot: pg.PlotItem, real_symbol: object, fake_symbol: object) -> None:
        self._real = pg.ScatterPlotItem(symbol=real_symbol, pen=None, pxMode=True)
        self._fake = pg.ScatterPlotItem(symbol=fake_symbol, pen=None, pxMode=True)
        self._arrows = pg.PlotCurveItem(connect="pairs", skipFiniteCheck=True)
        for item in (self._real, self._fake, self._arrows):
            item.setZValue(5)
            item.setVisible(False)
            plot.addItem(item, ignoreBounds=True)

    @property
    def arrows(self) -> int:
        """How many are drawn."""
        drawn = self._arrows.getData()[0]
        return 0 if drawn is None or not self._arrows.isVisible() else len(drawn) // 6

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._real.setBrush(pg.mkBrush(palette.real))
        self._fake.setBrush(pg.mkBrush(palette.fake))
        self._arrows.setPen(pg.mkPen(palette.selected, width=1.5))

    def set_size(self, size: float) -> None:
        """Size of the clouds' marks, in pixels."""
        for cloud in (self._real, self._fake):
            cloud.setSize(LARGER * size)

    def show_part(self, part: SubStep | None, width: float) -> frozenset[str]:
        """Mark what a sub-step is about.

        Args:
            part: the sub-step; None takes all marks away.
            width: of the picture, in data units.

        Returns:
            The layers whose points are marked.
        """
        marked = set()
        for key, cloud, points in (
            ("real", self._real, part and part.real),
            ("fake", self._fake, part and part.fake),
        ):
            cloud.setVisible(points is not None)
            if points is not None:
                # The points of a generator that has diverged may be NaN or infinite.
                there = finite(points)
                cloud.setData(there[:, 0], there[:, 1])
                marked.add(key)
        shown = part is not None and part.pull is not None and part.fake is not None
        self._arrows.setVisible(shown)
        if shown:
            assert part is not None  # noqa: S101 -- as `shown` says
            assert part.pull is not None  # noqa: S101 -- as `shown` says
            assert part.fake is not None  # noqa: S101 -- as `shown` says
            lines = arrow_lines(part.fake, part.pull, ARROW_PART * width)
            self._arrows.setData(lines[:, 0], lines[:, 1])
            marked.add("arrows")
        return frozenset(marked)


def arrow_lines(at: Points, pull: Points, length: float) -> NDArray[np.float64]:
    """Arrows as pairs of points: a shaft and the two sides of its head.

    Args:
        at: (n, 2) where they begin.
        pull: (n, 2) what they stand for; their lengths are in proportion to it.
        length: what nine tenths of them stay below, in data units.

    Returns:
        (6 m, 2), m of the n points evenly chosen, without those whose pull is 0 or not finite,
        or that are not finite themselves.
    """
    every = -(-len(at) // MOST_ARROWS)
    at, pull = np.asarray(at, float)[::every], np.asarray(pull, float)[::every]
    norms = np.linalg.norm(pull, axis=1)
    good = np.isfinite(norms) & (norms > 0) & np.isfinite(at).all(axis=1)
    at, pull, norms = at[good], pull[good], norms[good]
    if not len(at):
        return np.empty((0, 2))
    scaled = np.minimum(norms / np.quantile(norms, 0.9), LONGEST) * length
    by = pull / norms[:, None] * scaled[:, None]
    tip, across = at + by, by[:, ::-1] * (-1.0, 1.0)
    base = tip - HEAD_PART * by
    sides = (base + HEAD_PART / 2 * across, base - HEAD_PART / 2 * across)
    return np.stack((at, tip, tip, sides[0], tip, sides[1]), axis=1).reshape(-1, 2)
