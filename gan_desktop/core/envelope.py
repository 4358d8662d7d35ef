"""Curves with no more points than the screen can show."""

import numpy as np

from gan_desktop.core.series import Floats

# Rows of the result for one column: first, lowest, highest, last, and the gap behind them.
_ROWS = 5


def envelope(steps: Floats, values: Floats, columns: int) -> tuple[Floats, Floats]:
    """What a line over all values covers, for a picture of so many columns.

    Each column keeps its first, lowest, highest and last value: drawn, it looks the same as all
    of them. A value that is not finite is a gap, and remains one: what it separates is not joined.

    Args:
        steps: (n,) ascending.
        values: (n,) NaN for a gap.
        columns: of the picture, at least 1.

    Returns:
        Steps and values, unchanged where they are few (but infinities are NaN), else five for
        each column at most.
    """
    values = np.where(np.isfinite(values), values, np.nan)
    if len(values) <= _ROWS * columns:
        return steps, values
    place = (steps - steps[0]) * (columns / (steps[-1] - steps[0]))
    column = np.minimum(place.astype(np.int64), columns - 1)
    first = np.flatnonzero(np.diff(column, prepend=-1))
    last = np.append(first[1:], len(values)) - 1
    gap = np.logical_or.reduceat(np.isnan(values), first)
    out_values = np.column_stack(
        (
            values[first],
            np.fmin.reduceat(values, first),
            np.fmax.reduceat(values, first),
            values[last],
            np.where(gap, np.nan, values[last]),
        )
    )
    middle = (steps[first] + steps[last]) / 2
    out_steps = np.column_stack((steps[first], middle, middle, steps[last], steps[last]))
    return out_steps.ravel(), out_values.ravel()


def lone(values: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which values have a gap (or an end) on both sides: a line shows nothing of them."""
    known = np.isfinite(values)
    before = np.concatenate(([False], known[:-1]))
    after = np.concatenate((known[1:], [False]))
    return known & ~before & ~after
