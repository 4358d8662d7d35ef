"""Smoothing of curves."""

import numpy as np

from gan_desktop.core.series import Floats

# What is left of a weight after this many time constants is below the last bit of a float.
_FORGOTTEN = 40.0


def smoothed(steps: Floats, values: Floats, window: float) -> Floats:
    """Exponential moving average over the last `window` steps.

    The average at step t is the weighted mean of all values up to there, a value of step s having
    the weight exp(-(t - s) / window). The weights sum to 1 from the first value on, so the
    beginning is not drawn towards 0. As the window is counted in steps, it means the same for a
    measure that is taken seldom, and after a history has been thinned.

    Args:
        steps: (n,) ascending.
        values: (n,) what is not a finite number has no weight and stays a gap (NaN): the average
            goes on behind it with what it remembers.
        window: in steps; 0 for no smoothing.

    Returns:
        (n,) the averages.
    """
    known = np.isfinite(values)
    if not len(values):
        return values.copy()
    if window <= 0:
        return np.where(known, values, np.nan)
    decay = np.exp(-np.diff(steps, prepend=steps[0]) / window)
    weighted, weights = np.where(known, values, 0.0), known.astype(np.float64)
    # w[i] = decay[i] w[i - 1] + known[i], and the same for the values: both sums double their
    # reach in each round, where a loop over the rows would be a hundred times slower. No weight
    # ever exceeds the number of rows, however long the run.
    reach = 1
    while reach < len(values):
        if (steps[reach:] - steps[:-reach]).min() > _FORGOTTEN * window:
            break
        for sums in (weighted, weights):
            sums[reach:] += decay[reach:] * sums[:-reach].copy()
        decay[reach:] *= decay[:-reach].copy()
        reach *= 2
    means = np.full(len(values), np.nan)
    np.divide(weighted, weights, out=means, where=known)
    return means
