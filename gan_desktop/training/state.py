"""The layout of a trainer's state: a plain dict that opens without running code."""

from typing import Any

import torch

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.model import from_json

FORMAT = "gan-desktop-state"
VERSION = 1


def pack(
    config: ExperimentConfig,
    steps_done: int,
    losses: tuple[float, float] | None,
    parts: dict[str, Any],
) -> dict[str, Any]:
    """One dict of tensors and plain values; later training does not change it."""
    states = {
        name: part.get_state() if isinstance(part, torch.Generator) else part.state_dict()
        for name, part in parts.items()
    }
    return {
        "format": FORMAT,
        "version": VERSION,
        "config": config.model_dump_json(),
        "step": steps_done,
        "losses": None if losses is None else list(losses),
        **_copied(states),
    }


def unpack(state: Any) -> tuple[ExperimentConfig, int, tuple[float, float] | None]:
    """Config, step and losses of a state, checked; the parts are loaded by who owns them.

    Raises:
        InvalidValueError: one sentence.
    """
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise InvalidValueError("this is not a checkpoint of GAN Desktop")
    version = state.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise InvalidValueError("the checkpoint was made by a newer version of GAN Desktop")
    step, losses = state.get("step"), state.get("losses")
    good_losses = losses is None or (
        isinstance(losses, list) and len(losses) == 2 and all(isinstance(v, float) for v in losses)
    )
    if not isinstance(step, int) or step < 0 or not good_losses:
        raise InvalidValueError("the checkpoint is damaged (step or losses)")
    try:
        config = from_json(ExperimentConfig, state.get("config") or "")
    except (InvalidValueError, TypeError) as error:
        raise InvalidValueError(f"the checkpoint's settings are not valid: {error}") from None
    return config, step, None if losses is None else (losses[0], losses[1])


def _copied(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(item) for item in value]
    return value
