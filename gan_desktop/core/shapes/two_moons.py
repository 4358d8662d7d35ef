"""Two half moons."""

import numpy as np
from numpy.typing import NDArray


def two_moons(uniform: NDArray[np.float64]) -> NDArray[np.float64]:
    """2 m + (-1, -0.2): m = (cos t, sin t) or (1 - cos t, 0.5 - sin t), t = π u, even odds.

    scikit-learn's make_moons in the place of `toy_data.py` of Grathwohl et al. 2019
    (rtqichen/ffjord); its noise of 0.1 is 0.2 here.
    """
    t = np.pi * uniform[:, 0]
    outer = uniform[:, 1] < 0.5
    x = np.where(outer, np.cos(t), 1 - np.cos(t))
    y = np.where(outer, np.sin(t), 0.5 - np.sin(t))
    return np.column_stack([2 * x - 1, 2 * y - 0.2])
