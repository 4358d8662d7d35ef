"""What an input is called and what it accepts: one description for config, window and command line.

A `Param` annotates a field of the config. Pydantic asks it to check values, the panels build an
editor from it, `--set` parses text with it: so a bound and its wording exist once.
"""

import json
import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from gan_desktop.core.conditions import Condition
from gan_desktop.core.registry import Registry
from gan_desktop.core.words import Text

# No input takes a number of more digits; Python itself writes none of thousands.
_MOST_DIGITS = 40
# What a sentence repeats of what was given.
_MOST_SHOWN = 60


def number_text(value: float) -> str:
    """A number as people read it: 0.0002, 1e-07, 16,384, ±inf and nan by name."""
    if isinstance(value, int):
        if abs(value) < 10**_MOST_DIGITS:
            return f"{value:,}"
        return f"{'-' if value < 0 else ''}1e{math.log10(abs(value)):.0f}"
    if not math.isfinite(value):
        return str(value)
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:.10g}"


def quoted(text: str) -> str:
    """What was given, for a sentence: in quotes, and no more than its beginning."""
    return f"'{text}'" if len(text) <= _MOST_SHOWN else f"'{text[:_MOST_SHOWN]}…'"


@dataclass(frozen=True, kw_only=True)
class Param(ABC):
    """Metadata of one input.

    Attributes:
        label: the field's name for it (English; translated where it is shown).
        tooltip: one or two sentences: what it does, what to expect.
        unit: shown behind the input, "" for none.
        live: True when a running training takes it over at its next step, False when it needs
            a restart.
        more: True when it is folded behind "More".
        used_when: the setting takes part where all of these hold (`core/unused.py`); () for
            always.
        own: True when it belongs to one choice: its input stands behind that choice, and is
            hidden, not greyed, while it takes no part and has its default.
    """

    label: str
    tooltip: str
    unit: str = ""
    live: bool = False
    more: bool = False
    used_when: tuple[Condition, ...] = ()
    own: bool = False

    @abstractmethod
    def allowed(self) -> str:
        """What is allowed, to end a sentence with."""

    @abstractmethod
    def check(self, value: Any) -> Any:
        """Return the value, or raise ValueError with one sentence."""

    @abstractmethod
    def parse(self, text: str) -> Any:
        """The value that a person typed (always with "." for the decimals), or ValueError."""

    def text(self, value: Any) -> str:
        """The value as it is typed; `parse(text(value)) == value`."""
        return str(value)

    def refuse(self, value: object) -> ValueError:
        """The error for a value that is not allowed."""
        shown = number_text(value) if isinstance(value, int | float) else quoted(str(value))
        return ValueError(
            Text(
                "{label}: {shown} is not allowed; allowed: {allowed}.",
                label=self.label,
                shown=shown,
                allowed=self.allowed(),
            )
        )

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))


@dataclass(frozen=True, kw_only=True)
class Number(Param):
    """An integer or a float between `low` and `high`, both included.

    Attributes:
        factor: what the up and down keys multiply by (0: they add `increment` instead).
    """

    low: float
    high: float
    integer: bool = False
    increment: float = 1
    factor: float = 0

    def allowed(self) -> str:
        """The range in words."""
        template = (
            "a whole number from {low} to {high}"
            if self.integer
            else "a number from {low} to {high}"
        )
        return Text(template, low=number_text(self.low), high=number_text(self.high))

    def check(self, value: float) -> float:
        """Refuse what is not finite or out of range."""
        if not self.low <= value <= self.high:
            raise self.refuse(value)
        return value

    def parse(self, text: str) -> float:
        """Parse with the C locale, whatever the system's: 0.001 stays 0.001."""
        try:
            return self.check(int(text) if self.integer else float(text))
        except (ValueError, OverflowError):
            raise self.refuse(text.strip()) from None

    def text(self, value: float) -> str:
        """Shortest text that gives the same number back."""
        return _shortest(value, self.integer)

    def stepped(self, value: float, count: int) -> float:
        """The value `count` key presses up (negative: down), kept inside the range."""
        moved = value * self.factor**count if self.factor else value + self.increment * count
        if self.integer:
            moved = int(moved)
        else:
            # Up and down again must give the same number back: drop what rounding has added.
            short = float(f"{moved:.6g}")
            moved = short if math.isclose(moved, short, rel_tol=1e-9) else moved
        return min(max(moved, self.low), self.high)


