"""The discriminator's output on a grid."""

import numpy as np

from gan_desktop.core.layers.data import LayerData, LayerRequest
from gan_desktop.core.layers.density import places
from gan_desktop.core.layers.output import Output
from gan_desktop.core.metrics.game import Reading
from gan_desktop.training.layers.inside import NOT_FINITE, PACKED, Inside


def discriminator(inside: Inside, request: LayerRequest) -> LayerData:
    """`values` (rows, columns), `middle` between real and generated, what it is (`output`)."""
    if inside.packing > 1:
        return LayerData(reason=PACKED)
    values = inside.shown(places(request.region, request.resolution))
    middle = _middle(inside)
    if not (np.isfinite(values).all() and np.isfinite(middle)):
        return LayerData(reason=NOT_FINITE)
    output = Output.of(inside.objective.reading, inside.objective.scores)
    return LayerData(
        {
            "values": values.reshape(request.resolution, request.resolution),
            "middle": np.array([middle]),
            "output": np.array([output]),
        },
        request.region,
    )


def _middle(inside: Inside) -> float:
    objective = inside.objective
    if objective.reading in (Reading.LOGIT, Reading.MARGIN):
        return objective.boundary
    if callable(objective.optimum):
        # Where both clouds are equally dense.
        return float(objective.optimum(np.zeros((1, 1)), 0.0)[0, 0])
    clouds = (inside.snapshot.real, inside.snapshot.fake)
    return float(np.mean([inside.shown(points).mean() for points in clouds]))
