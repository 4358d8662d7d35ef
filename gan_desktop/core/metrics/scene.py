"""What metrics look at: generated points beside points of the target, with shared results."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.metrics.game import Game
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.target import Target

Array = NDArray[np.float64]
Limits = tuple[float, float]
T = TypeVar("T")
S = TypeVar("S", bound="_Sharing")


class _Sharing:
    """Results that several metrics need, computed once."""

    @cached_property
    def _results(self) -> dict[Callable[..., Any], Any]:
        return {}

    def shared(self: S, compute: Callable[[S], T]) -> T:
        """`compute(self)`, computed the first time and kept for whoever asks next."""
        if compute not in self._results:
            self._results[compute] = compute(self)
        return cast("T", self._results[compute])


@dataclass(frozen=True, eq=False)
class Reference(_Sharing):
    """The target's side: it stays the same from refresh to refresh, and so do its results.

    Attributes:
        points: (n, 2) float64, read-only: real points, drawn independently of the training data.
        mixture: the law that they come from; None for a target without known modes.
        x_limits: lowest and highest x of the preset's view; the grid covers it.
        y_limits: the same for y.
    """

    points: Array
    mixture: GaussianMixture | None = None
    x_limits: Limits | None = None
    y_limits: Limits | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", _checked(self.points, "real"))

    @classmethod
    def drawn(
        cls,
        target: Target,
        count: int,
        rng: np.random.Generator,
        x_limits: Limits | None = None,
        y_limits: Limits | None = None,
    ) -> Self:
        """With `count` points drawn from a target."""
        return cls(target.sample(count, rng), target.known_modes, x_limits, y_limits)

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True, eq=False)
class Scene(_Sharing):
    """All that a metric may look at, at one step.

    Attributes:
        fake: (n, 2) float64, read-only: as many generated points as the reference has real ones.
        reference: the target's side.
        game: what the networks say of each other, where the trainer gives it.
    """

    fake: Array
    reference: Reference
    game: Game | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "fake", _checked(self.fake, "generated"))
        if len(self.fake) != len(self.reference):
            raise ValueError(
                f"{len(self.fake)} generated points and {len(self.reference)} real ones: metrics "
                "compare equally many"
            )

    def __len__(self) -> int:
        return len(self.fake)

    @property
    def mixture(self) -> GaussianMixture | None:
        """The target's law, None where its modes are not known."""
        return self.reference.mixture


def _checked(points: NDArray[np.floating[Any]], name: str) -> Array:
    copied = np.array(points, dtype=np.float64)
    if copied.ndim != 2 or copied.shape[1] != 2 or not len(copied):
        raise ValueError(f"{name} points of shape {copied.shape}; allowed: (n, 2), n >= 1")
    copied.flags.writeable = False
    return copied
