"""`Game`: how the two networks stand against each other, as the trainer saw it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Reading(StrEnum):
    """What the discriminator's output f means; it follows from the objective.

    LOGIT: D = sigmoid(f) is a probability; real when f is above the boundary.
    MARGIN: no probability, but the same boundary (hinge, least squares).
    RELATIVE: only differences f(x) - f(y) mean anything (relativistic objectives).
    SCORE: nothing to be right about (critics, energies).
    """

    LOGIT = "logit"
    MARGIN = "margin"
    RELATIVE = "relative"
    SCORE = "score"


@dataclass(frozen=True, eq=False)
class Game:
    """Measures that only the trainer can take; None for what it did not take.

    Attributes:
        real_outputs: (n,) f(x) at real points.
        fake_outputs: (m,) f(y) at generated points.
        reading: what the outputs mean.
        boundary: the output between "real" and "generated" (0; 0.5 for least squares with 0, 1).
        d_loss: the discriminator's loss of the last step.
        g_loss: the generator's.
        d_gradient: norm of the gradient of d_loss by all of the discriminator's parameters.
        g_gradient: the same for g_loss and the generator.
        input_gradient: mean norm of the gradient of f by its input, at the generated points.
    """

    real_outputs: NDArray[np.floating[Any]] | None = None
    fake_outputs: NDArray[np.floating[Any]] | None = None
    reading: Reading = Reading.LOGIT
    boundary: float = 0.0
    d_loss: float | None = None
    g_loss: float | None = None
    d_gradient: float | None = None
    g_gradient: float | None = None
    input_gradient: float | None = None

    def __post_init__(self) -> None:
        for name in ("real_outputs", "fake_outputs"):
            outputs = getattr(self, name)
            if outputs is not None:
                copied = np.array(outputs, dtype=np.float64).ravel()
                copied.flags.writeable = False
                object.__setattr__(self, name, copied if len(copied) else None)
