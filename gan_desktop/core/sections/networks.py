"""Generator and discriminator: how they are built."""

from typing import Annotated

from gan_desktop.core.catalog import (
    ACTIVATIONS,
    DISCRIMINATOR_ACTIVATIONS,
    INITIALISATIONS,
    LATENT_LAWS,
    NORMALISATIONS,
)
from gan_desktop.core.model import Value
from gan_desktop.core.params import Choice, Flag, Number, Numbers


def _widths(network: str) -> Numbers:
    return Numbers(
        label=f"Hidden layers ({network[0].upper()})",
        tooltip=f"Width of each hidden layer of the {network}, from input to output.",
        low=1,
        high=1024,
        integer=True,
    )


def _normalisation(network: str, note: str = "") -> Choice:
    return Choice(
        label=f"Normalisation ({network[0].upper()})",
        tooltip=f"Between the hidden layers of the {network}.{note}",
        registry=NORMALISATIONS,
        more=True,
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
    discriminator_activation: Annotated[
        str,
        Choice(
            label="Activation (D)",
            tooltip="Of the discriminator, where it is another one.",
            registry=DISCRIMINATOR_ACTIVATIONS,
            more=True,
        ),
    ] = "same"
    generator_normalisation: Annotated[str, _normalisation("generator")] = "none"
    discriminator_normalisation: Annotated[
        str,
        _normalisation(
            "discriminator",
            " Batch normalisation mixes the points of a batch: it does not go with a penalty on "
            "each point's slope.",
        ),
    ] = "none"
    spectral_norm: Annotated[
        bool,
        Flag(
            label="Spectral norm (D)",
            tooltip="Every weight of the discriminator is divided by its largest singular value, "
            "found by one power iteration a pass (Miyato et al. 2018, arXiv:1802.05957).",
            more=True,
        ),
    ] = False
    packing: Annotated[
        int,
        Number(
            label="Packing",
            tooltip="Points that the discriminator sees together, all real or all generated "
            "(PacGAN, Lin et al. 2018, arXiv:1712.04086). The batch size counts its inputs.",
            unit="points",
            low=1,
            high=16,
            integer=True,
            more=True,
        ),
    ] = 1
