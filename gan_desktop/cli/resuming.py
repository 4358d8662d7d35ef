"""`gan-desktop run --resume`: the trainer of a run that goes on."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


def saved_state(path: Path | None) -> dict[str, Any] | None:
    """The checkpoint's content, None without one.

    Raises:
        InvalidValueError: it cannot be read or is none.
    """
    if path is None:
        return None
    from gan_desktop.training.checkpoint import load_checkpoint

    return load_checkpoint(path)


def resumed_config(
    base: ExperimentConfig | None, state: dict[str, Any], values: dict[str, Any]
) -> ExperimentConfig:
    """The checkpoint's settings with those of the command line on top.

    Args:
        base: the experiment or preset that is given beside it.
        state: the checkpoint's.
        values: by path.

    Raises:
        InvalidValueError: they do not fit the run, or nothing is left to do.
    """
    from gan_desktop.training.state import unpack

    saved, done, _ = unpack(state)
    if base is not None:
        given = base.with_values(values)
        same_target = saved.target in (base.target, given.target)
        if given.networks != saved.networks or not same_target:
            raise InvalidValueError(
                "the checkpoint has another target or other networks than the experiment or "
                "preset given; leave that out to go on with its own"
            )
        values = {"training.steps": base.training.steps, **values}
    config = saved.with_values(values)
    fixed = config.needs_restart(saved)
    if fixed:
        raise InvalidValueError(f"{', '.join(fixed)} cannot change when a run is resumed")
    if done >= config.training.steps:
        raise InvalidValueError(f"the checkpoint is at step {done:,} already; give more --steps")
    return config


def trainer_for(config: ExperimentConfig, state: dict[str, Any] | None) -> "GanTrainer":
    """A trainer at its beginning, or where the checkpoint left off."""
    from gan_desktop.training import GanTrainer

    if state is None:
        return GanTrainer(config)
    trainer = GanTrainer.from_state(state)
    trainer.set_live(config)
    return trainer
