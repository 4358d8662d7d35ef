"""What the metadata says of settings that take no part, against trainings bit for bit."""

from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
import torch

from gan_desktop import load_preset
from gan_desktop.core.conditions import UsedByChoice
from gan_desktop.core.config import ExperimentConfig, all_params, param_at
from gan_desktop.core.params import Choice, Flag, Number, Numbers, Param, Table
from gan_desktop.core.shape_target import ShapeTarget
from gan_desktop.core.targets import TARGETS
from gan_desktop.core.unused import unused_settings
from gan_desktop.training import GanTrainer

# Small, and such that all that can matter does within a few steps.
BASE = load_preset("ring8-blog").with_values(
    {
        "networks.latent_size": 2,
        "networks.generator_hidden": (3,),
        "networks.discriminator_hidden": (8,),
        "networks.activation": "leaky-relu",
        "networks.initialisation": "he",
        "training.batch_size": 4,
        "training.learning_rate_g": 0.05,
        # Steep enough for the one-sided penalty.
        "training.learning_rate_d": 0.5,
        # Adam's first step does not depend on its decays.
        "training.steps": 3,
        # BEGAN's balance starts at 0 and must leave it.
        "loss.k_rate": 0.5,
        "loss.gamma": 1.0,
    }
)
SHAPE = TARGETS["two-moons"].put_into(BASE)
# What does not ask for a choice is looked at under each entry of these.
CHOICES = ("training.objective", "dynamics.optimiser", "dynamics.update")
# How it is drawn is no part of the training; tables have no other value that is easy to make.
PATHS = [
    path
    for path, param in dict((*all_params(), *all_params(ShapeTarget))).items()
    if not path.startswith("display.") and not isinstance(param, Table)
]


@cache
def outcome(config: ExperimentConfig) -> tuple[bytes, ...]:
    """Losses of every step and all weights at the end, as they are in memory."""
    trainer = GanTrainer(config)
    found = []
    while trainer.steps_done < config.training.steps:
        trainer.step()
        found.append(str(trainer.losses).encode())
    networks = (trainer.generator.state_dict(), trainer.discriminator.state_dict())
    for weights in (*networks, trainer.averaged_weights()):
        found += [torch.as_tensor(each).numpy().tobytes() for each in weights.values()]
    return tuple(found)


def other(param: Param, value):
    """Another value that is allowed."""
    if isinstance(param, Flag):
        return not value
    if isinstance(param, Choice):
        return next(entry.key for entry in param.registry if entry.key != value)
    if isinstance(param, Numbers):
        return (*value[:-1], value[-1] + 1)
    assert isinstance(param, Number)
    if param.integer:
        return value + 1 if value < param.high else value - 1
    return value / 2 if value else min(0.1, param.high)


def situations(path: str) -> Iterator[ExperimentConfig]:
    """Choices under which a setting is looked at: all that its conditions are about."""
    base = BASE if hasattr(getattr(BASE, path.split(".")[0]), path.split(".")[1]) else SHAPE
    conditions = param_at(path).used_when
    options = []
    for condition in conditions:
        of = param_at(condition.path)
        if isinstance(condition, UsedByChoice):
            options.append([{condition.path: entry.key} for entry in of.registry])
        else:
            on = base.value(condition.path) or other(of, 0)
            options.append([{condition.path: value} for value in (0, on)])
    for parts in product(*options):
        yield base.with_values({key: value for part in parts for key, value in part.items()})
    if not conditions:
        for choice in CHOICES:
            registry = param_at(choice).registry
            # Losses of a family differ in their own numbers, and those have conditions.
            for key in {entry.family or entry.key: entry.key for entry in registry}.values():
                yield base.with_values({choice: key})


@pytest.mark.parametrize("path", PATHS)
def test_a_setting_takes_part_where_its_metadata_says_so_and_nowhere_else(path: str) -> None:
    param, used = param_at(path), 0
    for config in situations(path):
        changed = config.with_values({path: other(param, config.value(path))})
        same = outcome(config) == outcome(changed)
        assert same == (path in unused_settings(config)), config.changed_from(BASE)
        used += not same
    assert used
