"""Settings, targets and events of a run file, read and checked."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from gan_desktop.core.config import AnyTarget, ExperimentConfig, all_params
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.model import Value, from_json
from gan_desktop.core.target import Target
from gan_desktop.core.words import told
from gan_desktop.store.run_file.blobs import MAX_TEXT_BYTES, DamagedError, data_of, opened

MAX_PATHS = 1_000
MAX_NAME = 200
V = TypeVar("V", bound=Value)


class _Head(Value):
    run_id: str
    started: str
    first_step: int
    config: ExperimentConfig


class _Target(Value):
    target: AnyTarget


@dataclass(frozen=True)
class Head:
    """Who and when; see `RunReader`."""

    run_id: str
    started: datetime
    first_step: int
    config: ExperimentConfig


def head_of(blob: Any) -> Head:
    """The row of the run. Raises DamagedError."""
    head = _valued(_Head, opened(blob, MAX_TEXT_BYTES))
    try:
        started = datetime.fromisoformat(head.started)
    except ValueError:
        raise DamagedError("when it began is no date") from None
    if not 0 < len(head.run_id) <= MAX_NAME or not head.run_id.isprintable():
        raise DamagedError("the run's name is wrong")
    if not 0 <= head.first_step < 2**53:
        raise DamagedError("the first step is wrong")
    return Head(head.run_id, started, head.first_step, head.config)


def config_of(blob: Any, target: Target) -> ExperimentConfig:
    """Settings without their target, with another one in its place. Raises DamagedError."""
    design = opened(blob, MAX_TEXT_BYTES).strip()
    if not design.startswith(b"{") or len(design) <= len(b"{}"):
        raise DamagedError("these are no settings")
    whole = b'{"target":' + target.model_dump_json().encode() + b"," + design[1:]
    return _valued(ExperimentConfig, whole)


def target_of(blob: Any) -> Target:
    """A target. Raises DamagedError."""
    return _valued(_Target, b'{"target":' + opened(blob, MAX_TEXT_BYTES) + b"}").target


def paths_of(blob: Any) -> tuple[str, ...]:
    """The settings that an event has changed. Raises DamagedError."""
    paths = data_of(blob)
    if not isinstance(paths, list) or len(paths) > MAX_PATHS:
        raise DamagedError("the changed settings are wrong")
    for path in paths:
        if path not in _known_paths():
            raise DamagedError("a changed setting is unknown")
    return tuple(paths)


@cache
def _known_paths() -> tuple[str, ...]:
    """What `core.events.change` may name."""
    # A tuple is searched: what stands in a file may be of any kind, hashable or not.
    paths = (path for path, _ in all_params() if not path.startswith("target."))
    return ("target", *paths)


def event_of(step: Any, kind: Any, paths: tuple[str, ...], config: ExperimentConfig) -> Event:
    """An event. Raises DamagedError."""
    if type(step) is not int or step < 0:
        raise DamagedError("the step is wrong")
    try:
        return Event(step, EventKind(kind), config, paths)
    except ValueError:
        raise DamagedError("the kind of an event is unknown") from None


def _valued(model: type[V], content: bytes) -> V:
    try:
        return from_json(model, content.decode())
    except UnicodeDecodeError:
        raise DamagedError("this is not a text") from None
    except InvalidValueError as error:
        raise DamagedError(told(error)) from None
