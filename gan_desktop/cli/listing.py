"""`gan-desktop list`: what there is to choose from."""

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
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
from gan_desktop.core.registry import Entry
from gan_desktop.core.targets import TARGETS


@dataclass(frozen=True)
class Row:
    """One alternative; its fields are those of the JSON.

    Attributes:
        key: what the command line and files call it.
        label: what menus call it.
        summary: one sentence or formula.
        reference: its paper; None where there is none to give.
    """

    key: str
    label: str
    summary: str
    reference: str | None = None


def _entries(registry: Iterable[Entry]) -> list[Row]:
    return [Row(e.key, e.label, e.summary, e.reference or None) for e in registry]


def _settings(registry: Iterable[Added]) -> list[Row]:
    """Settings that are alternatives of their own."""
    return [
        Row(added.key, param_at(added.path).label, added.summary, added.reference)
        for added in registry
    ]


# One line for each list.
LISTS: dict[str, Callable[[], list[Row]]] = {
    "presets": lambda: [Row(p.key, p.label, p.description) for p in presets().values()],
    "targets": lambda: [Row(t.key, t.label, t.about) for t in TARGETS],
    "methods": lambda: [Row(m.key, m.label, m.summary, m.reference) for m in methods().values()],
    "losses": lambda: _entries(OBJECTIVES),
    "regularisers": lambda: [*_entries(PENALTIES), *_settings(ADDED_REGULARISERS)],
    "dynamics": lambda: [
        *_entries(OPTIMISERS),
        *_entries(UPDATES),
        *_settings(ADDED_DYNAMICS),
    ],
}


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("list", help=f"list {', '.join(LISTS)}")
    parser.add_argument("what", choices=list(LISTS), help="what to list, one key a line")
    parser.add_argument(
        "--json",
        action="store_true",
        help='print {"WHAT": [{"key", "label", "summary", "reference"}, ...]}; reference is null '
        "where there is none",
    )
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Print one line each, key first, then label; or all of it as JSON."""
    rows = LISTS[arguments.what]()
    if arguments.json:
        content = {arguments.what: [asdict(row) for row in rows]}
        say(json.dumps(content, indent=1))
        return 0
    width = max(len(row.key) for row in rows)
    for row in rows:
        say(f"{row.key:{width}}  {row.label}")
    return 0
