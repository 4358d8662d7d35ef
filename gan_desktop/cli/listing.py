"""`gan-desktop list`: what there is to choose from."""

import argparse
from collections.abc import Callable, Iterable
from typing import Any

from gan_desktop.cli.console import say
from gan_desktop.core.catalog import (
    ADDED_DYNAMICS,
    ADDED_REGULARISERS,
    OBJECTIVES,
    OPTIMISERS,
    PENALTIES,
    UPDATES,
)
from gan_desktop.core.catalog.rows import Added
from gan_desktop.core.config import param_at
from gan_desktop.core.methods import methods
from gan_desktop.core.presets import presets
from gan_desktop.core.targets import TARGETS

Row = tuple[str, str]


def _labels(things: Iterable[Any]) -> list[Row]:
    """Key and label of entries of a registry, of presets, of methods."""
    return [(thing.key, thing.label) for thing in things]


def _settings(registry: Iterable[Added]) -> list[Row]:
    """Settings that are alternatives of their own."""
    return [(added.key, param_at(added.path).label) for added in registry]


# One line for each list.
LISTS: dict[str, Callable[[], Iterable[Row]]] = {
    "presets": lambda: _labels(presets().values()),
    "targets": lambda: _labels(TARGETS),
    "methods": lambda: _labels(methods().values()),
    "losses": lambda: _labels(OBJECTIVES),
    "regularisers": lambda: [*_labels(PENALTIES), *_settings(ADDED_REGULARISERS)],
    "dynamics": lambda: [
        *_labels(OPTIMISERS),
        *_labels(UPDATES),
        *_settings(ADDED_DYNAMICS),
    ],
}


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("list", help=f"list {', '.join(LISTS)}")
    parser.add_argument("what", choices=list(LISTS), help="what to list, one key a line")
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Print one line each: key first, then label."""
    rows = list(LISTS[arguments.what]())
    width = max(len(key) for key, _ in rows)
    for key, label in rows:
        say(f"{key:{width}}  {label}")
    return 0
