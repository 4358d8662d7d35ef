"""The other kind of target: a shape without modes that could be counted."""

import math
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.params import Choice, Number
from gan_desktop.core.shapes import SHAPES, UNIFORMS
from gan_desktop.core.target import Target


class ShapeTarget(Target):
    """A shape of the registry, turned and scaled about the origin, with normal noise on top.

    x = scale * R(rotation) * shape(u) + noise * z, with u uniform and z standard normal.
    """

    kind: Literal["shape"] = "shape"
    shape: Annotated[
        str,
        Choice(label="Shape", tooltip="What the points lie on.", registry=SHAPES, live=True),
    ]
    noise: Annotated[
        float,
        Number(
            label="Shape noise",
            tooltip="Standard deviation of the normal noise around the shape, on each axis.",
            unit="data",
            low=0,
            high=100,
            increment=0.01,
            live=True,
        ),
    ] = 0.0
    scale: Annotated[
        float,
        Number(
            label="Shape scale",
            tooltip="Size of the shape; 1 is the field's usual one. The noise stays as it is.",
            low=0.01,
            high=100,
            increment=0.1,
            live=True,
        ),
    ] = 1.0
    rotation: Annotated[
        float,
        Number(
            label="Shape rotation",
            tooltip="Angle that the shape is turned by about the origin, counterclockwise.",
            unit="°",
            low=-180,
            high=180,
            increment=5,
            live=True,
        ),
    ] = 0.0

    def sample(self, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Draw (count, 2) independent points; see `Target.sample`."""
        return self.placed(rng.random((count, UNIFORMS)), rng.standard_normal((count, 2)))

    def placed(
        self, uniform: NDArray[np.float64], normal: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The points that (n, 3) uniform numbers of [0, 1) and (n, 2) standard normal ones make."""
        angle = math.radians(self.rotation)
        cosine, sine = math.cos(angle), math.sin(angle)
        turned = SHAPES[self.shape].load()(uniform) @ np.array([[cosine, sine], [-sine, cosine]])
        return np.asarray(self.scale * turned + self.noise * normal)
