"""The optimal discriminator on a grid."""

from functools import lru_cache

import numpy as np
from torch import Tensor

from gan_desktop.core.catalog import LATENT_LAWS
from gan_desktop.core.layers.data import LayerData, LayerRequest
from gan_desktop.core.layers.optimal import log_ratio
from gan_desktop.core.layers.output import Output
from gan_desktop.training.layers.inside import PACKED, Inside
from gan_desktop.training.streams import Stream, torch_stream

# Generated points that the density is estimated from.
POINTS = 5000


def optimal(inside: Inside, request: LayerRequest) -> LayerData:
    """`values` (rows, columns) as the discriminator's, NaN where neither cloud is; `bandwidth`.

    Of the loss alone: penalties, clipping and the network's own limits are left out.
    """
    objective = inside.objective
    if not callable(objective.optimum):
        return LayerData(reason=objective.optimum)
    if inside.packing > 1:
        return LayerData(reason=PACKED)
    networks, seed = inside.config.networks, inside.config.training.seed
    generated = inside.generated(_latent(networks.latent_law, networks.latent_size, seed))
    found = log_ratio(
        inside.config.target, generated, request.region, request.resolution, inside.noise
    )
    smoothing = 0.0
    if objective.smoothed is not None:
        smoothing = inside.config.regularisers.label_smoothing
    return LayerData(
        {
            "values": objective.optimum(found.values, smoothing),
            "output": np.array([Output.of(objective.reading, objective.scores)]),
            "bandwidth": np.array([found.bandwidth]),
        },
        request.region,
    )


@lru_cache(maxsize=2)
def _latent(law: str, size: int, seed: int) -> Tensor:
    latent: Tensor = LATENT_LAWS[law].load()(
        POINTS, size, torch_stream(seed, Stream.EVALUATION_LATENT)
    )
    return latent
