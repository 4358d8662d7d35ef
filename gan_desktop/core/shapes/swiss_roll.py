"""The Swiss roll, seen from its side."""

import numpy as np
from numpy.typing import NDArray


def swiss_roll(uniform: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points t (cos t, sin t) / 7.5 with t = 1.5 π (1 + 2 u).

    scikit-learn's make_swiss_roll, columns 0 and 2, over 7.5: `gan_toy.py` of Gulrajani et al.
    2017 (igul222/improved_wgan_training). Its noise of 0.25 before the division is 1/30 here.
    """
    t = 1.5 * np.pi * (1 + 2 * uniform[:, 0])
    return np.column_stack([t * np.cos(t), t * np.sin(t)]) / 7.5
