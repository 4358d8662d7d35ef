"""Which designs are compared: where each comes from, and the one setting that is changed in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from gan_desktop.core.combinations import refuse
from gan_desktop.core.config import ExperimentConfig, param_at, parse_assignment
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.methods import method, methods
from gan_desktop.core.params import Choice
from gan_desktop.core.presets import preset
from gan_desktop.core.words import Text

# The same for all that are compared.
_COMMON = ("training.seed", "display.")
# What is compared with first, unless the experiment has it already.
_FIRST_CHANGE = "regularisers.r1=1"
_FIRST_METHODS = ("wgan-gp", "r3gan")


class Source(Protocol):
    """Where a design comes from."""

    @property
    def label(self) -> str:
        """What the person knows it by (English; translated where it is shown)."""

    def config(self, current: ExperimentConfig) -> ExperimentConfig:
        """The design, while `current` is the experiment that is being edited."""


@dataclass(frozen=True)
class Current:
    """The experiment that is being edited."""

    label: str = "Current experiment"

    def config(self, current: ExperimentConfig) -> ExperimentConfig:
        """See `Source`."""
        return current


@dataclass(frozen=True)
class OfMethod:
    """The experiment that is being edited, trained by a named method."""

    key: str

    @property
    def label(self) -> str:
        """See `Source`."""
        return method(self.key).label

    def config(self, current: ExperimentConfig) -> ExperimentConfig:
        """See `Source`."""
        return method(self.key).apply(current)


@dataclass(frozen=True)
class OfPreset:
    """A preset as it is."""

    key: str

    @property
    def label(self) -> str:
        """See `Source`."""
        return preset(self.key).label

    def config(self, current: ExperimentConfig) -> ExperimentConfig:  # noqa: ARG002 -- see `Source`
        """See `Source`."""
        return preset(self.key).config


@dataclass(frozen=True)
class OfFile:
    """An experiment's file, as it was when it was read."""

    path: Path
    saved: ExperimentConfig

    @property
    def label(self) -> str:
        """See `Source`."""
        # Not a word to translate.
        return Text("{name}", name=self.path.name)

    def config(self, current: ExperimentConfig) -> ExperimentConfig:  # noqa: ARG002 -- see `Source`
        """See `Source`."""
        return self.saved


@dataclass(frozen=True)
class Design:
    """A source, and one setting that is changed in it.

    Attributes:
        source: where it comes from.
        assignment: the changed setting, typed as for `--set`; "" for none.

    Raises:
        InvalidValueError: no setting, a value that is not allowed, or a setting that is the same
            for all.
    """

    source: Source
    assignment: str = ""

    def __post_init__(self) -> None:
        path = next(iter(self.changes), "")
        if path.startswith(_COMMON):
            raise InvalidValueError(
                Text("{path}: the same for all that are compared.", path=path), path
            )

    @property
    def changes(self) -> dict[str, Any]:
        """The changed setting's new value by its path; empty for none."""
        return dict([parse_assignment(self.assignment)]) if self.assignment.strip() else {}

    def config(self, current: ExperimentConfig) -> ExperimentConfig:
        """What it trains with.

        Raises:
            InvalidValueError: the changed setting is none of this target, or the settings cannot
                work together.
        """
        config = self.source.config(current).with_values(self.changes)
        refuse(config)
        return config

    @property
    def title(self) -> str:
        """What is special about it: "R1 = 1", "WGAN-GP", "WGAN-GP, R1 = 1"."""
        if not self.changes:
            return self.source.label
        ((path, value),) = self.changes.items()
        param = param_at(path)
        text = param.registry[value].label if isinstance(param, Choice) else param.text(value)
        change = Text("{setting} = {value}", setting=param.label, value=text)
        if isinstance(self.source, Current):
            return change
        return Text("{source}, {change}", source=self.source.label, change=change)


def suggested(current: ExperimentConfig) -> tuple[Design, Design]:
    """What to begin with: the experiment, and the same one with another slope penalty."""
    changed = Design(Current(), "regularisers.r1=0" if current.regularisers.r1 else _FIRST_CHANGE)
    try:
        changed.config(current)
    except InvalidValueError:
        # Batch normalisation in the discriminator allows no penalty: another rate instead.
        rate = current.training.learning_rate_d
        rate = rate * 2 if rate < 0.5 else rate / 2
        changed = Design(Current(), f"training.learning_rate_d={rate!r}")
    return Design(Current()), changed


def another(designs: Sequence[Design], current: ExperimentConfig) -> Design:
    """One more to compare with: a method that is not among them yet."""
    known = [_trained(design, current) for design in designs]
    for key in (*_FIRST_METHODS, *methods()):
        design = Design(OfMethod(key))
        config = _trained(design, current)
        if config is not None and config not in known:
            return design
    return Design(Current())


def _trained(design: Design, current: ExperimentConfig) -> ExperimentConfig | None:
    """What a design trains with, None where that cannot work."""
    try:
        return design.config(current)
    except InvalidValueError:
        return None
