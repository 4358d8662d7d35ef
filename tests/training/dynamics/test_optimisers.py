"""Optimisers and schedules by hand, optimistic Adam against a literal loop in NumPy."""

import numpy as np
import pytest
import torch

from gan_desktop.training.dynamics.optimisers import (
    OptimisticAdam,
    adam,
    optimistic_adam,
    rmsprop,
    set_rate,
)
from gan_desktop.training.dynamics.schedules import constant, cosine, linear

GRADIENTS = (0.5, -2.0, 1.0)
RATE, BETAS = 0.1, (0.5, 0.9)


def moved(make) -> list[float]:
    param = torch.tensor([1.0], requires_grad=True)
    optimiser = make([param])
    set_rate(optimiser, RATE, BETAS)
    seen = []
    for gradient in GRADIENTS:
        param.grad = torch.tensor([gradient])
        optimiser.step()
        seen.append(float(param.detach()))
    return seen


def test_adam_by_hand() -> None:
    # m = 0.25, v = 0.025: 0.25 / 0.5 = 0.5 over sqrt(0.025 / 0.1) = 0.5: a step of the rate
    # m = -0.875, v = 0.4225: -0.875 / 0.75 = -1.166667 over sqrt(0.4225 / 0.19) = 1.491203
    # m = 0.0625, v = 0.48025: 0.0625 / 0.875 = 0.071429 over sqrt(0.48025 / 0.271) = 1.331213
    assert moved(adam) == pytest.approx([0.9, 0.978237, 0.972871], abs=1e-6)


def test_rmsprop_by_hand() -> None:
    # v = 0.01 * 0.25 = 0.0025: 0.5 / 0.05 = 10
    # v = 0.99 * 0.0025 + 0.01 * 4 = 0.042475: -2 / 0.206095 = -9.704259
    assert moved(rmsprop)[:2] == pytest.approx([0.0, 0.970426], abs=1e-5)


def test_sgd_by_hand() -> None:
    assert moved(lambda p: torch.optim.SGD(p)) == pytest.approx([0.95, 1.15, 1.05])


def test_optimistic_adam_by_hand() -> None:
    # Adam's updates u are 1, -0.782366, 0.053656 (as above): w - 2 rate u_t + rate u_(t-1)
    # 1 - 0.2; 0.8 + 0.156473 + 0.1; 1.056473 - 0.010731 - 0.078237
    assert moved(optimistic_adam) == pytest.approx([0.8, 1.056473, 0.967506], abs=1e-5)


@pytest.mark.parametrize("end", [0.0, 0.25, 1.0])
def test_schedules(end: float) -> None:
    for schedule in (linear, cosine):
        assert schedule(0.0, end) == 1
        assert schedule(1.0, end) == pytest.approx(end)
        assert schedule(3.0, end) == pytest.approx(end)
        assert schedule(0.5, end) == pytest.approx((1 + end) / 2)
        values = [schedule(k / 20, end) for k in range(21)]
        assert values == sorted(values, reverse=True)
    assert linear(0.25, end) == pytest.approx(1 - 0.25 * (1 - end))
    # (1 + cos(pi / 4)) / 2 = 0.853553
    assert cosine(0.25, end) == pytest.approx(end + (1 - end) * 0.853553, abs=1e-6)
    assert constant(0.7, end) == 1


@pytest.mark.parametrize("betas", [(0.5, 0.999), (0.0, 0.9), (0.9, 0.99)])
def test_optimistic_adam_in_numpy(betas: tuple[float, float]) -> None:
    """Daskalakis et al. 2018, algorithm 1."""
    rng = np.random.default_rng(3)
    start, gradients = rng.normal(size=(4, 3)), rng.normal(size=(50, 4, 3))
    param = torch.tensor(start, requires_grad=True)
    optimiser = OptimisticAdam([param])
    set_rate(optimiser, 0.03, betas)

    weights = start.copy()
    mean, square, before = np.zeros_like(start), np.zeros_like(start), np.zeros_like(start)
    for step, gradient in enumerate(gradients, 1):
        mean = betas[0] * mean + (1 - betas[0]) * gradient
        square = betas[1] * square + (1 - betas[1]) * gradient**2
        update = (mean / (1 - betas[0] ** step)) / (np.sqrt(square / (1 - betas[1] ** step)) + 1e-8)
        weights = weights - 2 * 0.03 * update + 0.03 * before
        before = update

        param.grad = torch.tensor(gradient)
        optimiser.step()
        np.testing.assert_allclose(param.detach().numpy(), weights, rtol=1e-9)


def test_plain_is_optimistic_gradient_descent() -> None:
    param = torch.tensor([1.0], dtype=torch.float64, requires_grad=True)
    optimiser = OptimisticAdam([param], plain=True)
    optimiser.param_groups[0]["lr"] = 0.1
    seen = []
    for gradient in (1.0, 2.0, -1.0):
        param.grad = torch.tensor([gradient], dtype=torch.float64)
        optimiser.step()
        seen.append(float(param.detach()))
    # 1 - 0.2; 0.8 - 0.4 + 0.1; 0.5 + 0.2 + 0.2
    assert seen == pytest.approx([0.8, 0.5, 0.9])
