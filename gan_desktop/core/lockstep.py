"""Designs side by side: what they are made to share, and what cannot be shared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gan_desktop.core.combinations import refuse
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.sections import DisplayConfig

LEAST, MOST = 2, 4


def aligned(configs: Sequence[ExperimentConfig]) -> tuple[ExperimentConfig, ...]:
    """The same designs with the first one's seed and picture.

    The view shows what each of them would show, so that all have the same axes.

    Raises:
        InvalidValueError: fewer than 2 or more than 4, or one whose settings cannot work together.
    """
    if not LEAST <= len(configs) <= MOST:
        raise InvalidValueError(f"{len(configs)} designs; allowed: {LEAST} to {MOST}")
    for config in configs:
        refuse(config)
    seed = {"training.seed": configs[0].training.seed}
    display = shared_display(configs)
    return tuple(config.with_values(seed).replaced(display=display) for config in configs)


def shared_display(configs: Sequence[ExperimentConfig]) -> DisplayConfig:
    """The first one's picture, with a view that shows what each of them would show."""
    views = [(config.display.x_limits, config.display.y_limits) for config in configs]
    x_limits, y_limits = (
        (min(limits[0] for limits in axis), max(limits[1] for limits in axis))
        for axis in zip(*views, strict=True)
    )
    return configs[0].display.replaced(x_limits=x_limits, y_limits=y_limits)


@dataclass(frozen=True)
class _Shared:
    """Something that is the same where `key` is.

    Attributes:
        sentence: what is said where it is not (English; translated where it is shown).
    """

    sentence: str
    key: Callable[[ExperimentConfig], Any]


def _draws(config: ExperimentConfig) -> tuple[Any, ...]:
    """What decides how many points each step takes from the streams, and in which order."""
    training, dynamics = config.training, config.dynamics
    ahead = dynamics.update == "extra-gradient"
    points = training.batch_size * config.networks.packing
    return points, training.d_steps, ahead, bool(dynamics.consensus), dynamics.unrolled


_SHARED = (
    _Shared("Not the same seed.", lambda c: c.training.seed),
    _Shared("Not the same data: the targets differ.", lambda c: c.target),
    _Shared("Not the same data: the data sets differ in size.", lambda c: c.data.fixed_points),
    _Shared(
        "Not the same latent points: their number of dimensions or their law differs.",
        lambda c: (c.networks.latent_size, c.networks.latent_law),
    ),
    _Shared(
        "Not the same batches: a step takes other numbers of points from the same streams (batch "
        "size, D steps, packing or update rule differ).",
        _draws,
    ),
)


def not_shared(configs: Sequence[ExperimentConfig]) -> tuple[str, ...]:
    """What differs besides the designs, a sentence each; empty where only they do."""
    return tuple(
        shared.sentence
        for shared in _SHARED
        if any(shared.key(config) != shared.key(configs[0]) for config in configs[1:])
    )
