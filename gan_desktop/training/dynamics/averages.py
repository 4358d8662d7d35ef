"""What is kept beside the players: lookahead's slow weights, the generator's moving average."""

from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch import Tensor


class Lookahead:
    """Every `every` steps: slow += part * (fast - slow), fast = slow, both players together.

    Chavdarova et al. 2021, arXiv:2006.14567, algorithm 1.
    """

    def __init__(self, params: Iterable[Tensor], every: int, part: float) -> None:
        self._params = list(params)
        self._slow = [param.detach().clone() for param in self._params]
        self._count = 0
        self.every, self.part = every, part

    @torch.no_grad()
    def after_step(self) -> None:
        """Both players have moved."""
        self._count += 1
        if self._count % self.every:
            return
        for slow, fast in zip(self._slow, self._params, strict=True):
            slow.lerp_(fast, self.part)
            fast.copy_(slow)

    def state_dict(self) -> dict[str, Any]:
        """The slow weights and where it is between two of their moves."""
        return {"count": self._count, "slow": self._slow}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from a state. Raises ValueError when it does not fit."""
        self._count = _whole(state["count"])
        _load(self._slow, state["slow"])


class MovingAverage:
    """mean <- decay * mean + (1 - decay) * weights, after each step.

    The decay is at most (1 + steps) / (10 + steps): at first it forgets faster, so that the
    start is not what is shown (TensorFlow's ExponentialMovingAverage has the same ramp).
    """

    def __init__(self, params: Iterable[Tensor], decay: float) -> None:
        self._params = list(params)
        self.mean = [param.detach().clone() for param in self._params]
        self._count = 0
        self.decay = decay

    @torch.no_grad()
    def after_step(self) -> None:
        """The generator has moved."""
        decay = min(self.decay, (1 + self._count) / (10 + self._count))
        self._count += 1
        for mean, param in zip(self.mean, self._params, strict=True):
            mean.lerp_(param, 1 - decay)

    def state_dict(self) -> dict[str, Any]:
        """The averages and the number of steps behind them."""
        return {"count": self._count, "mean": self.mean}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from a state. Raises ValueError when it does not fit."""
        self._count = _whole(state["count"])
        _load(self.mean, state["mean"])


def _whole(count: Any) -> int:
    if type(count) is not int or count < 0:
        raise ValueError("the number of steps is damaged")
    return count


def _load(own: list[Tensor], saved: list[Tensor]) -> None:
    if [tensor.shape for tensor in saved] != [tensor.shape for tensor in own]:
        raise ValueError("the averages do not fit the weights")
    for tensor, other in zip(own, saved, strict=True):
        tensor.copy_(other)
