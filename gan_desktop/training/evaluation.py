"""The points that a run is seen and measured by: drawn the same way at each of its steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.func import functional_call

from gan_desktop.core.catalog import LATENT_LAWS
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.metrics import Game, Metric, Reference, Scene, measure, shapes
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.target import Target
from gan_desktop.training.measuring import evaluating
from gan_desktop.training.streams import Stream, numpy_stream, torch_stream

# Evaluation points that are kept: of the window's run and of four that are compared.
_KEPT = 8


@dataclass(frozen=True)
class Evaluation:
    """As many real as generated points.

    Attributes:
        real: (n, 2) of the target.
        fake: (n, 2) what the generator makes of the evaluation latent.
        average: (n, 2) what it makes of it with averaged weights; None without averaging.
        reference: the real points, with what metrics need of them.
    """

    real: NDArray[np.float32]
    fake: Tensor
    average: NDArray[np.float32] | None
    reference: Reference

    @property
    def finite(self) -> bool:
        """Whether all generated points are numbers."""
        return bool(np.isfinite(self.fake.numpy()).all())


def evaluate(
    config: ExperimentConfig, generator: nn.Module, averaged: Mapping[str, Tensor], count: int
) -> Evaluation:
    """Points of a run now; the streams that training draws from are neither read nor moved.

    Args:
        config: what the run trains with.
        generator: rows of latent numbers to points.
        averaged: its averaged weights by parameter; empty without averaging.
        count: points of each kind.
    """
    networks, display, seed = config.networks, config.display, config.training.seed
    latent = _latent(networks.latent_law, networks.latent_size, seed, count)
    average = None
    with torch.no_grad(), evaluating(generator):
        fake = generator(latent)
        if averaged:
            average = functional_call(generator, dict(averaged), (latent,)).numpy()
    reference = _reference(config.target, seed, count, display.x_limits, display.y_limits)
    return Evaluation(reference.points.astype(np.float32), fake, average, reference)


def measured(
    snapshot: Snapshot, seen: Evaluation, game: Game, metrics: Iterable[Metric]
) -> Snapshot:
    """The snapshot of these points with these metrics, and how the points fill each mode."""
    chosen = tuple(metrics)
    scene = Scene(seen.fake.numpy(), seen.reference, game)
    return replace(
        snapshot,
        metrics=measure(scene, chosen),
        measured=frozenset(metric.key for metric in chosen),
        shapes=scene.shared(shapes),
    )


@lru_cache(maxsize=_KEPT)
def _latent(law: str, size: int, seed: int, count: int) -> Tensor:
    latent: Tensor = LATENT_LAWS[law].load()(
        count, size, torch_stream(seed, Stream.EVALUATION_LATENT)
    )
    return latent


@lru_cache(maxsize=_KEPT)
def _reference(
    target: Target,
    seed: int,
    count: int,
    x_limits: tuple[float, float],
    y_limits: tuple[float, float],
) -> Reference:
    rng = numpy_stream(seed, Stream.EVALUATION_REAL)
    return Reference.drawn(target, count, rng, x_limits, y_limits)
