"""Relativistic average losses: each point against the mean output of the other class.

Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4; the halves are those of the author's code.
"""

from collections.abc import Callable

from torch import Tensor

from gan_desktop.core.layers.optimal import RELATIVE
from gan_desktop.core.metrics.game import Reading
from gan_desktop.training.objectives.objective import Objective

Part = Callable[[Tensor], Tensor]


def against_means(high: Part, low: Part) -> Objective:
    """D: 1/2 (E[high(f(x) - E f(y))] + E[low(f(y) - E f(x))]); G: the same, x and y exchanged.

    Args:
        high: makes its argument large when it is minimised; elementwise.
        low: makes its argument small.
    """

    def d_loss(real: Tensor, fake: Tensor) -> Tensor:
        return 0.5 * (high(real - fake.mean()).mean() + low(fake - real.mean()).mean())

    def g_loss(real: Tensor | None, fake: Tensor) -> Tensor:
        assert real is not None  # noqa: S101 -- `pairs`
        return d_loss(fake, real)

    return Objective(d_loss, g_loss, Reading.RELATIVE, pairs=True, optimum=RELATIVE, joint=True)
