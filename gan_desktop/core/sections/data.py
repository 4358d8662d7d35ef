"""What the discriminator is shown of the target."""

from typing import Annotated

from gan_desktop.core.model import Value
from gan_desktop.core.params import Number


class DataConfig(Value):
    """Fresh points, or a data set."""

    fixed_points: Annotated[
        int,
        Number(
            label="Data set",
            tooltip="Points that are drawn once from the seed; batches are drawn from them, with "
            "replacement. 0 for fresh points in every batch.",
            unit="points",
            low=0,
            high=1_000_000,
            integer=True,
            increment=1000,
            live=True,
        ),
    ] = 0