@dataclass(frozen=True, kw_only=True)
class Flag(Param):
    """Yes or no."""

    def allowed(self) -> str:
        """The two words."""
        return "true or false"

    def check(self, value: bool) -> bool:
        """Nothing to refuse: pydantic has seen to the type."""
        return value

    def parse(self, text: str) -> bool:
        """Parse `true` or `false`."""
        words = {"true": True, "false": False}
        try:
            return words[text.strip().lower()]
        except KeyError:
            raise self.refuse(text.strip()) from None

    def text(self, value: bool) -> str:
        """`true` or `false`."""
        return str(value).lower()


@dataclass(frozen=True, kw_only=True)
class Choice(Param):
    """One key of a registry."""

    registry: Registry

    def allowed(self) -> str:
        """The known keys."""
        return ", ".join(self.registry.keys())

    def check(self, value: str) -> str:
        """Refuse an unknown key."""
        if value not in self.registry:
            raise self.refuse(value)
        return value

    def parse(self, text: str) -> str:
        """The key itself."""
        return self.check(text.strip())


@dataclass(frozen=True, kw_only=True)
class Numbers(Param):
    """A short list of numbers, typed with commas.

    Attributes:
        shortest, longest: how many there may be.
        least_gap: by how much each must be larger than the one before; 0 for any order.
    """

    low: float
    high: float
    integer: bool = False
    shortest: int = 1
    longest: int = 8
    least_gap: float = 0

    def allowed(self) -> str:
        """Count, range and order in words."""
        template = (
            "{count} whole numbers from {low} to {high}, with commas between"
            if self.integer
            else "{count} numbers from {low} to {high}, each larger by {gap} or more, with commas "
            "between"
            if self.least_gap
            else "{count} numbers from {low} to {high}, with commas between"
        )
        count = (
            str(self.shortest)
            if self.shortest == self.longest
            else Text("{least} to {most}", least=self.shortest, most=self.longest)
        )
        low, high, gap = (f"{number:g}" for number in (self.low, self.high, self.least_gap))
        return Text(template, count=count, low=low, high=high, gap=gap)

    def check(self, value: tuple[float, ...]) -> tuple[float, ...]:
        """Refuse a wrong count, a number out of range or a wrong order."""
        in_range = all(self.low <= v <= self.high for v in value)
        ordered = not self.least_gap or all(b - a >= self.least_gap for a, b in pairwise(value))
        if not (self.shortest <= len(value) <= self.longest and in_range and ordered):
            raise self.refuse(self.text(value))
        return value

    def parse(self, text: str) -> tuple[float, ...]:
        """Parse `128, 128`."""
        convert = int if self.integer else float
        try:
            return self.check(tuple(convert(part) for part in text.split(",")))
        except (ValueError, OverflowError):
            raise self.refuse(text.strip()) from None

    def text(self, value: tuple[float, ...]) -> str:
        """Numbers with comma and space between."""
        return ", ".join(_shortest(v, self.integer) for v in value)


@dataclass(frozen=True, kw_only=True)
class Table(Param):
    """Rows of numbers, edited in a table of the window; typed as JSON elsewhere."""

    example: str

    def allowed(self) -> str:
        """The form, by an example."""
        return Text("JSON such as {example}", example=self.example)

    def check(self, value: Any) -> Any:
        """Nothing here: the model that holds the table checks its rows together."""
        return value

    def parse(self, text: str) -> Any:
        """Parse JSON; NaN and infinities are refused by the model."""
        try:
            return as_tuples(json.loads(text))
        except (ValueError, RecursionError):
            raise self.refuse(text.strip()) from None

    def text(self, value: Any) -> str:
        """Compact JSON."""
        return json.dumps(value)


def _shortest(value: float, integer: bool) -> str:
    if integer:
        return str(int(value))
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def as_tuples(value: Any) -> Any:
    """Lists turned into tuples, all the way down (the config's values are immutable)."""
    return tuple(as_tuples(v) for v in value) if isinstance(value, list | tuple) else value
