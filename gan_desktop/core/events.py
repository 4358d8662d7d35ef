"""What happened during a run beside the steps: changed settings, single moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from gan_desktop.core.config import ExperimentConfig, param_at
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.words import Text


class EventKind(Enum):
    """What happened. The values are what files hold.

    `HALF_STEP` is a step that diverged half-way: what was moved before that stays moved, so that
    no repetition from before it comes to where the run goes on from.
    """

    CHANGE = "change"
    D_MOVE = "d-move"
    G_MOVE = "g-move"
    HALF_STEP = "half-step"


@dataclass(frozen=True)
class Event:
    """Something that decides how a run goes on, after so many steps.

    Attributes:
        step: steps done when it happened; the next one is the first that it bears on.
        kind: what happened.
        config: what is trained with from here on.
        paths: the settings that are other ones than before; "target" for the target as a whole.
    """

    step: int
    kind: EventKind
    config: ExperimentConfig
    paths: tuple[str, ...] = ()


def change(step: int, before: ExperimentConfig, after: ExperimentConfig) -> Event | None:
    """The event of going on with another config; None when only the picture is another one."""
    paths = tuple(p for p in after.changed_from(before) if not p.startswith("display."))
    return Event(step, EventKind.CHANGE, after, paths) if paths else None


def trains_otherwise(before: ExperimentConfig, after: ExperimentConfig) -> bool:
    """Whether a run that goes on with another config is another one to be judged.

    Neither the planned length nor the picture changes what is trained.
    """
    steps = {"training.steps": after.training.steps}
    return before.with_values(steps).replaced(display=after.display) != after


def described(event: Event, before: ExperimentConfig) -> str:
    """An event in a few words, whatever its paths are.

    Args:
        event: what happened.
        before: the config that was trained with until then.
    """
    if event.kind is EventKind.D_MOVE:
        return Text("one move of D alone")
    if event.kind is EventKind.G_MOVE:
        return Text("one move of G alone")
    if event.kind is EventKind.HALF_STEP:
        return Text("a step that failed")
    if len(event.paths) > 1:
        first, rest = _name(event.paths[0]), len(event.paths) - 1
        return Text("{name} and {count} more changed", name=first, count=rest)
    if event.paths == ("target",) or not event.paths:
        return Text("target changed")
    (path,) = event.paths
    try:
        param = param_at(path)
        old, new = before.value(path), event.config.value(path)
    except InvalidValueError:
        # Made by code that knows other settings.
        return Text("{name} changed", name=path)
    return Text(
        "{name}: {before} → {after}",
        name=_name(path),
        before=param.text(old),
        after=param.text(new),
    )


def _name(path: str) -> str:
    if path == "target":
        return Text("Target")
    try:
        return Text(param_at(path).label)
    except InvalidValueError:
        return path


class EventLog:
    """The events of one run, in order; what belongs together is one.

    A drag or a turned wheel changes the same setting many times in a row: as long as nothing else
    comes in between and each change follows within `TOGETHER` steps, it is one event, at the step
    of its first change, with the last config.
    """

    TOGETHER = 100
    # The longest run of a restless hand; beyond it the oldest go.
    MOST = 1000

    def __init__(self, config: ExperimentConfig) -> None:
        self.clear(config)

    def clear(self, config: ExperimentConfig) -> None:
        """Start over, for a new run that begins with this config."""
        self._first = config
        self._events: list[Event] = []
        self._last_step = 0

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[tuple[Event, str]]:
        """Each event with its description."""
        before = self._first
        for event in self._events:
            yield event, described(event, before)
            before = event.config

    def add(self, event: Event) -> None:
        """Append; a change that goes on with the last one takes its place."""
        last = self._events[-1] if self._events else None
        together = (
            last is not None
            and last.kind is EventKind.CHANGE
            and event.kind is EventKind.CHANGE
            and last.paths == event.paths
            and event.step - self._last_step <= self.TOGETHER
        )
        self._last_step = event.step
        if last is not None and together:
            self._events[-1] = Event(last.step, last.kind, event.config, last.paths)
            return
        self._events.append(event)
        if len(self._events) > self.MOST:
            self._first = self._events.pop(0).config

    def config_at(self, step: int) -> ExperimentConfig:
        """What was trained with after `step` steps, changes at that step included."""
        found = self._first
        for event in self._events:
            if event.step > step:
                break
            found = event.config
        return found

    @property
    def last(self) -> Event | None:
        """The latest one."""
        return self._events[-1] if self._events else None

    @property
    def steps(self) -> tuple[int, ...]:
        """Where something happened, ascending."""
        return tuple(event.step for event in self._events)
