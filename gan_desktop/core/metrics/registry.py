"""All metrics, one line each: to add one, add its file and a line here."""

from gan_desktop.core.metrics import (
    energy,
    grid,
    health,
    likelihood,
    modes,
    neighbours,
    shape,
    sliced,
)
from gan_desktop.core.metrics.metric import Cost, Metric
from gan_desktop.core.registry import KeyedRegistry


class MetricRegistry(KeyedRegistry[Metric]):
    """Metrics by key."""

    def of(self, cost: Cost) -> tuple[Metric, ...]:
        """Those of one cost class."""
        return tuple(metric for metric in self if metric.cost is cost)


METRICS = MetricRegistry("metric")
for _metric in (
    modes.MODES,
    modes.MODES_ANY,
    modes.HIGH_QUALITY,
    modes.REVERSE_KL,
    shape.WIDTH,
    shape.OFFSET,
    grid.JS,
    sliced.SLICED_WASSERSTEIN,
    energy.ENERGY,
    neighbours.PRECISION,
    neighbours.RECALL,
    neighbours.DENSITY,
    neighbours.COVERAGE,
    likelihood.LOG_LIKELIHOOD,
    health.D_LOSS,
    health.G_LOSS,
    health.D_REAL,
    health.D_FAKE,
    health.D_ACCURACY,
    health.D_GRADIENT,
    health.G_GRADIENT,
    health.INPUT_GRADIENT,
):
    METRICS.add(_metric)
