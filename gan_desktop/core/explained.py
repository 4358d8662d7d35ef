"""What a config is trained by, in words: formula, reference and what to look for of each part."""

from collections.abc import Iterator
from dataclasses import dataclass

from gan_desktop.core.catalog import (
    ADDED_DYNAMICS,
    ADDED_REGULARISERS,
    OBJECTIVES,
    OPTIMISERS,
    PENALTIES,
    UPDATES,
)
from gan_desktop.core.catalog.rows import Added
from gan_desktop.core.config import ExperimentConfig, param_at
from gan_desktop.core.registry import Entry, KeyedRegistry, Note
from gan_desktop.core.unused import unused_settings


@dataclass(frozen=True)
class Explanation:
    """One part of the choice; English, translated where it is shown.

    Attributes:
        key: names the part.
        label: what menus call it.
        summary: the formula, or one sentence.
        reference: authors, year, number; "" for none.
        note: what to look for; None for nothing.
    """

    key: str
    label: str
    summary: str
    reference: str
    note: Note | None


def explanations(config: ExperimentConfig) -> tuple[Explanation, ...]:
    """Of the loss, each active regulariser, optimiser, update rule and what is added to them."""
    training, dynamics = config.training, config.dynamics
    penalties = [e for e in PENALTIES if config.value(f"regularisers.{e.key.replace('-', '_')}")]
    return (
        _of_entry(OBJECTIVES[training.objective]),
        *map(_of_entry, penalties),
        *_active(ADDED_REGULARISERS, config),
        _of_entry(OPTIMISERS[dynamics.optimiser]),
        _of_entry(UPDATES[dynamics.update]),
        *_active(ADDED_DYNAMICS, config),
    )


def _of_entry(entry: Entry) -> Explanation:
    return Explanation(entry.key, entry.label, entry.summary, entry.reference, entry.note)


def _active(registry: KeyedRegistry[Added], config: ExperimentConfig) -> Iterator[Explanation]:
    unused = unused_settings(config)
    for added in registry:
        if config.value(added.path) != added.off and added.path not in unused:
            label = param_at(added.path).label
            yield Explanation(added.key, label, added.summary, added.reference, added.note)
