"""Versions of the experiment file, and how an older one becomes the present one."""

from collections.abc import Callable
from typing import Any

from gan_desktop.core.words import Text
from gan_desktop.store.outline import Outline
from gan_desktop.store.refusal import refused

SCHEMA = 1

# Version -> what makes the data of the next version out of its data ("schema" left out).
# A setting that is new, with a default that changes nothing, needs no new version.
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def migrated(data: dict[str, Any], outline: Outline, source: str) -> dict[str, Any]:
    """The data as the present version has it, without "schema".

    Raises:
        InvalidValueError: no version is given, or one that cannot be read.
    """
    rest = dict(data)
    version = rest.pop("schema", None)
    line = outline.line_of("schema")
    if version is None:
        reason = Text("missing; write schema = {version} at the top.", version=SCHEMA)
        raise refused(source, reason, "schema")
    if type(version) is not int:
        reason = Text("allowed: the whole number {version}.", version=SCHEMA)
        raise refused(source, reason, "schema", line)
    if version > SCHEMA:
        reason = Text(
            "made by a newer version of GAN Desktop; allowed: up to {version}.", version=SCHEMA
        )
        raise refused(source, reason, "schema", line)
    while version < SCHEMA:
        if version not in MIGRATIONS:
            reason = Text("unknown version; allowed: {version}.", version=SCHEMA)
            raise refused(source, reason, "schema", line)
        rest = MIGRATIONS[version](rest)
        version += 1
    return rest
