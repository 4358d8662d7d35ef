"""What the arrays of each layer look like: whoever reads one from a file looks here first."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from gan_desktop.core.layers.catalogue import ARROWS, DISCRIMINATOR, FIELD, MANIFOLD, OPTIMAL
from gan_desktop.core.layers.data import LayerData, Region

# Sides of an array: a number, or a name for as many as there are, the same in all arrays.
Sides = tuple[int | str, ...]
_MAP: Sides = ("rows", "columns")
_POINTS: Sides = ("points", 2)
_ONE: Sides = (1,)
# Of the plane that can be seen at all; a part of it that is narrower than rounding cannot be drawn.
_FARTHEST, _NARROWEST = 1e9, 1e-6
_MAX_REASON = 1_000


@dataclass(frozen=True)
class Form:
    """What a layer must hold to be drawn.

    Attributes:
        needed: the sides of each array that there must be.
        allowed: of those that there may be.
        least: of some named sides.
        gaps: arrays that may hold what is not finite.
        covers: whether it must say which part of the plane it covers.
    """

    needed: Mapping[str, Sides]
    allowed: Mapping[str, Sides] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)
    gaps: frozenset[str] = frozenset()
    covers: bool = False

    def formed(self, data: LayerData) -> LayerData | None:
        """The layer without arrays that nobody knows; None where it cannot be drawn."""
        if len(data.reason) > _MAX_REASON:
            return None
        if not data.arrays:
            # Nothing to show, and it says why.
            return data if data.reason else None
        sides = {**self.allowed, **self.needed}
        known = {name: values for name, values in data.arrays.items() if name in sides}
        counts: dict[str, int] = {}
        fits = (
            self.needed.keys() <= known.keys()
            and all(_same(values.shape, sides[name], counts) for name, values in known.items())
            and all(counts[side] >= least for side, least in self.least.items())
            and all(np.isfinite(known[name]).all() for name in known.keys() - self.gaps)
            and (not self.covers or _is_visible(data.region))
        )
        return LayerData(known, data.region, data.reason) if fits else None


_SQUARE = {"rows": 2, "columns": 2}
FORMS: Mapping[str, Form] = {
    DISCRIMINATOR: Form(
        {"values": _MAP}, {"middle": _ONE, "output": _ONE}, _SQUARE, frozenset({"values"}), True
    ),
    OPTIMAL: Form(
        {"values": _MAP}, {"output": _ONE, "bandwidth": _ONE}, _SQUARE, frozenset({"values"}), True
    ),
    ARROWS: Form({"at": _POINTS, "by": _POINTS}),
    FIELD: Form({"at": _POINTS, "by": _POINTS}),
    MANIFOLD: Form(
        # One row for a latent of one dimension.
        {"nodes": (*_MAP, 2), "axes": (2,), "reach": _ONE},
        least={"rows": 1, "columns": 2},
        gaps=frozenset({"nodes"}),
    ),
}


def _same(shape: tuple[int, ...], sides: Sides, counts: dict[str, int]) -> bool:
    return len(shape) == len(sides) and all(
        count == (side if isinstance(side, int) else counts.setdefault(side, count))
        for count, side in zip(shape, sides, strict=True)
    )


def _is_visible(region: Region | None) -> bool:
    if region is None or not all(math.isfinite(n) and abs(n) <= _FARTHEST for n in region):
        return False
    x_min, x_max, y_min, y_max = region
    narrowest = _NARROWEST * max(1.0, *map(abs, region))
    return x_max - x_min >= narrowest and y_max - y_min >= narrowest
