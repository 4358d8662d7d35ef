"""Named targets: the field's classic two-dimensional ones, by key.

To add one, add a line to `mixtures.py` or `shapes.py`; any other target can be added to `TARGETS`.
"""

from gan_desktop.core.registry import KeyedRegistry
from gan_desktop.core.target import Target
from gan_desktop.core.targets.mixtures import MIXTURES
from gan_desktop.core.targets.named import NamedTarget
from gan_desktop.core.targets.shapes import SHAPE_TARGETS

__all__ = ["TARGETS", "NamedTarget", "load_target", "name_of"]

TARGETS: KeyedRegistry[NamedTarget] = KeyedRegistry("target")
for _target in (*MIXTURES, *SHAPE_TARGETS):
    TARGETS.add(_target)


def load_target(key: str) -> Target:
    """A named target.

    Raises:
        InvalidValueError: an unknown key; the sentence lists the known ones.
    """
    return TARGETS[key].target


def name_of(target: Target) -> NamedTarget | None:
    """The named target that this one is, None for one that somebody changed."""
    return next((named for named in TARGETS if named.target == target), None)
