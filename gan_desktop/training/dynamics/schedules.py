"""How a learning rate goes over a run: factors from 1 to `end`, by the share of steps done."""

import math


def constant(share: float, end: float) -> float:  # noqa: ARG001 -- as the others
    """1 all the time."""
    return 1.0


def linear(share: float, end: float) -> float:
    """A straight line from 1 to `end`."""
    return 1 + (end - 1) * min(share, 1.0)


def cosine(share: float, end: float) -> float:
    """Half a cosine from 1 to `end` (Loshchilov & Hutter 2017, arXiv:1608.03983, equation 5)."""
    return end + (1 - end) * 0.5 * (1 + math.cos(math.pi * min(share, 1.0)))
