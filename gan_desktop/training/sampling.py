"""Points of the target as tensors, for the training loop: fresh ones, or a data set's."""

from functools import lru_cache
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.shape_target import ShapeTarget
from gan_desktop.core.shapes import UNIFORMS
from gan_desktop.core.streams import Stream, seed_sequence
from gan_desktop.core.target import Target


class Sampler(Protocol):
    """Draws float32 points; what it takes from the generator depends on the count alone."""

    def sample(self, count: int, rng: torch.Generator) -> Tensor:
        """(count, 2) points."""


def sampler_for(target: Target, fixed_points: int, seed: int) -> Sampler:
    """Where the real points of a run come from.

    Args:
        target: the law.
        fixed_points: size of the data set; 0 for fresh points.
        seed: of the run; the data set follows from it.
    """
    if fixed_points:
        return DatasetSampler(_data_set(target, fixed_points, seed))
    if isinstance(target, GaussianMixture):
        return MixtureSampler(target)
    if isinstance(target, ShapeTarget):
        return ShapeSampler(target)
    raise TypeError(f"no sampler for a target of kind {target.kind}")


class MixtureSampler:
    """Draws float32 points of one mixture.

    What it takes from the generator depends on the count alone: a moved mean changes the points,
    never the noise.
    """

    def __init__(self, mixture: GaussianMixture) -> None:
        roots = mixture.cholesky
        # One row a mode: mean x, mean y, L11, L22, L21. A single gather serves all of them.
        rows = np.column_stack(
            [np.array(mixture.means), roots[:, 0, 0], roots[:, 1, 1], roots[:, 1, 0]]
        )
        self.rows = torch.tensor(rows, dtype=torch.float32)
        self.edges = torch.tensor(np.cumsum(mixture.shares)[:-1], dtype=torch.float32)

    def sample(self, count: int, rng: torch.Generator) -> Tensor:
        """(count, 2) independent points."""
        uniform = torch.rand(count, generator=rng)
        noise = torch.randn(count, 2, generator=rng)
        rows = self.rows[torch.bucketize(uniform, self.edges, right=True)]
        points = torch.addcmul(rows[:, :2], rows[:, 2:4], noise)
        points[:, 1].addcmul_(rows[:, 4], noise[:, 0])
        return points


class ShapeSampler:
    """Draws float32 points of a shape; the random numbers are torch's, the shape is numpy's."""

    def __init__(self, target: ShapeTarget) -> None:
        self._target = target

    def sample(self, count: int, rng: torch.Generator) -> Tensor:
        """(count, 2) independent points."""
        uniform = torch.rand(count, UNIFORMS, generator=rng, dtype=torch.float64)
        normal = torch.randn(count, 2, generator=rng, dtype=torch.float64)
        points = self._target.placed(uniform.numpy(), normal.numpy())
        return torch.from_numpy(points.astype(np.float32))


class DatasetSampler:
    """Draws from a finite set of points, with replacement."""

    def __init__(self, points: Tensor) -> None:
        self._points = points

    def sample(self, count: int, rng: torch.Generator) -> Tensor:
        """(count, 2) points of the set."""
        return self._points[torch.randint(len(self._points), (count,), generator=rng)]


# A live edit of a rate leaves the data set as it is: it need not be drawn again.
@lru_cache(maxsize=2)
def _data_set(target: Target, count: int, seed: int) -> Tensor:
    # A child of the data stream: what chooses the batches is independent of what is in the set.
    (child,) = seed_sequence(seed, Stream.DATA).spawn(1)
    points = target.sample(count, np.random.default_rng(child))
    return torch.from_numpy(points.astype(np.float32))
