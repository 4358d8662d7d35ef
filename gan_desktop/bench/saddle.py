"""The generator's loss of the unrolled GAN's notebook: minus the whole loss of the discriminator.

Its half on real points depends on the generator through the moves of the discriminator that are
simulated; without them it has no gradient, and the loss is the catalogue's minimax.
"""

from torch import Tensor

from gan_desktop.core.catalog import OBJECTIVES
from gan_desktop.core.registry import Entry
from gan_desktop.training.objectives.minimax import d_loss
from gan_desktop.training.objectives.objective import Objective


def g_loss(real: Tensor | None, fake: Tensor) -> Tensor:
    """-E[softplus(-f(x))] - E[softplus(f(y))]."""
    assert real is not None  # noqa: S101 -- `pairs`
    return -d_loss(real, fake)


OBJECTIVE = Objective(
    d_loss,
    g_loss,
    pairs=True,
)

ENTRY = Entry(
    "saddle",
    "Minimax, both halves",
    "D: as minimax; G: minus all of it.",
    "gan_desktop.bench.saddle:OBJECTIVE",
    "logit",
    "Metz et al. 2017, arXiv:1611.02163; poolio/unrolled_gan, Unrolled GAN demo.ipynb",
)


def register() -> None:
    """Put it beside the catalogue's own; again does nothing."""
    if ENTRY.key not in OBJECTIVES:
        OBJECTIVES.add(ENTRY)
