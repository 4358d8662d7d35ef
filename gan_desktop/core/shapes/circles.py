"""Concentric circles."""

import numpy as np
from numpy.typing import NDArray


def circles(uniform: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points r (cos t, sin t) with t = 2 π u and r = 3 or 1.5, even odds.

    scikit-learn's make_circles(factor=0.5) times 3, as in `toy_data.py` of Grathwohl et al. 2019
    (rtqichen/ffjord); its noise of 0.08 is 0.24 here.
    """
    t = 2 * np.pi * uniform[:, 0]
    radius = np.where(uniform[:, 1] < 0.5, 3.0, 1.5)
    return np.column_stack([radius * np.cos(t), radius * np.sin(t)])
