"""How the lines of the catalogue are written."""

from dataclasses import dataclass

from gan_desktop.core.registry import Entry, Known, Note, Registry

_TRAINING = "gan_desktop.training"


def listed(noun: str, *rows: tuple[str, str, str, str]) -> Registry:
    """A registry of (key, label, summary, target) rows; targets are under `training`."""
    return explained(noun, *(entry(*row) for row in rows))


def explained(noun: str, *entries: Entry) -> Registry:
    """A registry of entries."""
    registry = Registry(noun)
    for each in entries:
        registry.add(each)
    return registry


def entry(
    key: str,
    label: str,
    summary: str,
    target: str,
    family: str = "",
    reference: str = "",
    note: Note | None = None,
    uses: tuple[str, ...] = (),
) -> Entry:
    """An entry whose target is under `training`."""
    return Entry(key, label, summary, f"{_TRAINING}.{target}", family, reference, note, uses)


@dataclass(frozen=True)
class Added:
    """A setting that is an alternative of its own: it is chosen by a value other than `off`.

    Attributes:
        path: of the setting; its name is the key.
        summary: the formula, or one sentence.
        reference: as an entry's.
        note: as an entry's.
        off: the value that means "none".
    """

    path: str
    summary: str
    reference: str
    note: Note
    off: float = 0

    @property
    def key(self) -> str:
        """What the command line calls it."""
        return self.path.partition(".")[2].replace("_", "-")


def simulated(text: str) -> Note:
    """What the Dirac-GAN does in `tests/training/dynamics/test_dirac.py`."""
    return Note(text, Known.SIMULATED)


def published(text: str) -> Note:
    """What the paper shows."""
    return Note(text, Known.PUBLISHED)


def expected(text: str) -> Note:
    """What theory says; we have not measured it."""
    return Note(text, Known.EXPECTED)
