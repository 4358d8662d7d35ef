"""The noise floor: what a perfect generator reads, given how many points there are."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from gan_desktop.core.metrics.metric import Metric, measure
from gan_desktop.core.metrics.registry import METRICS
from gan_desktop.core.metrics.scene import Limits, Reference, Scene
from gan_desktop.core.target import Target

QUANTILES = (0.05, 0.95)
Band = tuple[float, float]


def noise_floor(
    target: Target,
    count: int,
    metrics: Iterable[Metric] | None = None,
    repeats: int = 100,
    seed: int = 0,
    x_limits: Limits | None = None,
    y_limits: Limits | None = None,
) -> Mapping[str, Band]:
    """Real points measured against other real points: the band a perfect generator is in.

    The same arguments give the same bands, and are computed once; a metric's band does not
    depend on which others are asked for. It takes `repeats` times what the metrics take at
    `count` points, and the real side too: about 0.4 s for the cheap ones at 1,000 points, 2 s
    for the costly ones, 10 s at 2,500 (docs/metrics.md): not for the GUI thread.

    Args:
        target: any.
        count: points on each side.
        metrics: which; all by default.
        repeats: pairs of samples to draw.
        seed: of the draws.
        x_limits: the preset's view, as in `Reference`.
        y_limits: the same for y.

    Returns:
        The 5% and the 95% quantile by key: one perfect generator in ten is outside, by chance.
        A metric that was available in fewer than half of the draws is absent.
    """
    chosen = tuple(METRICS if metrics is None else metrics)
    return _bands(target, count, chosen, repeats, seed, x_limits, y_limits)


@lru_cache(maxsize=64)
def _bands(
    target: Target,
    count: int,
    metrics: tuple[Metric, ...],
    repeats: int,
    seed: int,
    x_limits: Limits | None,
    y_limits: Limits | None,
) -> Mapping[str, Band]:
    draws = FloorDraws(target, count, metrics, repeats, seed, x_limits, y_limits)
    while not draws.done:
        draws.draw()
    return draws.bands()


class FloorDraws:
    """The draws behind a noise floor, one at a time: for whoever has other things to do between.

    The arguments are those of `noise_floor`.
    """

    def __init__(
        self,
        target: Target,
        count: int,
        metrics: Iterable[Metric],
        repeats: int = 100,
        seed: int = 0,
        x_limits: Limits | None = None,
        y_limits: Limits | None = None,
    ) -> None:
        self._target, self._count, self._metrics = target, count, tuple(metrics)
        self._repeats, self._seed, self._limits = repeats, seed, (x_limits, y_limits)
        self._values: dict[str, list[float]] = {metric.key: [] for metric in self._metrics}
        self._drawn = 0

    @property
    def done(self) -> bool:
        """Whether all pairs of samples are drawn."""
        return self._drawn >= self._repeats

    def draw(self) -> None:
        """One more pair of samples, measured."""
        rng = np.random.default_rng((self._seed, self._drawn))
        reference = Reference.drawn(self._target, self._count, rng, *self._limits)
        scene = Scene(self._target.sample(self._count, rng), reference)
        for key, value in measure(scene, self._metrics).items():
            self._values[key].append(value)
        self._drawn += 1

    def bands(self) -> Mapping[str, Band]:
        """The bands of `noise_floor`, from what is drawn so far."""
        return MappingProxyType(
            {
                key: (float(low), float(high))
                for key, values in self._values.items()
                if values and 2 * len(values) >= self._drawn
                for low, high in [np.quantile(values, QUANTILES)]
            }
        )
