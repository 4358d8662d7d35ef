"""The two objectives of the first paper, and what all of them have in common."""

import math
import re
from importlib import import_module
from itertools import product

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import logsigmoid

from gan_desktop import load_preset
from gan_desktop.core.catalog import OBJECTIVES
from gan_desktop.training.objectives.objective import Objective
from gan_desktop.training.plan import objective_of

FIRST = ("non-saturating", "minimax")
LOGIT = [entry.key for entry in OBJECTIVES if entry.family == "logit"]
LN2 = math.log(2)
logits = st.lists(st.floats(-50, 50, width=32), min_size=1, max_size=20).map(
    lambda values: torch.tensor(values, dtype=torch.float64)[:, None]
)


def objective(key: str) -> Objective:
    return objective_of(load_preset("ring8-blog").with_values({"training.objective": key}))


def column(*values: float) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)[:, None]


def test_all_have_a_reference_that_is_in_their_file_too() -> None:
    for entry in OBJECTIVES:
        assert re.search(r"\d{4}, arXiv:\d{4}\.\d{4,5}", entry.reference)
        assert re.search("equation|section", entry.reference)
        said = import_module(entry.target.partition(":")[0]).__doc__ or ""
        assert entry.reference in " ".join(said.split())
    for key in FIRST:
        assert "arXiv:1406.2661" in OBJECTIVES[key].reference


@pytest.mark.parametrize("key", ["non-saturating", "minimax"])
@pytest.mark.parametrize(
    ("real", "fake", "expected"),
    [
        ((0.0,), (0.0,), 2 * LN2),
        # sp(-ln 3) = ln(4/3), sp(-ln 3) = ln(4/3)
        ((math.log(3),), (-math.log(3),), 2 * math.log(4 / 3)),
        # sp(ln 3) = ln 4 for a real that looks generated; sp(0) = ln 2
        ((-math.log(3),), (0.0,), math.log(4) + LN2),
        # mean of ln(4/3) and ln 4; mean of ln 2 and ln 4
        (
            (math.log(3), -math.log(3)),
            (0.0, math.log(3)),
            (math.log(4 / 3) + math.log(4) + LN2 + math.log(4)) / 2,
        ),
    ],
)
def test_d_loss_by_hand(key: str, real: tuple, fake: tuple, expected: float) -> None:
    assert float(objective(key).d_loss(column(*real), column(*fake))) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("key", "fake", "expected"),
    [
        ("non-saturating", (0.0,), LN2),
        ("non-saturating", (math.log(3),), math.log(4 / 3)),
        ("non-saturating", (0.0, -math.log(3)), (LN2 + math.log(4)) / 2),
        ("minimax", (0.0,), -LN2),
        ("minimax", (math.log(3),), -math.log(4)),
        ("minimax", (0.0, -math.log(3)), -(LN2 + math.log(4 / 3)) / 2),
    ],
)
def test_g_loss_by_hand(key: str, fake: tuple, expected: float) -> None:
    assert float(objective(key).g_loss(None, column(*fake))) == pytest.approx(expected)


@pytest.mark.parametrize("key", LOGIT)
def test_the_generator_pushes_its_logits_up_and_the_discriminator_down(key: str) -> None:
    real, fake = column(-0.6, 0.0, 0.3).requires_grad_(), column(0.1, 0.2, 0.4).requires_grad_()
    objective(key).g_loss(real, fake).backward()
    assert fake.grad is not None
    assert (fake.grad < 0).all()  # descent goes against it: up
    fake.grad = real.grad = None
    objective(key).d_loss(real, fake).backward()
    assert real.grad is not None
    assert (real.grad < 0).all()
    assert (fake.grad > 0).all()


# Beyond the aim: where it has been reached, the least squares pull back, the hinges let go.
@pytest.mark.parametrize(
    ("key", "g", "d_real", "d_fake"),
    [("least-squares", 1, 1, -1), ("hinge", -1, 0, 0), ("ralsgan", 1, 1, -1), ("rahinge", 0, 0, 0)],
)
def test_beyond_the_aim(key: str, g: int, d_real: int, d_fake: int) -> None:
    far, near = column(5.0).requires_grad_(), column(-5.0).requires_grad_()
    objective(key).g_loss(near, far).backward()
    assert far.grad is not None
    assert float(far.grad.sign()) == g
    far.grad = near.grad = None
    objective(key).d_loss(far, near).backward()
    assert near.grad is not None
    assert (float(far.grad.sign()), float(near.grad.sign())) == (d_real, d_fake)


def test_gradients_by_hand() -> None:
    for key, expected in (("non-saturating", -0.75), ("minimax", -0.25)):
        fake = column(-math.log(3)).requires_grad_()  # D = 1/4: -(1 - D) or -D
        objective(key).g_loss(None, fake).backward()
        assert fake.grad is not None
        assert float(fake.grad) == pytest.approx(expected)


def test_minimax_fades_when_the_discriminator_wins_and_non_saturating_does_not() -> None:
    gradients = {}
    for key in ("non-saturating", "minimax"):
        fake = column(-20.0).requires_grad_()
        objective(key).g_loss(None, fake).backward()
        assert fake.grad is not None
        gradients[key] = float(fake.grad)
    assert gradients["non-saturating"] == pytest.approx(-1, abs=1e-6)
    assert abs(gradients["minimax"]) < 1e-8


@settings(deadline=None, max_examples=50)
@given(logits, logits)
def test_equal_the_log_sigmoid_forms(real: torch.Tensor, fake: torch.Tensor) -> None:
    d_loss = -logsigmoid(real).mean() - logsigmoid(-fake).mean()
    for key in ("non-saturating", "minimax"):
        torch.testing.assert_close(objective(key).d_loss(real, fake), d_loss)
    torch.testing.assert_close(
        objective("non-saturating").g_loss(None, fake), -logsigmoid(fake).mean()
    )
    torch.testing.assert_close(objective("minimax").g_loss(None, fake), logsigmoid(-fake).mean())


@pytest.mark.parametrize("key", LOGIT)
def test_large_logits_neither_overflow_nor_lose_their_gradient(key: str) -> None:
    for real_value, fake_value in product((1e4, -1e4), repeat=2):
        real = torch.full((4, 1), real_value, requires_grad=True)
        fake = torch.full((4, 1), fake_value, requires_grad=True)
        d_loss, g_loss = objective(key).d_loss(real, fake), objective(key).g_loss(real, fake)
        (d_loss + g_loss).backward()
        for tensor in (d_loss, g_loss, real.grad, fake.grad):
            assert tensor is not None
            assert torch.isfinite(tensor).all()
    if key in FIRST:
        assert float(objective(key).d_loss(column(-1e4), column(1e4))) == pytest.approx(2e4)


@pytest.mark.parametrize("key", LOGIT)
@pytest.mark.parametrize("shape", [(6,), (6, 1), (2, 3)])
def test_any_shape_gives_a_scalar(key: str, shape: tuple[int, ...]) -> None:
    rng = torch.Generator().manual_seed(0)
    real, fake = torch.randn(shape, generator=rng), torch.randn(shape, generator=rng)
    d_loss, g_loss = objective(key).d_loss(real, fake), objective(key).g_loss(real, fake)
    assert d_loss.shape == g_loss.shape == ()
    real, fake = real.flatten(), fake.flatten()
    torch.testing.assert_close(d_loss, objective(key).d_loss(real, fake))
    torch.testing.assert_close(g_loss, objective(key).g_loss(real, fake))
