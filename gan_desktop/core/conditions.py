"""When a setting takes part: conditions on other settings, declared with its metadata.

What they mean for a config is worked out in `core/unused.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class UsedByChoice:
    """The entry of the catalogue that is chosen at `path` names the setting in its `uses`."""

    path: str


@dataclass(frozen=True)
class Above0:
    """The number at `path` is not 0."""

    path: str


@dataclass(frozen=True)
class KnownModes:
    """The target has modes that are known."""


Condition = UsedByChoice | Above0 | KnownModes
