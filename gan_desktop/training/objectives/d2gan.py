"""D2GAN: one discriminator rewards real points, a second one generated points.

Nguyen et al. 2017, arXiv:1709.03831, equation 1.
"""

import torch
from torch import Tensor

from gan_desktop.core.layers.optimal import first_of_two
from gan_desktop.core.metrics.game import Reading
from gan_desktop.core.sections import LossConfig
from gan_desktop.training.objectives.objective import Objective

# A softplus underflows to 0 below -104: the smallest normal number keeps its logarithm finite.
_TINY = torch.finfo(torch.float32).tiny


def objective(config: LossConfig) -> Objective:
    """D: E[-a log D1(x) + D1(y)] + E[D2(x) - b log D2(y)]; G: E[-D1(y) + b log D2(y)].

    Outputs (n, 2): D1 and D2, both positive.
    """
    a, b = config.alpha, config.beta

    def d_loss(real: Tensor, fake: Tensor) -> Tensor:
        first = fake[:, 0].mean() - a * _log(real[:, 0]).mean()
        second = real[:, 1].mean() - b * _log(fake[:, 1]).mean()
        return first + second

    def g_loss(_real: Tensor | None, fake: Tensor) -> Tensor:
        return b * _log(fake[:, 1]).mean() - fake[:, 0].mean()

    return Objective(
        d_loss,
        g_loss,
        Reading.SCORE,
        scores=2,
        optimum=first_of_two(a),
        shown=lambda outputs: _log(outputs[:, 0]),
    )


def _log(output: Tensor) -> Tensor:
    return output.clamp_min(_TINY).log()
