"""The sections of the config, one file each, with the metadata of their inputs."""

from gan_desktop.core.sections.data import DataConfig
from gan_desktop.core.sections.display import DisplayConfig
from gan_desktop.core.sections.dynamics import DynamicsConfig
from gan_desktop.core.sections.loss import LossConfig
from gan_desktop.core.sections.networks import NetworksConfig
from gan_desktop.core.sections.regularisers import RegularisersConfig
from gan_desktop.core.sections.training import TrainingConfig

__all__ = [
    "DataConfig",
    "DisplayConfig",
    "DynamicsConfig",
    "LossConfig",
    "NetworksConfig",
    "RegularisersConfig",
    "TrainingConfig",
]
