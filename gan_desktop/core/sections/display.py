"""What is drawn, and how often."""

from typing import Annotated

from gan_desktop.core.conditions import KnownModes
from gan_desktop.core.model import Value
from gan_desktop.core.params import Flag, Number, Numbers


def _limits(axis: str) -> Numbers:
    return Numbers(
        label=f"View {axis}",
        tooltip=f"First and last {axis} of the view that Home returns to. With equal axes the "
        "window may show more.",
        unit="data",
        low=-1e4,
        high=1e4,
        shortest=2,
        longest=2,
        least_gap=1e-3,
        live=True,
    )


class DisplayConfig(Value):
    """What is drawn, and how often."""

    snapshot_every: Annotated[
        int,
        Number(
            label="Redraw every",
            tooltip="Steps between two snapshots: canvas, curves and recorded frames.",
            unit="steps",
            low=1,
            high=1000,
            integer=True,
            live=True,
        ),
    ] = 50
    x_limits: Annotated[tuple[float, ...], _limits("x")] = (-3.0, 3.0)
    y_limits: Annotated[tuple[float, ...], _limits("y")] = (-4.0, 4.0)
    point_size: Annotated[
        int,
        Number(
            label="Point size",
            tooltip="Size of the marks on the canvas.",
            unit="px",
            low=2,
            high=20,
            integer=True,
            live=True,
        ),
    ] = 7
    show_centres: Annotated[
        bool,
        Flag(
            label="Show centres",
            tooltip="The handles that move the modes of the target.",
            live=True,
            used_when=(KnownModes(),),
        ),
    ] = True
