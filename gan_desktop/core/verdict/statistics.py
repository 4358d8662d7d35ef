"""What a sample of seeds allows to state: a share with its interval, a mean with its error."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

LEVEL = 0.95
Interval = tuple[float, float]


@dataclass(frozen=True)
class Average:
    """A mean over seeds.

    Attributes:
        mean: over the seeds that have a value.
        standard_error: of the mean (n - 1); None for one value, which says nothing of the spread.
        count: how many seeds have a value.
    """

    mean: float
    standard_error: float | None
    count: int


def average(values: Sequence[float]) -> Average | None:
    """Mean and standard error; None without values."""
    count = len(values)
    if not count:
        return None
    spread = float(np.std(values, ddof=1)) / math.sqrt(count) if count > 1 else None
    return Average(float(np.mean(values)), spread, count)


def wilson(successes: int, trials: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval of a share.

    Unlike the textbook's p ± 1.96 sqrt(p (1 - p) / n) it is right for few trials, and says
    something at 0 and at 1. Wilson 1927, JASA 22; Brown, Cai & DasGupta 2001, Stat. Sci. 16.

    Args:
        successes: 0 to `trials`.
        trials: 1 or more.
        level: of confidence.

    Returns:
        Lower and upper end, 0 to 1.

    Raises:
        ValueError: counts that make no share.
    """
    if not 0 <= successes <= trials or trials < 1:
        raise ValueError(f"{successes} of {trials} is not a share")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = successes / trials
    middle = share + z**2 / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    scale = 1 + z**2 / trials
    # Rounding must not leave 0 and 1 by a hair.
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
