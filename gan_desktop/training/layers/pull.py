"""Where the generator's loss pulls points: minus its gradient by the point.

The losses are means over the rows of a batch; the pull is that of the mean times the number of
rows, so that it does not depend on how many points are looked at. Noise on what the discriminator
sees is left out.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gan_desktop.core.layers.data import LayerData, LayerRequest, Region
from gan_desktop.core.words import Text
from gan_desktop.training.layers.inside import NOT_FINITE, PACKED, Inside

# Arrows of the grid along the longer side of the region.
GRID = 24
# A loss in pairs compares each point with so many real ones in turn.
TURNS = 8

JOINT = Text(
    "Under this loss the pull on a point depends on the other generated points: an empty place has "
    "none."
)


def arrows(inside: Inside, _request: LayerRequest) -> LayerData:
    """The pull on the snapshot's generated points: `at` and `by`, (n, 2) each."""
    packing = inside.packing
    whole = len(inside.snapshot.fake) // packing * packing
    return _layer(inside, inside.snapshot.fake[:whole])


def field(inside: Inside, request: LayerRequest) -> LayerData:
    """The pull that a generated point would feel, on a grid of even spacing."""
    if inside.packing > 1:
        return LayerData(reason=PACKED)
    if inside.objective.joint:
        return LayerData(reason=JOINT)
    return _layer(inside, _grid(request.region))


def _layer(inside: Inside, at: NDArray[np.float32]) -> LayerData:
    by = -_gradient(inside, torch.from_numpy(at.copy()))
    if not np.isfinite(by).all():
        return LayerData(reason=NOT_FINITE)
    return LayerData({"at": at, "by": by})


def _gradient(inside: Inside, points: Tensor) -> NDArray[np.float32]:
    """(n, 2) gradient of the sum over rows of the generator's loss."""
    objective, discriminator, width = inside.objective, inside.discriminator, 2 * inside.packing
    points.requires_grad_(True)
    rows = points.reshape(-1, width)
    outputs = discriminator(rows)
    if objective.pairs:
        real = torch.from_numpy(inside.snapshot.real.copy())[: len(points)].reshape(-1, width)
        with torch.no_grad():
            real_outputs = discriminator(real)
        steps = range(0, len(real), max(1, len(real) // TURNS))
        losses = [objective.g_loss(real_outputs.roll(step, 0), outputs) for step in steps]
        loss = torch.stack(losses).mean()
    else:
        loss = objective.g_loss(None, outputs)
    # Only the points' gradient: the parameters keep theirs from the last step.
    (slopes,) = torch.autograd.grad(loss * len(rows), points)
    gradient: NDArray[np.float32] = slopes.numpy()
    return gradient


def _grid(region: Region) -> NDArray[np.float32]:
    x_min, x_max, y_min, y_max = region
    width, height = x_max - x_min, y_max - y_min
    step = max(width, height) / GRID
    x, y = (
        low + size * (np.arange(count) + 0.5) / count
        for low, size, count in (
            (x_min, width, max(1, round(width / step))),
            (y_min, height, max(1, round(height / step))),
        )
    )
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2).astype(np.float32)
