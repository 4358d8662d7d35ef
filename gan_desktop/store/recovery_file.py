"""Work that was not saved, kept for the case that its process ends: `*.recovery`.

    {"recovery": 1, ...}    one line of JSON: whose it is, when, its file, its run
    ---
    TOML                    the experiment as it was edited; nothing if it was not
    ---
    TOML                    what its changes are measured against

Nothing in such a file is ever run.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import readable, write_text
from gan_desktop.core.model import Value
from gan_desktop.core.words import Text
from gan_desktop.store.data import MAX_BYTES, decoded
from gan_desktop.store.experiment_text import config_of, text_of
from gan_desktop.store.refusal import refused

RECOVERY_SUFFIX = ".recovery"
VERSION = 1
_LINE = "\n---\n"


@dataclass(frozen=True)
class Edits:
    """An experiment that is not saved.

    Attributes:
        config: as it was edited.
        reference: what "changed" is measured against.
        path: its file, None while it has none.
    """

    config: ExperimentConfig
    reference: ExperimentConfig
    path: Path | None


@dataclass(frozen=True)
class Unsaved:
    """What a process has to lose.

    Attributes:
        owner: the process, "" when nobody owns it any more.
        machine: where that process is.
        when: it was written.
        edits: the experiment, None when it is saved.
        run: the run that trains, None when none does.
    """

    owner: str
    machine: str
    when: datetime
    edits: Edits | None
    run: Path | None


class _Head(Value):
    """The first line."""

    recovery: int
    owner: str
    machine: str
    when: str
    file: str | None
    run: str | None


def save_recovery(path: Path, unsaved: Unsaved) -> None:
    """Write a recovery file, complete or not at all. Raises OSError."""
    edits = unsaved.edits
    head: dict[str, Any] = {
        "recovery": VERSION,
        "owner": unsaved.owner,
        "machine": unsaved.machine,
        "when": unsaved.when.isoformat(timespec="seconds"),
        "file": None if edits is None or edits.path is None else str(edits.path),
        "run": None if unsaved.run is None else str(unsaved.run),
    }
    parts = [json.dumps(head)]
    if edits is not None:
        parts += [text_of(edits.config), text_of(edits.reference)]
    write_text(path, _LINE.join(parts))


def load_recovery(path: Path) -> Unsaved:
    """Read a recovery file.

    Raises:
        InvalidValueError: one sentence: it is damaged, or made by a newer version.
        OSError: it cannot be read.
    """
    with readable(path) as file:
        # Two experiments of the largest size, and a line.
        raw = file.read(2 * MAX_BYTES + 1)
    first, *texts = raw.split(_LINE.encode())
    head = _head(first, path.name)
    if len(texts) not in (0, 2):
        raise _damaged(path.name)
    edits = None
    if texts:
        config, reference = (config_of(decoded(text, path.name), path.name) for text in texts)
        edits = Edits(config, reference, None if head.file is None else Path(head.file))
    try:
        when = datetime.fromisoformat(head.when)
    except ValueError:
        raise _damaged(path.name) from None
    run = None if head.run is None else Path(head.run)
    return Unsaved(head.owner, head.machine, when, edits, run)


def _head(line: bytes, name: str) -> _Head:
    text = decoded(line, name)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise _damaged(name) from None
    if not isinstance(data, dict) or type(data.get("recovery")) is not int:
        raise _damaged(name)
    if data["recovery"] > VERSION:
        raise refused(name, Text("made by a newer version of GAN Desktop."))
    try:
        head = _Head.model_validate(data)
    except ValidationError:
        raise _damaged(name) from None
    if any("\0" in text for text in (head.file or "", head.run or "")):
        raise _damaged(name)
    return head


def _damaged(name: str) -> InvalidValueError:
    return refused(name, Text("damaged; what was kept in it cannot be read."))
