"""How well generated points match their target: the metrics, and the noise floor of each.

`METRICS` lists them (`registry.py`), `measure` computes some for a `Scene`, `noise_floor` says what
a perfect generator would read. Definitions, sources and costs: docs/metrics.md.
"""

from gan_desktop.core.metrics.floor import noise_floor
from gan_desktop.core.metrics.game import Game, Reading
from gan_desktop.core.metrics.metric import Cost, Metric, measure
from gan_desktop.core.metrics.modes import (
    CAPTURED_PART,
    HIGH_QUALITY_CEILING,
    HIGH_QUALITY_RADIUS,
    Coverage,
    coverage,
)
from gan_desktop.core.metrics.registry import METRICS
from gan_desktop.core.metrics.scene import Reference, Scene
from gan_desktop.core.metrics.shape import Shapes, shapes
from gan_desktop.core.metrics.telling import telling_pair

__all__ = [
    "CAPTURED_PART",
    "HIGH_QUALITY_CEILING",
    "HIGH_QUALITY_RADIUS",
    "METRICS",
    "Cost",
    "Coverage",
    "Game",
    "Metric",
    "Reading",
    "Reference",
    "Scene",
    "Shapes",
    "coverage",
    "measure",
    "noise_floor",
    "shapes",
    "telling_pair",
]
