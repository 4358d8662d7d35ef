"""The text of a file brought up to date: what a person wrote around the values stays."""

import math
from collections.abc import MutableMapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import Array

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.store.experiment_text import all_values, value_text, values_of
from gan_desktop.store.schema import SCHEMA


def updated(text: str, config: ExperimentConfig) -> str:
    """A TOML text with the values of a config; comments, order and the person's ways stay.

    What has its default and is not in the text stays out of it; what no experiment has is removed.

    Raises:
        Exception: the text is no TOML (of many kinds: tomlkit raises them).
    """
    windows = "\r\n" in text
    document = tomlkit.parse(text.replace("\r\n", "\n"))
    _put(document, "schema", SCHEMA)
    needed, known = values_of(config, whole=()), all_values(config)
    for name in set(document) - set(known) - {"schema"}:
        del document[name]
    for name, values in known.items():
        if name not in document and name in needed:
            document[name] = tomlkit.table()
        if name in document:
            _update(document[name], values, needed.get(name, {}))
    result = tomlkit.dumps(document)
    return result.replace("\n", "\r\n") if windows else result


def _update(
    section: MutableMapping[str, Any], values: dict[str, Any], needed: dict[str, Any]
) -> None:
    for name in set(section) - set(values):
        del section[name]
    for name, value in values.items():
        if name in section or name in needed:
            _put(section, name, value)


def _put(section: MutableMapping[str, Any], name: str, value: Any) -> None:
    old = section.get(name)
    if isinstance(old, Array) and isinstance(value, Sequence):
        _update_list(old, value)
    elif not _same(old, value):
        section[name] = tomlkit.value(value_text(value))


def _update_list(old: Array, values: Sequence[Any]) -> None:
    while len(old) > len(values):
        del old[-1]
    for index, value in enumerate(values):
        if index == len(old):
            old.append(tomlkit.value(value_text(value)))
        elif isinstance(old[index], Array) and isinstance(value, Sequence):
            _update_list(old[index], value)
        elif not _same(old[index], value):
            old[index] = tomlkit.value(value_text(value))


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, bool) or isinstance(new, bool):
        return old is new
    if isinstance(new, int | float) and isinstance(old, int | float):
        # 1 may stand for 1.0, but 0.0 is not -0.0.
        return old == new and math.copysign(1, old) == math.copysign(1, new)
    return bool(old == new)
