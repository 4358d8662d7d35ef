"""BEGAN: a balance k keeps the errors of generated and real points in proportion.

Berthelot et al. 2017, arXiv:1703.10717, section 3.4.
"""

from typing import Any

from torch import Tensor

from gan_desktop.core.layers.optimal import ENERGY
from gan_desktop.core.metrics.game import Reading
from gan_desktop.core.sections import LossConfig
from gan_desktop.training.objectives.energies import energy
from gan_desktop.training.objectives.objective import Objective


class Balance:
    """k <- k + rate (gamma R(x) - R(y)), kept in 0 to 1, after each step.

    Attributes:
        k: the weight of the generated points in the discriminator's loss, 0 at first.
    """

    def __init__(self, gamma: float, rate: float) -> None:
        self._gamma, self._rate = gamma, rate
        self.k = 0.0

    def after_step(self, real: Tensor, fake: Tensor) -> None:
        """The outputs of the discriminator's last move."""
        gap = self._gamma * float(energy(real).mean()) - float(energy(fake).mean())
        self.k = min(max(self.k + self._rate * gap, 0.0), 1.0)

    def state_dict(self) -> dict[str, Any]:
        """The balance."""
        return {"k": self.k}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a state. Raises ValueError when it is none."""
        k = state["k"]
        if not isinstance(k, float) or not 0 <= k <= 1:
            raise ValueError("the balance k is damaged")
        self.k = k


def objective(config: LossConfig) -> Objective:
    """D: E[R(x)] - k E[R(y)]; G: E[R(y)]."""
    balance = Balance(config.gamma, config.k_rate)

    def d_loss(real: Tensor, fake: Tensor) -> Tensor:
        return energy(real).mean() - balance.k * energy(fake).mean()

    def g_loss(_real: Tensor | None, fake: Tensor) -> Tensor:
        return energy(fake).mean()

    return Objective(
        d_loss,
        g_loss,
        Reading.SCORE,
        optimum=ENERGY,
        memory=balance,
    )
