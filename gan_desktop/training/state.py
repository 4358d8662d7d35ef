"""The layout of a trainer's state: a plain dict that opens without running code."""

from typing import Any

import torch

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.model import from_json
from gan_desktop.core.words import Text, told
from gan_desktop.training.dynamics.optimisers import moments_of

FORMAT = "gan-desktop-state"
VERSION = 2
# Version 1 had no such parts: they start as new ones, since nothing in it used them.
_SINCE_2 = frozenset({"noise_stream", "game"})


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


def load_parts(state: dict[str, Any], parts: dict[str, Any], *, started: bool) -> None:
    """Load each part that a state of this version has; the state stays its owner's.

    Args:
        state: checked by `unpack`.
        parts: as for `pack`; some of them are loaded and others not when this raises.
        started: at least one step was made: optimisers have moments.

    Raises:
        InvalidValueError: one of them is missing or does not fit.
    """
    for name, part in parts.items():
        if state["version"] == 1 and name in _SINCE_2:
            continue
        try:
            _load_part(part, state.get(name), started=started)
        except (KeyError, TypeError, ValueError, RuntimeError, AttributeError) as error:
            text = Text("the checkpoint is damaged ({name}: {what})", name=name, what=str(error))
            raise InvalidValueError(text) from None


def _load_part(part: Any, saved: Any, *, started: bool) -> None:
    saved = _copied(saved)
    if isinstance(part, torch.Generator):
        part.set_state(saved)
    elif isinstance(part, torch.optim.Optimizer):
        own = part.state_dict()
        moments = saved["state"]
        if moments or started:
            _check_moments(moments, part)
        # Rates and the like are the config's to decide.
        part.load_state_dict({"state": moments, "param_groups": own["param_groups"]})
    else:
        part.load_state_dict(saved)


def _check_moments(moments: dict[int, dict[str, Any]], part: torch.optim.Optimizer) -> None:
    # Fused Adam trusts them: it would read tensors of another shape past their end.
    names = moments_of(part)
    expected = {
        index: {name: torch.Size() if name == "step" else param.shape for name in names}
        for index, param in enumerate(part.param_groups[0]["params"])
        if names
    }
    given = {
        index: {
            name: tensor.shape
            for name, tensor in entry.items()
            if isinstance(tensor, torch.Tensor)
            and tensor.layout == torch.strided
            and tensor.dtype == torch.float32
        }
        for index, entry in moments.items()
    }
    if given != expected:
        raise ValueError("the moments do not fit the weights")


def _copied(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(item) for item in value]
    return value
