"""The state of the game: losses, the discriminator's outputs and accuracy, gradient norms."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.metrics.game import Reading
from gan_desktop.core.metrics.metric import Metric
from gan_desktop.core.metrics.scene import Array, Scene


def _field(name: str) -> Callable[[Scene], float | None]:
    return lambda scene: None if scene.game is None else getattr(scene.game, name)


def _mean_output(name: str) -> Callable[[Scene], float | None]:
    """Mean of D = sigmoid(f) where the output is a logit, else of f; n/a for relative ones."""

    def compute(scene: Scene) -> float | None:
        game = scene.game
        outputs: Array | None = getattr(game, name, None)
        if game is None or outputs is None or game.reading is Reading.RELATIVE:
            return None
        if game.reading is Reading.LOGIT:
            outputs = (1 + np.tanh(outputs / 2)) / 2
        return float(np.mean(outputs))

    return compute


def accuracy(scene: Scene) -> float | None:
    """Share of points on the right side of the boundary, real and generated weighing the same.

    For relative outputs: share of all pairs with f(x) > f(y). A tie is half right. None for
    scores, which cannot be right or wrong.
    """
    game = scene.game
    if game is None or game.real_outputs is None or game.fake_outputs is None:
        return None
    real, fake = game.real_outputs, game.fake_outputs
    if np.isnan(real).any() or np.isnan(fake).any():
        return None
    match game.reading:
        case Reading.SCORE:
            return None
        case Reading.RELATIVE:
            return _share_above(real, np.sort(fake))
        case _:
            boundary = np.array([game.boundary])
            return (_share_above(real, boundary) + 1 - _share_above(fake, boundary)) / 2


def _share_above(values: NDArray[np.floating[Any]], ascending: NDArray[np.floating[Any]]) -> float:
    """Share of all pairs (value, other) with value > other, ties counting half."""
    sides: list[NDArray[np.intp]] = [
        np.searchsorted(ascending, values, side="left"),
        np.searchsorted(ascending, values, side="right"),
    ]
    return float(sum(np.mean(side) for side in sides) / 2 / len(ascending))


D_LOSS = Metric(
    "d_loss",
    "Discriminator's loss",
    "Loss of the discriminator's last batch. Losses do not say how good the points are: each is "
    "measured against an opponent that changes too. Watch it for jumps, and for a steady 0 (the "
    "discriminator has won).",
    "",
    None,
    _field("d_loss"),
)
G_LOSS = Metric(
    "g_loss",
    "Generator's loss",
    "Loss of the generator's last batch. It may rise while the points get better and fall while "
    "they collapse, as the discriminator that it is measured against changes too.",
    "",
    None,
    _field("g_loss"),
)
D_REAL = Metric(
    "d_real",
    "D at real points",
    "Mean output of the discriminator at real points: the probability of being real where the "
    "objective gives it that sense, otherwise its plain output. Against a perfect generator a "
    "probability ends at 0.5. Not available for relativistic objectives.",
    "",
    None,
    _mean_output("real_outputs"),
)
D_FAKE = Metric(
    "d_fake",
    "D at generated points",
    "Mean output of the discriminator at generated points, in the same sense as at real ones. Far "
    "below that, the discriminator tells them apart; equal, it cannot, whether the generator is "
    "good or the discriminator poor.",
    "",
    None,
    _mean_output("fake_outputs"),
)
D_ACCURACY = Metric(
    "d_accuracy",
    "Discriminator's accuracy",
    "Share of points that the discriminator takes for what they are (for relativistic objectives: "
    "of pairs that it puts in the right order). 50% is guessing: against a perfect generator, or "
    "because the discriminator has lost. Near 100% the generator may get no gradient. Not "
    "available for critics and energies, which say nothing that could be right.",
    "share",
    0.5,
    accuracy,
)
D_GRADIENT = Metric(
    "d_gradient",
    "Gradient of the discriminator",
    "Norm of the gradient of the discriminator's loss by all of its parameters, at the last step. "
    "Its scale depends on the network: watch the trend. Growth without bound comes before "
    "divergence.",
    "",
    None,
    _field("d_gradient"),
)
G_GRADIENT = Metric(
    "g_gradient",
    "Gradient of the generator",
    "Norm of the gradient of the generator's loss by all of its parameters, at the last step. Near "
    "0 with bad points, the generator has stopped learning (vanishing gradient); near 0 with good "
    "ones, it has arrived.",
    "",
    None,
    _field("g_gradient"),
)
INPUT_GRADIENT = Metric(
    "input_gradient",
    "Slope of the discriminator",
    "Mean norm of the gradient of the discriminator's output by its input, at the generated "
    "points: how strongly it pushes them. Gradient penalties hold it near what they aim at.",
    "per data unit",
    None,
    _field("input_gradient"),
)
