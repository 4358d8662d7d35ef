"""Presets: whole configs under a key, from `resources/presets/KEY.toml`."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.model import from_json
from gan_desktop.core.params import quoted
from gan_desktop.core.resources import resource

DEFAULT_PRESET = "ring8-blog"


@dataclass(frozen=True)
class Preset:
    """A config with its name and what to expect of it."""

    key: str
    label: str
    description: str
    config: ExperimentConfig


@cache
def presets() -> dict[str, Preset]:
    """All presets by key, the window's default first, then by name."""
    found = [_read(path.stem) for path in sorted(resource("presets").glob("*.toml"))]
    found.sort(key=lambda preset: preset.key != DEFAULT_PRESET)
    return {preset.key: preset for preset in found}


def preset(key: str) -> Preset:
    """One preset, or InvalidValueError that lists the known keys."""
    try:
        return presets()[key]
    except KeyError:
        known = ", ".join(presets())
        raise InvalidValueError(f"unknown preset {quoted(key)}; allowed: {known}") from None


def load_preset(key: str) -> ExperimentConfig:
    """The config of a preset.

    Raises:
        InvalidValueError: an unknown key; the sentence lists the known ones.
    """
    return preset(key).config


def _read(key: str) -> Preset:
    data = tomllib.loads(resource("presets", f"{key}.toml").read_text(encoding="utf-8"))
    label, description = data.pop("label"), data.pop("description")
    # Strict models take lists for tuples from JSON, not from Python.
    return Preset(key, label, description, from_json(ExperimentConfig, json.dumps(data)))
