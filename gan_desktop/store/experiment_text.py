"""An experiment as TOML text, and back."""

import json
from collections.abc import Sequence
from typing import Any

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.model import validated
from gan_desktop.core.params import as_tuples
from gan_desktop.core.words import Text, told
from gan_desktop.store.data import data_of
from gan_desktop.store.outline import Outline
from gan_desktop.store.refusal import refused
from gan_desktop.store.schema import SCHEMA, migrated

Sections = dict[str, dict[str, Any]]

# Written in full; of the other sections, what has a default only where it differs from it.
WHOLE = ("target", "display")
NUMBERS_A_LINE = 10


def config_of(text: str, source: str) -> ExperimentConfig:
    """The experiment that a TOML text describes.

    Args:
        text: the text.
        source: what the sentences call it.

    Raises:
        InvalidValueError: one sentence with key, line and what is allowed.
    """
    data, outline = data_of(text, source)
    return config_of_data(migrated(data, outline, source), source, outline)


def config_of_data(
    data: dict[str, Any], source: str, outline: Outline | None = None
) -> ExperimentConfig:
    """The experiment of sections with settings.

    Raises:
        InvalidValueError: as `config_of`.
    """
    for name, section in data.items():
        if name in ExperimentConfig.model_fields and not isinstance(section, dict):
            line = outline.line_of(name) if outline else None
            reason = Text("allowed: a table; write [{name}] on a line.", name=name)
            raise refused(source, reason, name, line)
    try:
        return validated(ExperimentConfig, {name: _immutable(item) for name, item in data.items()})
    except InvalidValueError as error:
        line = outline.line_of(error.path) if outline else None
        raise refused(source, _without_path(told(error)), error.path, line) from None


def _without_path(reason: str) -> str:
    """What is wrong, where the setting is named beside it."""
    if isinstance(reason, Text) and reason.template.startswith("{path}: "):
        return Text(reason.template.removeprefix("{path}: "), **reason.values)
    return reason


def _immutable(value: Any) -> Any:
    # Strict models want tuples.
    return {k: as_tuples(v) for k, v in value.items()} if isinstance(value, dict) else value


def all_values(config: ExperimentConfig) -> Sections:
    """Every setting, by section."""
    return config.model_dump()


def values_of(config: ExperimentConfig, whole: Sequence[str] = WHOLE) -> Sections:
    """The settings that a file must hold: together with the defaults they are the config."""
    sections = {}
    for name, values in all_values(config).items():
        fields = type(getattr(config, name)).model_fields
        # By their texts: 0.0 and -0.0 are equal, and not the same.
        needed = {k: v for k, v in values.items() if repr(v) != repr(fields[k].default)}
        if name in whole or needed:
            sections[name] = values if name in whole else needed
    return sections


def text_of(config: ExperimentConfig) -> str:
    """The TOML text of an experiment, without comments of a person's."""
    parts = [f"schema = {SCHEMA} # an experiment of GAN Desktop\n"]
    for section, values in values_of(config).items():
        lines = [f"{name} = {value_text(value)}\n" for name, value in values.items()]
        parts.append(f"[{section}]\n{''.join(lines)}")
    return "\n".join(parts)


def value_text(value: Any) -> str:
    """One value in TOML; long lists and tables of numbers with their rows on lines."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, Sequence):
        return repr(value)
    if any(isinstance(item, Sequence) for item in value):
        return _lines([_flat(item) for item in value])
    if len(value) <= NUMBERS_A_LINE:
        return _flat(value)
    rows = [value[i : i + NUMBERS_A_LINE] for i in range(0, len(value), NUMBERS_A_LINE)]
    return _lines([_flat(row)[1:-1] for row in rows])


def _flat(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_flat, value))}]"
    return value_text(value)


def _lines(rows: list[str]) -> str:
    return "[\n" + "".join(f"  {row},\n" for row in rows) + "]"
