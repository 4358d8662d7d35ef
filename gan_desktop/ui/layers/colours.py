"""Colours of maps: from the generated points' colour over the background to the real ones'.

Red and blue, purple and green: pairs that stay apart for people who do not tell red from green.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from gan_desktop.ui.palette import Palette

# The last entry is for what is not known, and is transparent.
COLOURS = 255
# How much of the way to the colour the ends go: points of that colour must stay visible on them.
STRENGTH = 0.62

Table = NDArray[np.uint32]


def output_table(palette: Palette) -> Table:
    """(256,) ARGB: low looks generated, high looks real."""
    return _diverging(palette.fake, palette.surface, palette.real)


def difference_table(palette: Palette) -> Table:
    """(256,) ARGB: low says too little, high too much."""
    return _diverging(palette.quality, palette.surface, palette.modes)


def between(first: str, second: str, part: float) -> QColor:
    """A colour on the way from one to another."""
    a, b = QColor(first), QColor(second)
    mixed = (round(x + (y - x) * part) for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))
    return QColor(*mixed)


@lru_cache(maxsize=8)
def _diverging(low: str, middle: str, high: str) -> Table:
    parts = np.linspace(-1, 1, COLOURS)
    colours = [
        between(middle, low if part < 0 else high, STRENGTH * abs(part)).rgba() for part in parts
    ]
    table = np.array([*colours, 0], dtype=np.uint32)
    table.flags.writeable = False
    return table
