"""Optimisers by name: how a player moves along its gradient."""

from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor

Betas = tuple[float, float]
RMSPROP_DECAY = 0.99
EPSILON = 1e-8


def adam(params: Iterable[Tensor]) -> torch.optim.Optimizer:
    """Adam (Kingma & Ba 2015, arXiv:1412.6980). Fused: the same update in fewer operations."""
    return torch.optim.Adam(params, fused=True)


def rmsprop(params: Iterable[Tensor]) -> torch.optim.Optimizer:
    """RMSProp (Tieleman & Hinton 2012), decay 0.99."""
    return torch.optim.RMSprop(params, alpha=RMSPROP_DECAY, eps=EPSILON)


def sgd(params: Iterable[Tensor]) -> torch.optim.Optimizer:
    """W <- w - rate * g, without momentum."""
    return torch.optim.SGD(params)


class OptimisticAdam(torch.optim.Optimizer):
    """w <- w - 2 rate u_t + rate u_(t-1), u = Adam's update.

    Daskalakis et al. 2018, arXiv:1711.00141, algorithm 1. With `plain`, u is the gradient itself:
    optimistic gradient descent, equation 2 of that paper.
    """

    def __init__(self, params: Iterable[Tensor], plain: bool = False) -> None:
        super().__init__(params, {"lr": 1e-3, "betas": (0.9, 0.999), "plain": plain})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]  # noqa: ARG002
        """One move of every parameter that has a gradient."""
        for group in self.param_groups:
            for param in group["params"]:
                if param.grad is not None:
                    self._move(param, param.grad, group)

    def _move(self, param: Tensor, gradient: Tensor, group: dict[str, Any]) -> None:
        state = self.state[param]
        if not state:
            state["step"] = torch.zeros(())
            state["exp_avg"], state["exp_avg_sq"] = torch.zeros_like(param), torch.zeros_like(param)
            state["update"] = torch.zeros_like(param)
        state["step"] += 1
        beta1, beta2 = group["betas"]
        if group["plain"]:
            update = gradient.clone()
        else:
            count = float(state["step"])
            state["exp_avg"].lerp_(gradient, 1 - beta1)
            state["exp_avg_sq"].mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
            root = (state["exp_avg_sq"] / (1 - beta2**count)).sqrt_().add_(EPSILON)
            update = state["exp_avg"] / (1 - beta1**count) / root
        param.add_(update, alpha=-2 * group["lr"]).add_(state["update"], alpha=group["lr"])
        state["update"] = update


def optimistic_adam(params: Iterable[Tensor]) -> torch.optim.Optimizer:
    """Adam that counters the next move of the opponent; see `OptimisticAdam`."""
    return OptimisticAdam(params)


def set_rate(optimiser: torch.optim.Optimizer, rate: float, betas: Betas) -> None:
    """Learning rate, and the decays of those that have them."""
    for group in optimiser.param_groups:
        group["lr"] = rate
        if "betas" in group:
            group["betas"] = betas


def moments_of(optimiser: torch.optim.Optimizer) -> frozenset[str]:
    """Names of what it remembers of each parameter, once it has moved."""
    if isinstance(optimiser, OptimisticAdam):
        return frozenset({"step", "exp_avg", "exp_avg_sq", "update"})
    if isinstance(optimiser, torch.optim.RMSprop):
        return frozenset({"step", "square_avg"})
    if isinstance(optimiser, torch.optim.Adam):
        return frozenset({"step", "exp_avg", "exp_avg_sq"})
    return frozenset()


Moments = list[tuple[Tensor, Tensor, float]]


def simulate(
    optimiser: torch.optim.Optimizer,
    params: Sequence[Tensor],
    gradients: Sequence[Tensor],
    moments: Moments | None,
) -> tuple[tuple[Tensor, ...], Moments | None]:
    """The next move as a differentiable function of the gradients; nothing is moved.

    Adam's own rule where it is Adam (its moments so far are where it starts from), gradient
    descent with the same rate for every other one.

    Args:
        optimiser: whose rate, decays and moments count.
        params: where the move starts.
        gradients: the loss's, with their graph.
        moments: what the last simulated move returned; None for the first.
    """
    group = optimiser.param_groups[0]
    if not isinstance(optimiser, torch.optim.Adam):
        moved = [p - group["lr"] * g for p, g in zip(params, gradients, strict=True)]
        return tuple(moved), None
    if moments is None:
        moments = [_moments(optimiser, own) for own in group["params"]]
    (beta1, beta2), rate = group["betas"], group["lr"]
    moved, later = [], []
    for param, gradient, (first, second, before) in zip(params, gradients, moments, strict=True):
        mean = beta1 * first + (1 - beta1) * gradient
        square = beta2 * second + (1 - beta2) * gradient * gradient
        count = before + 1
        # Inside the root: the slope of sqrt at 0 is infinite.
        root = (square / (1 - beta2**count) + EPSILON**2).sqrt() + EPSILON
        moved.append(param - rate * mean / (1 - beta1**count) / root)
        later.append((mean, square, count))
    return tuple(moved), later


def _moments(optimiser: torch.optim.Optimizer, param: Tensor) -> tuple[Tensor, Tensor, float]:
    state = optimiser.state.get(param)
    if not state:
        return torch.zeros_like(param), torch.zeros_like(param), 0.0
    return state["exp_avg"].clone(), state["exp_avg_sq"].clone(), float(state["step"])
