"""`Inside`: what the computed layers look at; nothing that training uses is read or moved."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.words import Text
from gan_desktop.training.objectives.objective import Objective

# Rows in one pass: the activations of more of them would not stay in the processor's cache.
CHUNK = 2048

PACKED = Text("The discriminator judges several points together (packing), not a place.")
NOT_FINITE = Text("The discriminator's output is not finite here.")


@dataclass(frozen=True)
class Inside:
    """Both networks at one step, and what they are told.

    Attributes:
        config: what is trained with.
        snapshot: of the same step.
        generator: latent to points; as it is outside of training.
        discriminator: rows of points to outputs; as it is outside of training.
        objective: the losses.
        noise: standard deviation of the noise that the discriminator sees on all points now.
    """

    config: ExperimentConfig
    snapshot: Snapshot
    generator: nn.Module
    discriminator: nn.Module
    objective: Objective
    noise: float

    @property
    def packing(self) -> int:
        """Points that the discriminator sees together."""
        return self.config.networks.packing

    def shown(self, points: NDArray[np.floating]) -> NDArray[np.float32]:
        """(n,) what maps show of the discriminator at (n, 2) points; not packed."""
        rows = torch.from_numpy(np.array(points, dtype=np.float32))
        with torch.no_grad():
            parts = [
                self.objective.shown(self.discriminator(part)) for part in torch.split(rows, CHUNK)
            ]
        values: NDArray[np.float32] = torch.cat(parts).numpy()
        return values

    def generated(self, latent: Tensor) -> NDArray[np.float32]:
        """(n, 2) points of (n, size) latents."""
        with torch.no_grad():
            parts = [self.generator(part) for part in torch.split(latent, CHUNK)]
        points: NDArray[np.float32] = torch.cat(parts).numpy()
        return points
