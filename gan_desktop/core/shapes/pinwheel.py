"""A pinwheel."""

import numpy as np
from numpy.typing import NDArray

BLADES = 5
RADIAL, TANGENTIAL = 0.3, 0.1
RATE = 0.25


def pinwheel(uniform: NDArray[np.float64]) -> NDArray[np.float64]:
    """2 R(-a) (r, s): r ~ N(1, 0.3²), s ~ N(0, 0.1²), a = 2 π k / 5 + e^r / 4, k of 0 to 4.

    Johnson et al. 2016 (arXiv:1603.06277), as in `toy_data.py` of Grathwohl et al. 2019
    (rtqichen/ffjord). The normal numbers are made from uniform ones (Box and Muller 1958).
    """
    length = np.sqrt(-2 * np.log1p(-uniform[:, 0]))
    turn = 2 * np.pi * uniform[:, 1]
    r = 1 + RADIAL * length * np.cos(turn)
    s = TANGENTIAL * length * np.sin(turn)
    angle = 2 * np.pi * np.floor(BLADES * uniform[:, 2]) / BLADES + RATE * np.exp(r)
    cosine, sine = np.cos(angle), np.sin(angle)
    return 2 * np.column_stack([r * cosine + s * sine, s * cosine - r * sine])
