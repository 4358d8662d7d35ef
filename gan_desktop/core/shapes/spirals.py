"""Two spiral arms."""

import numpy as np
from numpy.typing import NDArray


def spirals(uniform: NDArray[np.float64]) -> NDArray[np.float64]:
    """± (a, b) / 3 with (a, b) = t (-cos t, sin t) + (w, w) / 2, t = 3 π sqrt(u), even odds.

    "2spirals" of `toy_data.py` of Grathwohl et al. 2019 (rtqichen/ffjord), whose two widths w are
    independent: one more uniform number is made of what is left of the other two.
    """
    t = 3 * np.pi * np.sqrt(uniform[:, 0])
    # The number that chose the arm is uniform again once the choice is taken out of it.
    second = 2 * uniform[:, 1] % 1
    arm = np.column_stack([-np.cos(t) * t, np.sin(t) * t])
    arm += np.column_stack([uniform[:, 2], second]) / 2
    return np.where(uniform[:, 1:2] < 0.5, arm, -arm) / 3
