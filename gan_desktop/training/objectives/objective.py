"""What an objective is: the pair of losses that the two networks minimise."""

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor

from gan_desktop.core.metrics.game import Reading


@dataclass(frozen=True)
class Objective:
    """Two pure functions of logits (any shape; high means "looks real") that return scalars.

    Attributes:
        d_loss: of (real_logits, fake_logits), minimised by the discriminator.
        g_loss: of fake_logits, minimised by the generator.
        reference: paper or source.
        reading: what the discriminator's output means under these losses.
        boundary: the output between "real" and "generated", where `reading` knows one.
    """

    d_loss: Callable[[Tensor, Tensor], Tensor]
    g_loss: Callable[[Tensor], Tensor]
    reference: str
    reading: Reading = Reading.LOGIT
    boundary: float = 0.0
