"""Smoothing of curves."""

import numpy as np

from gan_desktop.core.series import Floats

# Windows that are summed at once: the weights grow to exp(300) = 1e130, and floats to 1e308.
_AT_ONCE = 300.0
# After so many windows a weight is below the last bit of a float.
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
    measured = np.where(known, values, np.nan)
    if window <= 0 or (len(steps) > 1 and np.diff(steps).min() > _FORGOTTEN * window):
        return measured
    # Weighted values and weights, summed up to each row: a few operations on whole arrays, since
    # numpy lets the training thread in at each of them.
    terms = np.stack((np.where(known, values, 0.0), known))
    means = np.full(len(values), np.nan)
    start, carried = 0, np.zeros((2, 1))
    while start < len(steps):
        stop = int(np.searchsorted(steps, steps[start] + _AT_ONCE * window, side="right"))
        growth = np.exp((steps[start:stop] - steps[start]) / window)
        sums = np.cumsum(terms[:, start:stop] * growth, axis=1) + carried
        # Where nothing was measured there may be no weight yet, or none that a float can hold.
        np.divide(sums[0], sums[1], out=means[start:stop], where=known[start:stop])
        if stop < len(steps):
            fade = np.exp(-(steps[stop] - steps[stop - 1]) / window)
            carried = sums[:, -1:] / growth[-1] * fade
        start = stop
    return means
