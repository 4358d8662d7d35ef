"""A straight line."""

import numpy as np
from numpy.typing import NDArray


def line(uniform: NDArray[np.float64]) -> NDArray[np.float64]:
    """(x, x) with x = 5 u - 2.5: "line" of `toy_data.py`, Grathwohl et al. 2019 (ffjord)."""
    x = 5 * uniform[:, 0] - 2.5
    return np.column_stack([x, x])
