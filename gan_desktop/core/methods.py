"""Named methods: settings of loss, regularisers and dynamics, from `resources/methods.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.params import as_tuples
from gan_desktop.core.resources import resource
from gan_desktop.core.sections import DynamicsConfig, LossConfig, RegularisersConfig

# Regularisers that are part of the networks: every method says whether it has them.
_IN_NETWORKS = {"networks.spectral_norm": False, "networks.packing": 1}


@dataclass(frozen=True)
class Method:
    """A method of the literature as settings for the toy.

    Attributes:
        key: what files and the command line call it.
        label: what menus call it (English; translated where it is shown).
        summary: one sentence: what it does.
        reference: paper.
        settings: value by path; sections that it does not name are at their defaults.
        differs: what is not as in the paper, and why, by setting.
    """

    key: str
    label: str
    summary: str
    reference: str
    settings: Mapping[str, Any]
    differs: Mapping[str, str]

    def apply(self, config: ExperimentConfig) -> ExperimentConfig:
        """The same target, networks and length, trained by this method.

        Loss, regularisers and dynamics start from their defaults, so that nothing of an earlier
        method stays.
        """
        fresh = config.replaced(
            loss=LossConfig(), regularisers=RegularisersConfig(), dynamics=DynamicsConfig()
        )
        return fresh.with_values({**_IN_NETWORKS, **self.settings})


@cache
def methods() -> Mapping[str, Method]:
    """All methods by key, in the order of the file."""
    data = tomllib.loads(resource("methods.toml").read_text(encoding="utf-8"))
    return MappingProxyType({key: _method(key, table) for key, table in data.items()})


def method(key: str) -> Method:
    """One method, or InvalidValueError that lists the known keys."""
    try:
        return methods()[key]
    except KeyError:
        known = ", ".join(methods())
        raise InvalidValueError(f"unknown method '{key}'; allowed: {known}") from None


def _method(key: str, table: dict[str, Any]) -> Method:
    return Method(
        key,
        table["label"],
        table["summary"],
        table["reference"],
        MappingProxyType({path: as_tuples(value) for path, value in table["settings"].items()}),
        MappingProxyType(table.get("differs", {})),
    )
