"""What the two losses of a step were computed from, for those who want to look at it."""

import torch
from torch import Tensor


class Seen:
    """Keeps what passes by; computes and draws nothing, so that a run is the same unwatched.

    Attributes:
        real, fake: (n, 2) what the discriminator's last loss was taken on, without added noise.
        real_output, fake_output: mean outputs of the discriminator there (of several, the first).
        judged: (n, 2) what the generator's last loss was taken on.
        judged_output: mean output of the discriminator there.
        pull: (n, 2) minus the gradient of the generator's loss by those points, times n; it is
            noted when the gradient of that loss is taken.
    """

    def __init__(self) -> None:
        self.real = self.fake = self.judged = self.pull = torch.empty(0, 2)
        self.real_output = self.fake_output = self.judged_output = 0.0

    def by_discriminator(
        self, real: Tensor, fake: Tensor, real_outputs: Tensor, fake_outputs: Tensor
    ) -> None:
        """The discriminator has rated real and generated points."""
        self.real, self.fake = real.detach(), fake.detach()
        self.real_output = _mean(real_outputs)
        self.fake_output = _mean(fake_outputs)

    def for_generator(self, fake: Tensor, outputs: Tensor) -> None:
        """The generator's points have been rated; their gradient is to come."""
        self.judged, self.judged_output = fake.detach(), _mean(outputs)
        fake.register_hook(self._note_pull)  # type: ignore[no-untyped-call]

    def _note_pull(self, gradient: Tensor) -> None:
        # The loss is a mean: each point's part of the gradient is 1/n of what it alone would feel.
        self.pull = -gradient.detach() * len(gradient)


def _mean(outputs: Tensor) -> float:
    return float(outputs.detach()[:, 0].mean())
