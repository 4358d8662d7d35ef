"""A trainer's state as bytes that nothing runs from: JSON for the values, safetensors for tensors.

`torch.save` writes a pickle; run files go from person to person and hold none. The way there and
back is exact, bit for bit.
"""

import json
import math
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from gan_desktop.core.errors import InvalidValueError

_MAX_DEPTH = 16
_TENSOR, _LIST, _DICT = "tensor", "list", "dict"


def to_portable(state: dict[str, Any]) -> tuple[bytes, bytes]:
    """The tree of a `GanTrainer.state_dict()` as JSON, and its tensors as safetensors.

    Raises:
        TypeError: it holds what is neither a tensor nor a plain value.
    """
    tensors: dict[str, Tensor] = {}
    tree = _flattened(state, tensors)
    text = json.dumps(tree, allow_nan=False, separators=(",", ":"))
    return text.encode(), save(tensors)


def from_portable(tree: bytes, tensors: bytes) -> dict[str, Any]:
    """The state again; `GanTrainer.load_state_dict` checks what is in it.

    Raises:
        InvalidValueError: these are no such bytes.
    """
    try:
        state = _built(json.loads(tree, parse_constant=_refused), load(tensors))
    except (ValueError, KeyError, TypeError, RecursionError, SafetensorError):
        raise InvalidValueError("the stored state is damaged") from None
    if not isinstance(state, dict):
        raise InvalidValueError("the stored state is damaged")
    return state


def _flattened(value: Any, tensors: dict[str, Tensor]) -> Any:
    """A tree in which each tensor is the name of one, and keys keep their types."""
    if isinstance(value, Tensor):
        name = str(len(tensors))
        tensors[name] = value.contiguous()
        return {_TENSOR: name}
    if isinstance(value, dict):
        return {_DICT: [[_key(k), _flattened(v, tensors)] for k, v in value.items()]}
    if isinstance(value, list | tuple):
        return {_LIST: [_flattened(item, tensors) for item in value]}
    if value is None or type(value) in (bool, int, float, str):
        return value
    raise TypeError(f"a state cannot hold {type(value).__name__}")


def _key(key: Any) -> str | int:
    if type(key) is str or type(key) is int:
        return key
    raise TypeError(f"a state cannot hold a key of type {type(key).__name__}")


def _built(tree: Any, tensors: dict[str, Tensor], depth: int = 0) -> Any:
    if depth > _MAX_DEPTH:
        raise ValueError("nested too deeply")
    if not isinstance(tree, dict):
        if isinstance(tree, list) or (isinstance(tree, float) and not math.isfinite(tree)):
            raise ValueError("not a plain value")
        return tree
    ((kind, content),) = tree.items()
    if kind == _TENSOR:
        return tensors[content]
    if kind == _LIST:
        return [_built(item, tensors, depth + 1) for item in content]
    if kind == _DICT:
        return {_key(key): _built(item, tensors, depth + 1) for key, item in content}
    raise ValueError("unknown kind")


def _refused(text: str) -> float:
    raise ValueError(text)
