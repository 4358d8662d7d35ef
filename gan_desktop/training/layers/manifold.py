"""The generator's manifold: the image of a grid in its latent space."""

import math

import numpy as np
import torch

from gan_desktop.core.layers.data import LayerData, LayerRequest
from gan_desktop.core.words import Text
from gan_desktop.training.layers.inside import Inside

# Nodes along each side of the grid.
NODES = 33
# Standard deviations of a normal latent that a side reaches to, from where most latents are.
SIGMAS = 2.5


def reach(law: str, size: int) -> float:
    """How far a slice through the origin reaches along each of its two dimensions.

    Normal latents of d dimensions lie about sqrt(d) from the origin, in no direction more than in
    another: only a slice that reaches there has typical latents in it. 1 for uniform ones.
    """
    return 1.0 if law == "uniform" else SIGMAS + math.sqrt(max(0, size - 2))


def manifold(inside: Inside, request: LayerRequest) -> LayerData:
    """`nodes` (rows, columns, 2): images of the grid; one row for a latent of one dimension.

    `axes` (the two dimensions, from 0) and `reach` say which slice; all other dimensions are 0.
    """
    networks = inside.config.networks
    size, (first, second) = networks.latent_size, request.latent_axes
    if size > 1 and (first == second or max(first, second) >= size):
        return LayerData(
            reason=Text(
                "The slice needs two different latent dimensions of 1 to {size}; chosen: {first} "
                "and {second}.",
                size=size,
                first=first + 1,
                second=second + 1,
            )
        )
    far = reach(networks.latent_law, size)
    line = torch.linspace(-far, far, NODES)
    rows = 1 if size == 1 else NODES
    latent = torch.zeros(rows, NODES, size)
    if size == 1:
        latent[..., 0] = line
    else:
        latent[..., first] = line[None, :]
        latent[..., second] = line[:, None]
    nodes = inside.generated(latent.reshape(-1, size)).reshape(rows, NODES, 2)
    axes = (0, 0) if size == 1 else (first, second)
    return LayerData({"nodes": nodes, "axes": np.array(axes), "reach": np.array([far])})
