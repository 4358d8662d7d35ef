"""Short forms for the settings of trained recipes."""

from typing import Any

Settings = dict[str, Any]

FAN_IN: Settings = {"networks.initialisation": "fan-in"}
MINIMAX: Settings = {"training.objective": "minimax"}
NO_MOMENTUM: Settings = {"training.beta1_g": 0.0, "training.beta1_d": 0.0}


def rates(generator: float, discriminator: float) -> Settings:
    """Learning rates."""
    return {
        "training.learning_rate_g": generator,
        "training.learning_rate_d": discriminator,
    }


def nets(
    generator: tuple[int, ...],
    discriminator: tuple[int, ...],
    latent: int,
    activation: str = "relu",
    batch: int = 128,
) -> Settings:
    """Hidden layers, latent size, activation and batch."""
    return {
        "networks.generator_hidden": generator,
        "networks.discriminator_hidden": discriminator,
        "networks.latent_size": latent,
        "networks.activation": activation,
        "training.batch_size": batch,
    }


SMALL = nets((64, 64), (64, 64), 16)
TANH = nets((64, 64), (64, 64), 8, "tanh") | FAN_IN | rates(1e-3, 1e-3)
