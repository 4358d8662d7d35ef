"""A checkerboard."""

import numpy as np
from numpy.typing import NDArray


def checkerboard(uniform: NDArray[np.float64]) -> NDArray[np.float64]:
    """Uniform on the squares of side 2 in [-4, 4]² whose column and row are both even or both odd.

    The field's usual board, as in `toy_data.py` of Grathwohl et al. 2019 (arXiv:1810.01367):
    x = 4 u - 2; y = v - 2 w + (floor(x) mod 2) with v of [0, 1) and w of {0, 1}; all times 2.
    """
    x = 4 * uniform[:, 0] - 2
    y = uniform[:, 1] - 2 * np.floor(2 * uniform[:, 2]) + np.floor(x) % 2
    return 2 * np.column_stack([x, y])
