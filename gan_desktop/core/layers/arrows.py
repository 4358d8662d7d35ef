"""How long arrows are drawn: one scale for all of a picture, of round numbers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.layers.maps import nice

Vectors = NDArray[np.float32]
# The length that most arrows stay below, and the longest, as parts of the view's shorter side.
USUAL_PART = 0.045
LONGEST_PART = 0.09
MOST = 0.95
# Both sides of the head, as parts of the arrow: along it and across.
HEAD_ALONG, HEAD_ACROSS = 0.32, 0.18


def unit_slope(vectors: Sequence[Vectors], side: float) -> float:
    """The slope that an arrow of one data unit stands for: 1, 2 or 5 times a power of ten.

    Args:
        vectors: (n, 2) slopes of all arrows in the picture.
        side: the shorter side of the view, in data units.
    """
    lengths = np.concatenate([np.hypot(*each.T) for each in vectors])
    usual = float(np.quantile(lengths, MOST)) if lengths.size else 0.0
    return nice(usual / (USUAL_PART * side)) if usual > 1e-12 else 1.0


def lines(at: Vectors, by: Vectors, slope: float, side: float) -> tuple[Vectors, Vectors]:
    """The x and the y of the lines of arrows, (6 n,) each: pairs of shaft, head, head.

    Args:
        at: (n, 2) where they start.
        by: (n, 2) slopes.
        slope: of an arrow of one data unit.
        side: the shorter side of the view, in data units; longer arrows are cut.
    """
    shaft = by / slope
    length = np.hypot(*shaft.T)
    too_long = length > LONGEST_PART * side
    shaft[too_long] *= (LONGEST_PART * side / length[too_long])[:, None]
    across = np.column_stack((-shaft[:, 1], shaft[:, 0])) * HEAD_ACROSS
    tip, back = at + shaft, at + shaft * (1 - HEAD_ALONG)
    parts = np.stack((at, tip, tip, back + across, tip, back - across), axis=1)
    return parts[..., 0].ravel(), parts[..., 1].ravel()
