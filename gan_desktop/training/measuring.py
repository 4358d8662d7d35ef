"""What the networks say of each other at one step: the part of measuring that needs torch."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from gan_desktop.core.metrics import Game
from gan_desktop.training.objectives.objective import Objective


def take_game(
    discriminator: nn.Module,
    objective: Objective,
    real: Tensor,
    fake: Tensor,
    losses: tuple[float, float] | None,
    params: tuple[Sequence[Tensor], Sequence[Tensor]],
) -> Game:
    """The state of the game; nothing that training uses is read or moved.

    Args:
        discriminator: rows of points to outputs, of which the first counts.
        objective: says what the outputs mean.
        real: (n, 2) real points.
        fake: (m, 2) generated points.
        losses: the discriminator's and the generator's of the last step; None before the first.
        params: the parameters of discriminator and generator, with the gradients of that step.
    """
    with evaluating(discriminator):
        with torch.no_grad():
            real_outputs = discriminator(_rows(discriminator, real))[:, 0]
        inputs = _rows(discriminator, fake.detach()).requires_grad_(True)
        fake_outputs = discriminator(inputs)[:, 0]
        # Only the inputs' gradient: the parameters keep theirs from the last step.
        (slopes,) = torch.autograd.grad(fake_outputs.sum(), inputs)
    d_loss, g_loss = losses or (None, None)
    return Game(
        real_outputs.numpy(),
        fake_outputs.detach().numpy(),
        objective.reading,
        objective.boundary,
        d_loss=d_loss,
        g_loss=g_loss,
        d_gradient=_norm(params[0]),
        g_gradient=_norm(params[1]),
        input_gradient=float(slopes.norm(dim=1).mean()),
    )


@contextmanager
def evaluating(network: nn.Module) -> Iterator[None]:
    """As it is outside of training: running averages are used and not moved."""
    training = network.training
    network.eval()
    try:
        yield
    finally:
        network.train(training)


def _rows(discriminator: nn.Module, points: Tensor) -> Tensor:
    """(n, 2) points as it is shown them: packed, without the ones that are left over."""
    first = next(layer for layer in discriminator.modules() if isinstance(layer, nn.Linear))
    packing = first.in_features // 2
    return points[: len(points) // packing * packing].reshape(-1, 2 * packing)


def _norm(params: Sequence[Tensor]) -> float | None:
    """Norm of the gradient by all parameters together; None before the first step of this process.

    A checkpoint does not hold gradients.
    """
    gradients = [param.grad for param in params if param.grad is not None]
    if not gradients:
        return None
    return math.sqrt(sum(float(gradient.pow(2).sum()) for gradient in gradients))
