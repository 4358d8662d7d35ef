"""Back to a step of a stored run: a trainer that goes on from there, with other settings or not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gan_desktop.core.errors import DivergedError, InvalidValueError
from gan_desktop.core.words import Text, told
from gan_desktop.store.run_file import RunReader

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


@dataclass(frozen=True)
class Branch:
    """Where a stored run is gone on from.

    Attributes:
        trainer: stands at the step, with what the run trained with there.
        exact: whether it makes the very points that are stored for the step; False on another
            machine or version of torch than the run's, where steps between a stored state and
            here come out a little differently; None when no snapshot is stored for the step.
    """

    trainer: "GanTrainer"
    exact: bool | None


def branch_at(
    run: RunReader,
    step: int,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    progressed: Callable[[int], None] = lambda _done: None,
) -> Branch | None:
    """A trainer at a step of a stored run; loads torch, and trains up to 500 steps or more.

    Args:
        run: where it is stored.
        step: to go on from.
        cancelled: asked after each step; True ends it.
        progressed: told the steps done, after each step.

    Returns:
        None when it was cancelled.

    Raises:
        InvalidValueError: one sentence: the file is damaged, or this step cannot be come to.
        OSError: the file cannot be read.
    """
    from gan_desktop.training.portable_state import from_portable
    from gan_desktop.training.replay import replay

    stored = run.state_at(step)
    if stored is None and run.first_step:
        raise _refused(run, Text("no state is stored at or before step {step}", step=f"{step:,}"))
    try:
        state = None if stored is None else from_portable(stored.tree, stored.tensors)
        trainer = replay(
            run.config,
            state,
            run.events_after(stored),
            step,
            cancelled=cancelled,
            progressed=progressed,
        )
    except (InvalidValueError, DivergedError) as error:
        raise _refused(run, told(error).rstrip(".")) from None
    return None if trainer is None else Branch(trainer, _exact(run, trainer))


def _exact(run: RunReader, trainer: "GanTrainer") -> bool | None:
    index = int(np.searchsorted(run.steps, trainer.steps_done))
    if index == len(run) or run.steps[index] != trainer.steps_done:
        return None
    stored = run.snapshot(index)
    return bool(np.array_equal(stored.fake, trainer.snapshot(len(stored.fake), ()).fake))


def _refused(run: RunReader, reason: str) -> InvalidValueError:
    return InvalidValueError(Text("{file}: {reason}.", file=run.path.name, reason=reason))
