"""What can be chosen from, one entry each: to add an alternative, add its file and an entry here.

The implementations need torch and are named by module, so that menus, presets and the command
line can list them without it.
"""

from gan_desktop.core.catalog.added import ADDED_DYNAMICS, ADDED_REGULARISERS
from gan_desktop.core.catalog.dynamics import OPTIMISERS, SCHEDULES, UPDATES
from gan_desktop.core.catalog.networks import (
    ACTIVATIONS,
    DISCRIMINATOR_ACTIVATIONS,
    INITIALISATIONS,
    LATENT_LAWS,
    NORMALISATIONS,
)
from gan_desktop.core.catalog.objectives import JUDGES, OBJECTIVES
from gan_desktop.core.catalog.penalties import PENALTIES

__all__ = [
    "ACTIVATIONS",
    "ADDED_DYNAMICS",
    "ADDED_REGULARISERS",
    "DISCRIMINATOR_ACTIVATIONS",
    "INITIALISATIONS",
    "JUDGES",
    "LATENT_LAWS",
    "NORMALISATIONS",
    "OBJECTIVES",
    "OPTIMISERS",
    "PENALTIES",
    "SCHEDULES",
    "UPDATES",
]
