"""A covariance as an ellipse: its axes, and back, within the limits of a mixture."""

import math

from gan_desktop.core.mixture import (
    MAX_CORRELATION,
    MAX_VARIANCE,
    MIN_VARIANCE,
    Covariance,
    Point,
)

# Turned by 45 degrees, sigmas of ratio r are correlated by (1 - r²) / (1 + r²), more than at any
# other angle. A little inside all limits, so that rounding does not matter.
LEAST_RATIO = 1.01 * math.sqrt((1 - MAX_CORRELATION) / (1 + MAX_CORRELATION))
LEAST, MOST = 1.01 * math.sqrt(MIN_VARIANCE), 0.99 * math.sqrt(MAX_VARIANCE)


def axes(covariance: Covariance) -> tuple[Point, Point]:
    """The longer and the shorter half axis of the 1 sigma ellipse, at right angles.

    The second is the first turned counterclockwise; a round mode's are along x and y.
    """
    (xx, xy), (_, yy) = covariance
    angle = math.atan2(2 * xy, xx - yy) / 2
    largest = (xx + yy) / 2 + math.hypot((xx - yy) / 2, xy)
    # Not the difference of two nearly equal numbers.
    least = max(xx * yy - xy * xy, 0.0) / largest
    return _along(angle, math.sqrt(largest)), _along(angle + math.pi / 2, math.sqrt(least))


def stretched(axis: Point, other: float) -> tuple[Point, float]:
    """A half axis and the length of the other one, brought within the limits.

    The other one is changed only if it is out of bounds itself, the axis to fit it.
    """
    other = min(max(other, LEAST), MOST)
    wanted = math.hypot(*axis)
    length = min(max(wanted, LEAST, LEAST_RATIO * other), MOST, other / LEAST_RATIO)
    angle = math.atan2(axis[1], axis[0])
    return _along(angle, length), other


def covariance_of(axis: Point, other: float) -> Covariance:
    """The covariance with this half axis and, at right angles, one of this length.

    Within the limits of a mixture, whatever is asked for.
    """
    (x, y), other = stretched(axis, other)
    # Sum of s² u uᵀ over both axes; the other one's direction is (-y, x) / length.
    ratio = (other / math.hypot(x, y)) ** 2
    xy = x * y - ratio * x * y
    return (x * x + ratio * y * y, xy), (xy, y * y + ratio * x * x)


def _along(angle: float, length: float) -> Point:
    return length * math.cos(angle), length * math.sin(angle)
