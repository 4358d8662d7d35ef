"""Named alternatives, in order; `Registry` lists them without importing what implements them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any, Generic, Protocol, TypeVar

from gan_desktop.core.errors import InvalidValueError


class Keyed(Protocol):
    """What can be registered: anything with a key."""

    @property
    def key(self) -> str:
        """What files and the command line call it."""


K = TypeVar("K", bound=Keyed)


class KeyedRegistry(Generic[K]):
    """Things by key, in the order in which they were added."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._entries: dict[str, K] = {}

    def add(self, entry: K) -> K:
        """Add an entry; a key that is taken is an error, never a silent replacement."""
        if entry.key in self._entries:
            raise ValueError(f"{self.noun} {entry.key!r} is registered already")
        self._entries[entry.key] = entry
        return entry

    def remove(self, key: str) -> None:
        """Take an entry out again (for extensions and their tests)."""
        del self._entries[key]

    def __getitem__(self, key: str) -> K:
        try:
            return self._entries[key]
        except KeyError:
            known = ", ".join(self._entries)
            raise InvalidValueError(f"unknown {self.noun} '{key}'; allowed: {known}") from None

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[K]:
        return iter(self._entries.values())

    def keys(self) -> tuple[str, ...]:
        """The keys, in order."""
        return tuple(self._entries)


class Known(StrEnum):
    """How something is known."""

    SIMULATED = "Simulated on the Dirac-GAN by our tests"
    OURS = "Seen in our runs"
    PUBLISHED = "Shown in the paper"
    EXPECTED = "Expected from theory"


@dataclass(frozen=True)
class Note:
    """What to look for when something is chosen.

    Attributes:
        text: one sentence (English; translated where it is shown).
        known: how that is known.
    """

    text: str
    known: Known


@dataclass(frozen=True)
class Entry:
    """One alternative.

    Attributes:
        key: what files and the command line call it.
        label: what menus call it (English; translated where it is shown).
        summary: one sentence, or the formula, for the tooltip.
        target: "module:attribute" of the implementation, imported by `load`.
        family: alternatives of one family can replace each other in a running training.
        reference: authors, year, arXiv or DOI number, place; "" where there is none to give.
        note: what to look for; None where that is plain.
        uses: paths of the settings that take part only with entries that name them here.
    """

    key: str
    label: str
    summary: str
    target: str
    family: str = ""
    reference: str = ""
    note: Note | None = None
    uses: tuple[str, ...] = ()

    def load(self) -> Any:
        """Import the implementation (the first time, that may mean importing torch)."""
        module, _, attribute = self.target.partition(":")
        return getattr(import_module(module), attribute)


class Registry(KeyedRegistry[Entry]):
    """Alternatives that are named by module and imported when they are wanted."""
