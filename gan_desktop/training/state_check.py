"""Whether the tensors of a state are those of its config, before any of them is copied.

A few bytes of a file can claim to be a tensor of gigabytes: a view that repeats one number.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from gan_desktop.core.catalog import OPTIMISERS
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.words import Text
from gan_desktop.training.dynamics.optimisers import moments_of
from gan_desktop.training.networks import network_shapes
from gan_desktop.training.plan import objective_of

# Version 1 had no such parts: they start as new ones, since nothing in it used them.
SINCE_2 = frozenset({"noise_stream", "game"})
# A number: whose it is checks its value.
_NUMBER = object()
# Not read: the config decides.
_IGNORED = object()


def check_parts(state: dict[str, Any], config: ExperimentConfig, steps_done: int) -> None:
    """Compare a state with what its config needs.

    Args:
        state: of a trainer; of tensors on the device "meta" the values do not count.
        config: the state's own.
        steps_done: the state's own.

    Raises:
        InvalidValueError: one sentence that names the tensor.
    """
    for part, wanted in _wanted(config).items():
        if state["version"] == 1 and part in SINCE_2:
            continue
        if part not in state:
            raise _damaged(Text("{name} is missing", name=part))
        found = state[part]
        fresh = isinstance(found, dict) and found.get("state") == {} and not steps_done
        if part.endswith("_optimiser") and fresh:
            # Nothing has moved, so there is nothing to remember.
            continue
        _compare(found, wanted, part)


def _wanted(config: ExperimentConfig) -> dict[str, Any]:
    """The parts of a state: tensors of its kinds and shapes, without memory."""
    g, d = network_shapes(config)
    g_params, d_params = list(g.parameters()), list(d.parameters())
    stream = torch.Generator().get_state().to("meta")
    memory = objective_of(config).memory
    parts: dict[str, Any] = {
        "generator": g.state_dict(),
        "discriminator": d.state_dict(),
        "generator_optimiser": _moments(config, g_params),
        "discriminator_optimiser": _moments(config, d_params),
        "data_stream": stream,
        "latent_stream": stream,
        "noise_stream": stream,
        "game": {
            "d_moves": _NUMBER,
            "memory": {} if memory is None else dict.fromkeys(memory.state_dict(), _NUMBER),
        },
    }
    if config.dynamics.lookahead:
        parts["lookahead"] = {"count": _NUMBER, "slow": [*d_params, *g_params]}
    if config.dynamics.ema:
        parts["average"] = {"count": _NUMBER, "mean": g_params}
    return parts


def _moments(config: ExperimentConfig, params: Sequence[Tensor]) -> dict[str, Any]:
    """What the optimiser of a network remembers of each parameter, once it has moved."""
    names = moments_of(OPTIMISERS[config.dynamics.optimiser].load()([torch.zeros(1)]))
    count = torch.empty((), device="meta")
    state = {
        index: {name: count if name == "step" else param for name in names}
        for index, param in enumerate(params)
        if names
    }
    return {"state": state, "param_groups": _IGNORED}


def _compare(found: Any, wanted: Any, name: str) -> None:
    if wanted is _IGNORED:
        return
    if isinstance(wanted, Tensor):
        _compare_tensor(found, wanted, name)
    elif wanted is _NUMBER:
        if not isinstance(found, int | float):
            raise _damaged(Text("{name} is no number", name=name))
    elif isinstance(wanted, list):
        if not isinstance(found, list) or len(found) != len(wanted):
            raise _damaged(Text("{name} is no list of {count}", name=name, count=len(wanted)))
        for index, (own, needed) in enumerate(zip(found, wanted, strict=True)):
            _compare(own, needed, f"{name}.{index}")
    else:
        if not isinstance(found, dict):
            raise _damaged(Text("{name} is no table", name=name))
        for key, needed in wanted.items():
            if key not in found:
                raise _damaged(Text("{name} is missing", name=f"{name}.{key}"))
            _compare(found[key], needed, f"{name}.{key}")
        if len(found) != len(wanted):
            raise _damaged(Text("{name} holds what it does not need", name=name))


def _compare_tensor(found: Any, wanted: Tensor, name: str) -> None:
    if not isinstance(found, Tensor) or found.layout != torch.strided:
        raise _damaged(Text("{name} is no tensor", name=name))
    if found.shape != wanted.shape or found.dtype != wanted.dtype:
        raise _damaged(
            Text(
                "{name} is {found}; its settings need {wanted}",
                name=name,
                found=_shape(found),
                wanted=_shape(wanted),
            )
        )
    stored, needed = found.untyped_storage().nbytes(), found.numel() * found.element_size()
    if stored != needed or not found.is_contiguous():
        raise _damaged(
            Text(
                "{name} needs {needed} bytes, and {stored} are stored",
                name=name,
                needed=f"{needed:,}",
                stored=f"{stored:,}",
            )
        )
    if found.device.type == "meta" or not found.is_floating_point():
        return
    # The square of a large gradient overflows to infinity in a good run; it only stops a weight.
    moment = "_optimiser." in name
    if bool((found.isnan() if moment else ~found.isfinite()).any()):
        raise _damaged(Text("{name} holds numbers that are not finite", name=name))


def _shape(tensor: Tensor) -> str:
    size = " x ".join(map(str, tensor.shape)) or "1"
    return f"{size} ({str(tensor.dtype).removeprefix('torch.')})"


def _damaged(what: str) -> InvalidValueError:
    return InvalidValueError(Text("the checkpoint is damaged ({what})", what=what))
