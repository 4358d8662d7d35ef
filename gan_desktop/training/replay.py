"""Goes back to a step of a run: from a stored state or its start, through what was changed."""

from collections.abc import Callable, Iterable
from typing import Any

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.words import Text
from gan_desktop.training.trainer import GanTrainer

# How an event bears on a trainer that stands where it happened. A step that failed half-way is
# none of them: only a state that was kept after it is beyond it.
_EFFECTS: dict[EventKind, Callable[[GanTrainer, Event], object]] = {
    EventKind.CHANGE: lambda trainer, event: trainer.set_live(event.config),
    EventKind.D_MOVE: lambda trainer, _event: trainer.move_discriminator(),
    EventKind.G_MOVE: lambda trainer, _event: trainer.move_generator(),
}


def replay(
    config: ExperimentConfig,
    state: dict[str, Any] | None,
    events: Iterable[Event],
    step: int,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    progressed: Callable[[int], None] = lambda _done: None,
) -> GanTrainer | None:
    """The trainer of a run as it stood after `step` steps, bit for bit.

    Args:
        config: what the run began with.
        state: of the run at or before that step; None to begin at step 0.
        events: of the run that the state has not gone through, in order. Those at `step` itself
            are gone through as well.
        step: to go to.
        cancelled: asked after each step; True ends it.
        progressed: told the steps done, after each step.

    Returns:
        The trainer, or None when it was cancelled.

    Raises:
        InvalidValueError: the state is damaged or lies after `step`, or one of the events is a step
            that failed half-way, which no repetition comes through.
        DivergedError: the run came to no such step.
    """
    trainer = GanTrainer(config) if state is None else GanTrainer.from_state(state)
    if trainer.steps_done > step:
        raise InvalidValueError(
            Text(
                "the state is of step {found}, after {step}",
                found=f"{trainer.steps_done:,}",
                step=f"{step:,}",
            )
        )

    def arrives(goal: int) -> bool:
        while trainer.steps_done < goal:
            if cancelled():
                return False
            trainer.step()
            progressed(trainer.steps_done)
        return True

    for event in events:
        if event.step > step:
            break
        if not arrives(event.step):
            return None
        go_through(trainer, event)
    return trainer if arrives(step) else None


def go_through(trainer: GanTrainer, event: Event) -> None:
    """Let an event happen to a trainer that stands at its step.

    Raises:
        InvalidValueError: no repetition comes through it from here.
        DivergedError: as the trainer's moves.
    """
    if event.step != trainer.steps_done or event.kind not in _EFFECTS:
        raise InvalidValueError(
            Text("the run cannot be repeated through step {step}", step=f"{event.step:,}")
        )
    _EFFECTS[event.kind](trainer, event)
