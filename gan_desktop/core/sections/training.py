"""The two-player game: objective, rates, batch, length."""

from typing import Annotated

from gan_desktop.core.catalog import OBJECTIVES
from gan_desktop.core.conditions import UsedByChoice
from gan_desktop.core.model import Value
from gan_desktop.core.params import Choice, Number


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
        used_when=(UsedByChoice("dynamics.optimiser"),),
    )


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
            tooltip="Length of a run: where Play, the command line and a comparison stop. "
            "Play again trains beyond it.",
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
