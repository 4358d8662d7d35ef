"""Rows of published tables with the recipes that they were made by, as far as they are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gan_desktop.bench import saddle
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.presets import load_preset
from gan_desktop.core.targets import TARGETS
from gan_desktop.training import GanTrainer

# Both papers score so many generated points.
POINTS = 2500
SCORED = ("modes_any", "high_quality", "reverse_kl")


@dataclass(frozen=True)
class PublishedRow:
    """One row of a published table, and how we go about it.

    Attributes:
        name: of the method, as in the table.
        source: paper and table.
        target: key of the distribution.
        modes: as printed there.
        high_quality: as printed there, percent.
        reverse_kl: as printed there, nats; "" where the table has none.
        runs: how many the paper's figures are the mean of.
        steps: generator updates of a run, as in the paper or its code.
        shortened: how many we make of them unless told otherwise.
        settings: value by path, on top of the preset `ring8`.
    """

    name: str
    source: str
    target: str
    modes: str
    high_quality: str
    reverse_kl: str
    runs: int
    steps: int
    shortened: int
    settings: Mapping[str, Any]

    def config(self, steps: int, seed: int) -> ExperimentConfig:
        """One run."""
        length = {"training.steps": steps, "training.seed": seed}
        # All at once would be the usual way; the objective may be one of ours.
        saddle.register()
        base = TARGETS[self.target].put_into(load_preset("ring8"))
        return base.with_values({**self.settings, **length})


@dataclass(frozen=True)
class Score:
    """What a run reached at its last step, of 2,500 points.

    Attributes:
        modes: with at least one point within 3 sigma.
        high_quality: share of the points within 3 sigma of their nearest mode, 0 to 1.
        reverse_kl: log K - H(q) over the modes in nats, K of them with equal weights; None
            without a point of high quality.
        diverged: whether it ended before; then there are no points.
    """

    modes: int
    high_quality: float
    reverse_kl: float | None
    diverged: bool = False


def scored(config: ExperimentConfig) -> Score:
    """Train to the config's length, then score by the papers' rules."""
    # Another process has imported this module only.
    saddle.register()
    trainer = GanTrainer(config)
    try:
        trainer.run(config.training.steps)
        found = trainer.snapshot(POINTS, [METRICS[key] for key in SCORED]).metrics
    except DivergedError:
        return Score(0, 0.0, None, diverged=True)
    return Score(int(found["modes_any"]), found["high_quality"], found.get("reverse_kl"))


# poolio/unrolled_gan, "Unrolled GAN demo.ipynb".
_NOTEBOOK: Mapping[str, Any] = {
    "training.objective": saddle.ENTRY.key,
    "dynamics.update": "simultaneous",
    "dynamics.unrolled": 5,
    "networks.latent_size": 256,
    "networks.generator_hidden": (128, 128),
    "networks.discriminator_hidden": (128, 128),
    "networks.activation": "tanh",
    "networks.initialisation": "orthogonal",
    "training.batch_size": 512,
    "training.learning_rate_g": 1e-3,
    "training.learning_rate_d": 1e-4,
    "training.beta1_g": 0.5,
    "training.beta1_d": 0.5,
}
# fjxmlzn/PacGAN, synthetic_data_experiments/2DRing_GAN&PacGAN.
_PACGAN: Mapping[str, Any] = {
    "training.objective": "non-saturating",
    "dynamics.update": "simultaneous",
    "data.fixed_points": 100_000,
    "networks.latent_size": 2,
    "networks.generator_hidden": (400,) * 4,
    "networks.generator_normalisation": "batch",
    "networks.discriminator_hidden": (200,) * 3,
    "networks.discriminator_activation": "maxout",
    "networks.initialisation": "normal-0.02",
    "training.batch_size": 100,
    "training.learning_rate_g": 1e-4,
    "training.learning_rate_d": 1e-4,
    "training.beta1_g": 0.8,
    "training.beta1_d": 0.8,
}
_VEEGAN_TABLE = "VEEGAN, arXiv:1705.07761, Table 1"
_PACGAN_TABLE = "PacGAN, arXiv:1712.04086, Table 1"

ROWS = (
    PublishedRow("Unrolled", _VEEGAN_TABLE, "ring8", "7.6", "35.6", "",
                 5, 25_000, 2500, _NOTEBOOK),
    PublishedRow("Unrolled", _VEEGAN_TABLE, "grid25", "23.6", "16", "",
                 5, 25_000, 2500, _NOTEBOOK),
    PublishedRow("GAN", _PACGAN_TABLE, "ring8", "6.3±0.5", "98.2±0.2", "0.45±0.09",
                 10, 400_000, 10_000, _PACGAN),
    PublishedRow("PacGAN2", _PACGAN_TABLE, "ring8", "7.9±0.1", "95.6±2.0", "0.07±0.03",
                 10, 400_000, 10_000, {**_PACGAN, "networks.packing": 2}),
)  # fmt: skip
