"""The layout of a trainer's state: a plain dict that opens without running code."""

from typing import Any

import torch

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.model import from_json
from gan_desktop.core.words import Text, told
from gan_desktop.training.state_check import SINCE_2

FORMAT = "gan-desktop-state"
VERSION = 2


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
    if type(version) is not int or not 1 <= version <= VERSION:
        raise InvalidValueError("the checkpoint was made by another, newer version of GAN Desktop")
    step, losses = state.get("step"), state.get("losses")
    good_losses = losses is None or (
        isinstance(losses, list) and len(losses) == 2 and all(isinstance(v, float) for v in losses)
    )
    if type(step) is not int or not 0 <= step < 2**63 or not good_losses:
        raise InvalidValueError("the checkpoint is damaged (step or losses)")
    text = state.get("config")
    try:
        config = from_json(ExperimentConfig, text if isinstance(text, str) else "")
    except InvalidValueError as error:
        text = Text("the checkpoint's settings are not valid: {reason}", reason=told(error))
        raise InvalidValueError(text) from None
    return config, step, None if losses is None else (losses[0], losses[1])


def load_parts(state: dict[str, Any], parts: dict[str, Any]) -> None:
    """Load each part that a state of this version has; the state stays its owner's.

    Args:
        state: checked by `unpack` and `check_parts`.
        parts: as for `pack`; some of them are loaded and others not when this raises.

    Raises:
        InvalidValueError: one of them is damaged.
    """
    for name, part in parts.items():
        if state["version"] == 1 and name in SINCE_2:
            continue
        try:
            _load_part(part, state[name])
        except (KeyError, TypeError, ValueError, RuntimeError, AttributeError) as error:
            text = Text("the checkpoint is damaged ({what})", what=name)
            raise InvalidValueError(text) from error


def _load_part(part: Any, saved: Any) -> None:
    if isinstance(part, torch.Generator):
        part.set_state(saved)
    elif isinstance(part, torch.optim.Optimizer):
        own = part.state_dict()
        # Rates and the like are the config's to decide.
        part.load_state_dict(
            {"state": _copied(saved["state"]), "param_groups": own["param_groups"]}
        )
    else:
        part.load_state_dict(_copied(saved))


def _copied(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(item) for item in value]
    return value
