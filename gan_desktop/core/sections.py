"""The sections of the config: networks, training, display, with the metadata of their inputs."""

from typing import Annotated

from gan_desktop.core.catalog import ACTIVATIONS, INITIALISATIONS, LATENT_LAWS, OBJECTIVES
from gan_desktop.core.model import Value
from gan_desktop.core.params import Choice, Flag, Number, Numbers


def _learning_rate(network: str) -> Number:
    return Number(
        label=f"Learning rate ({network[0].upper()})",
        tooltip=f"Adam's step size for the {network}. Up and down keys multiply by 1.25.",
        low=1e-7,
        high=1,
        factor=1.25,
        live=True,
    )


def _beta(which: int, network: str) -> Number:
    what = ("its memory of the gradient", "its memory of the squared gradient")[which - 1]
    return Number(
        label=f"Adam β{'₁₂'[which - 1]} ({network[0].upper()})",
        tooltip=f"Decay of Adam's moment estimate for the {network}: {what}.",
        low=0,
        high=0.9999,
        increment=0.001 if which == 2 else 0.01,
        live=True,
        more=True,
    )


def _widths(network: str) -> Numbers:
    return Numbers(
        label=f"Hidden layers ({network[0].upper()})",
        tooltip=f"Width of each hidden layer of the {network}, from input to output.",
        low=1,
        high=1024,
        integer=True,
    )


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


class NetworksConfig(Value):
    """Generator and discriminator: multilayer perceptrons."""

    latent_size: Annotated[
        int,
        Number(
            label="Latent size",
            tooltip="Dimensions of the noise that the generator maps to points.",
            low=1,
            high=512,
            integer=True,
        ),
    ]
    latent_law: Annotated[
        str,
        Choice(
            label="Latent law",
            tooltip="The law the noise is drawn from.",
            registry=LATENT_LAWS,
        ),
    ]
    generator_hidden: Annotated[tuple[int, ...], _widths("generator")]
    discriminator_hidden: Annotated[tuple[int, ...], _widths("discriminator")]
    activation: Annotated[
        str,
        Choice(
            label="Activation",
            tooltip="Between the layers of both networks; the outputs stay linear.",
            registry=ACTIVATIONS,
        ),
    ]
    initialisation: Annotated[
        str,
        Choice(
            label="Initialisation",
            tooltip="How the weights start. It matters: on the blog's ring the small normal one "
            "covers all modes, the fan-in one hops between them.",
            registry=INITIALISATIONS,
        ),
    ]


class TrainingConfig(Value):
    """The two-player game and its optimisers. "Step" is one generator update."""

    objective: Annotated[
        str,
        Choice(
            label="Objective",
            tooltip="The pair of losses that the two networks minimise.",
            registry=OBJECTIVES,
            live=True,
        ),
    ]
    learning_rate_g: Annotated[float, _learning_rate("generator")]
    learning_rate_d: Annotated[float, _learning_rate("discriminator")]
    batch_size: Annotated[
        int,
        Number(
            label="Batch size",
            tooltip="Real points, and as many generated ones, in each update.",
            unit="points",
            low=1,
            high=16_384,
            integer=True,
            factor=2,
            live=True,
        ),
    ]
    d_steps: Annotated[
        int,
        Number(
            label="D steps per G step",
            tooltip="Discriminator updates before each generator update.",
            low=1,
            high=100,
            integer=True,
            live=True,
        ),
    ]
    seed: Annotated[
        int,
        Number(
            label="Seed",
            tooltip="Decides initial weights, data and noise. The same seed gives the same run, "
            "bit for bit, on one machine.",
            low=0,
            high=2**63 - 1,
            integer=True,
        ),
    ]
    steps: Annotated[
        int,
        Number(
            label="Steps",
            tooltip="Length of a run on the command line and of Training > Train to step. "
            "Play trains until paused.",
            unit="steps",
            low=1,
            high=100_000_000,
            integer=True,
            increment=1000,
            live=True,
        ),
    ]
    beta1_g: Annotated[float, _beta(1, "generator")]
    beta2_g: Annotated[float, _beta(2, "generator")]
    beta1_d: Annotated[float, _beta(1, "discriminator")]
    beta2_d: Annotated[float, _beta(2, "discriminator")]


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
        ),
    ] = True
