"""What an objective is: the pair of losses that the two networks minimise."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from torch import Tensor

from gan_desktop.core.layers.optimal import NO_OPTIMUM, Optimum
from gan_desktop.core.metrics.game import Reading
from gan_desktop.core.words import Text


class Memory(Protocol):
    """What an objective carries from step to step."""

    def after_step(self, real: Tensor, fake: Tensor) -> None:
        """The outputs of the discriminator's last move."""

    def state_dict(self) -> dict[str, Any]:
        """Plain values."""

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a state. Raises ValueError when it does not fit."""


def first(outputs: Tensor) -> Tensor:
    """(n,) the first of (n, k) outputs."""
    return outputs[:, 0]


@dataclass(frozen=True)
class Objective:
    """Two pure functions of the discriminator's outputs that return scalars.

    Outputs are logits (n, 1), high means "looks real", unless the catalogue names another kind of
    discriminator for the objective.

    Attributes:
        d_loss: of (real_outputs, fake_outputs), minimised by the discriminator.
        g_loss: of (real_outputs, fake_outputs), minimised by the generator; the real ones are
            None unless `pairs`.
        reading: what the discriminator's output means under these losses.
        boundary: the output between "real" and "generated", where `reading` knows one.
        pairs: whether the generator's loss looks at real points, too.
        smoothed: d_loss with real labels of 1 - e instead of 1, of (real, fake, e); None where
            the objective has no labels.
        memory: a state of its own; None for most.
        scores: how many of the outputs, from the first on, are scores of the points: a penalty
            on the slope is taken of each.
        optimum: the output that would minimise d_loss, of log p/q at a place and of what real
            labels are less than 1 (`core/layers/optimal.py`); or the sentence why there is none.
        shown: (n,) what maps show of (n, k) outputs, on the same scale as `optimum`.
        joint: whether a generated point's part of the generator's loss depends on the others.
    """

    d_loss: Callable[[Tensor, Tensor], Tensor]
    g_loss: Callable[[Tensor | None, Tensor], Tensor]
    reading: Reading = Reading.LOGIT
    boundary: float = 0.0
    pairs: bool = False
    smoothed: Callable[[Tensor, Tensor, float], Tensor] | None = None
    memory: Memory | None = None
    scores: int = 1
    optimum: Optimum | Text = NO_OPTIMUM
    shown: Callable[[Tensor], Tensor] = first
    joint: bool = False
