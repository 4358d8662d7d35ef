"""From where to where the axis of a small plot goes."""

from collections.abc import Iterable

# Room above and below the curves, as a part of their height.
_PAD = 0.08


def value_range(
    units: set[str], modes: int, log: bool, values: Iterable[float]
) -> tuple[float, float]:
    """Lowest and highest value of the axis, in its own coordinates (exponents where `log`).

    Args:
        units: of the metrics in the plot.
        modes: how many modes the target has.
        log: whether the axis is logarithmic.
        values: lowest and highest ones that must be seen, finite; none for an empty plot.
    """
    if units == {"modes"} and not log:
        return 0, 1.08 * modes
    if units == {"share"} and not log:
        return 0, 108
    known = list(values)
    if not known:
        return (-1, 1) if log else (0, 1)
    low, high = float(min(known)), float(max(known))
    # A curve that does not move is a line in the middle.
    least = 1.0 if log else max(1e-3, 0.02 * max(abs(low), abs(high)))
    spare = max(0.0, least - (high - low)) / 2
    pad = _PAD * max(high - low, least)
    return low - spare - pad, high + spare + pad
