"""Every objective against numbers worked out by hand; the arithmetic stands beside them."""

import math
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from gan_desktop import load_preset
from gan_desktop.core.catalog import OBJECTIVES
from gan_desktop.core.metrics.game import Reading
from gan_desktop.training.objectives.began import Balance
from gan_desktop.training.objectives.energies import pull_away
from gan_desktop.training.objectives.objective import Objective
from gan_desktop.training.plan import objective_of

LN3 = math.log(3)
E = math.e
LABELS_MINUS_1_TO_1 = {"loss.fake_label": -1.0, "loss.real_label": 1.0, "loss.wanted_label": 0.0}


def objective(key: str, **numbers: Any) -> Objective:
    values = {name.replace("__", "."): value for name, value in numbers.items()}
    return objective_of(
        load_preset("ring8-blog").with_values({"training.objective": key, **values})
    )


def rows(values: list) -> Tensor:
    return torch.tensor(
        [value if isinstance(value, list) else [value] for value in values], dtype=torch.float64
    )


# (key, numbers, real outputs, fake outputs, D's loss, G's loss)
BY_HAND = [
    # sp(-ln 3) = ln(4/3) = 0.287682; sp(0) = ln 2 = 0.693147; sp(-0) = ln 2
    ("minimax", {}, [LN3], [0.0], 0.287682 + 0.693147, -0.693147),
    ("non-saturating", {}, [LN3], [0.0], 0.287682 + 0.693147, 0.693147),
    # 1/2 (0^2 + 0.5^2)/2 + 1/2 (0^2 + 1^2)/2 = 0.0625 + 0.25; 1/2 (1^2 + 2^2)/2
    ("least-squares", {}, [1.0, 0.5], [0.0, -1.0], 0.3125, 1.25),
    # 0.0625 + 1/2 (1^2 + 0^2)/2; 1/2 (0^2 + 1^2)/2
    ("least-squares", LABELS_MINUS_1_TO_1, [1.0, 0.5], [0.0, -1.0], 0.3125, 0.25),
    # (-1 + 0.5)/2 - (1 + 3)/2 = -0.25 - 2
    ("wasserstein", {}, [1.0, 3.0], [-1.0, 0.5], -2.25, 0.25),
    # (0.5 + 0)/2 + (0.5 + 0)/2; (0.5 + 3)/2
    ("hinge", {}, [0.5, 2.0], [-0.5, -3.0], 0.5, 1.75),
    # differences ln 3 and -ln 3 - 0: (ln(4/3) + ln 4)/2 = 0.836988, both ways
    ("rpgan", {}, [LN3, 0.0], [0.0, LN3], 0.836988, 0.836988),
    # differences ln 3 twice: ln(4/3); ln 4 = 1.386294. In other pairs, but the same points:
    ("rpgan", {}, [LN3, 0.0], [0.0, -LN3], 0.287682, 1.386294),
    # means 1 and 0; D: differences 2, 0 and 0, -2: (sp(-2) + sp(0))/2 = (0.126928 + 0.693147)/2;
    # G: differences 0, -2 and 2, 0: (sp(0) + sp(2))/2 = (0.693147 + 2.126928)/2
    ("ragan", {}, [2.0, 0.0], [1.0, -1.0], 0.410038, 1.410038),
    # D: 1/2 ((1^2 + 1^2)/2 + (1^2 + 1^2)/2); G: 1/2 ((1^2 + 3^2)/2 + (3^2 + 1^2)/2)
    ("ralsgan", {}, [2.0, 0.0], [1.0, -1.0], 1.0, 5.0),
    # D: 1/2 ((0 + 1)/2 + (1 + 0)/2); G: 1/2 ((1 + 3)/2 + (3 + 1)/2)
    ("rahinge", {}, [2.0, 0.0], [1.0, -1.0], 0.5, 2.0),
    # -ln e + 2 + 3 - ln e^2 = -1 + 2 + 3 - 2; -2 + 2
    ("d2gan", {}, [[E, 3.0]], [[2.0, E**2]], 2.0, 0.0),
    # -0.5 + 2 + 3 - 0.25 * 2; -2 + 0.25 * 2
    ("d2gan", {"loss.alpha": 0.5, "loss.beta": 0.25}, [[E, 3.0]], [[2.0, E**2]], 4.0, -1.5),
    # R(x) = 0.2, R(y) = 0.4 and 1.5, margin 1: 0.2 + (0.6 + 0)/2; features (1, 0) and (1, 1) have
    # the squared cosine 1/2: (0.4 + 1.5)/2 + 0.1 * 0.5
    ("ebgan", {}, [[-0.2, 9.0, 9.0]], [[-0.4, 1.0, 0.0], [-1.5, 1.0, 1.0]], 0.5, 1.0),
    # margin 2: 0.2 + (1.6 + 0.5)/2; no pull-away
    (
        "ebgan",
        {"loss.margin": 2.0, "loss.pull_away": 0.0},
        [[-0.2, 9.0, 9.0]],
        [[-0.4, 1.0, 0.0], [-1.5, 1.0, 1.0]],
        1.25,
        0.95,
    ),
    # k is 0 at first
    ("began", {}, [[-2.0, 1.0]], [[-0.4, 1.0]], 2.0, 0.4),
]


@pytest.mark.parametrize(("key", "numbers", "real", "fake", "d", "g"), BY_HAND)
def test_losses(key: str, numbers: dict, real: list, fake: list, d: float, g: float) -> None:
    made = objective(key, **numbers)
    assert float(made.d_loss(rows(real), rows(fake))) == pytest.approx(d, abs=1e-6)
    given = rows(real) if made.pairs else None
    assert float(made.g_loss(given, rows(fake))) == pytest.approx(g, abs=1e-6)


def test_none_is_forgotten() -> None:
    assert {row[0] for row in BY_HAND} == set(OBJECTIVES.keys())


SMOOTHED = [
    # 0.9 sp(-ln 3) + 0.1 sp(ln 3) + sp(0) = 0.9 * 0.287682 + 0.1 * 1.386294 + 0.693147
    ("minimax", {}, [LN3], [0.0], 1.090690),
    ("non-saturating", {}, [LN3], [0.0], 1.090690),
    # label 0.9: 1/2 (0.1^2 + 0.4^2)/2 + 0.25
    ("least-squares", {}, [1.0, 0.5], [0.0, -1.0], 0.2925),
    # label 1 - 0.1 * 2 = 0.8: 1/2 (0.2^2 + 0.3^2)/2 + 0.25
    ("least-squares", LABELS_MINUS_1_TO_1, [1.0, 0.5], [0.0, -1.0], 0.2825),
]


@pytest.mark.parametrize(("key", "numbers", "real", "fake", "d"), SMOOTHED)
def test_smoothed_labels(key: str, numbers: dict, real: list, fake: list, d: float) -> None:
    smoothed = objective(key, **numbers).smoothed
    assert smoothed is not None
    assert float(smoothed(rows(real), rows(fake), 0.1)) == pytest.approx(d, abs=1e-6)
    plain = objective(key, **numbers).d_loss(rows(real), rows(fake))
    assert float(smoothed(rows(real), rows(fake), 0.0)) == pytest.approx(float(plain))


def test_relativistic_average_is_a_cross_entropy() -> None:
    """Another source: torch's own cross entropy, as the author's code has it."""
    rng = torch.Generator().manual_seed(1)
    real, fake = (torch.randn(9, 1, generator=rng, dtype=torch.float64) for _ in range(2))
    ones, zeros = torch.ones_like(real), torch.zeros_like(real)
    high, low = real - fake.mean(), fake - real.mean()
    made = objective("ragan")
    for loss, labels in ((made.d_loss, (ones, zeros)), (made.g_loss, (zeros, ones))):
        expected = sum(map(binary_cross_entropy_with_logits, (high, low), labels)) / 2
        torch.testing.assert_close(loss(real, fake), expected)


def test_pull_away_is_a_mean_over_pairs() -> None:
    outputs = torch.randn(5, 4, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    total = 0.0
    for i in range(5):
        for j in range(5):
            a, b = outputs[i, 1:], outputs[j, 1:]
            total += 0 if i == j else float((a @ b / (a.norm() * b.norm())) ** 2)
    assert float(pull_away(outputs)) == pytest.approx(total / 20)
    assert float(pull_away(outputs[:1])) == 0


def test_a_dead_point_pulls_nothing_away_however_often_that_is_differentiated() -> None:
    """Consensus takes second derivatives."""
    outputs = torch.ones(3, 4)
    outputs[1] = 0
    outputs.requires_grad_(True)
    (first,) = torch.autograd.grad(pull_away(outputs), outputs, create_graph=True)
    (second,) = torch.autograd.grad(first.pow(2).sum(), outputs)
    assert torch.isfinite(first).all()
    assert torch.isfinite(second).all()
    assert not first[1].any()


def test_the_balance_of_began() -> None:
    made = objective("began", **{"loss.k_rate": 0.1})
    real, fake = rows([[-2.0, 1.0]]), rows([[-0.4, 1.0]])
    assert made.memory is not None
    made.memory.after_step(real, fake)  # k = 0 + 0.1 (0.5 * 2 - 0.4) = 0.06
    assert made.memory.state_dict() == {"k": pytest.approx(0.06)}
    # 2 - 0.06 * 0.4
    assert float(made.d_loss(real, fake)) == pytest.approx(1.976)
    made.memory.after_step(rows([[0.0, 1.0]]), rows([[-9.0, 1.0]]))
    assert made.memory.state_dict() == {"k": 0.0}
    fast = Balance(0.5, 1.0)
    fast.after_step(rows([[-9.0, 1.0]]), rows([[0.0, 1.0]]))
    assert fast.k == 1.0
    other = Balance(0.5, 1.0)
    other.load_state_dict(fast.state_dict())
    assert other.k == 1.0
    for damaged in ("x", 2.0, -0.1, math.nan, None):
        with pytest.raises(ValueError, match="damaged"):
            other.load_state_dict({"k": damaged})


@pytest.mark.parametrize("key", ["d2gan", "ebgan", "began"])
def test_the_other_discriminators_are_pushed_the_right_way(key: str) -> None:
    """High in the first output means "looks real" for all of them."""
    real = rows([[-0.5, 1.0, 0.5], [-0.2, 0.5, 1.0]])
    fake = rows([[-0.4, 1.0, 0.7], [-0.7, 0.2, 1.0]])
    if key == "d2gan":
        real, fake = real.abs()[:, :2], fake.abs()[:, :2]
    made = objective(key)
    if made.memory is not None:
        made.memory.load_state_dict({"k": 0.5})
    real.requires_grad_()
    fake.requires_grad_()
    made.g_loss(None, fake).backward()
    assert fake.grad is not None
    assert (fake.grad[:, 0] < 0).all()
    if key == "d2gan":
        assert (fake.grad[:, 1] > 0).all()
    fake.grad = None
    made.d_loss(real, fake).backward()
    assert real.grad is not None
    # D1 stops at alpha / density ratio, so its sign at real points is that of -alpha / D1.
    assert (real.grad[:, 0] < 0).all()
    assert (fake.grad[:, 0] > 0).all()


def test_the_logarithms_of_d2gan_stay_finite_where_a_softplus_is_0() -> None:
    outputs = torch.zeros(3, 2, requires_grad=True)
    made = objective("d2gan")
    loss = made.d_loss(outputs, outputs) + made.g_loss(None, outputs)
    loss.backward()
    assert torch.isfinite(loss)
    assert outputs.grad is not None
    assert torch.isfinite(outputs.grad).all()


READINGS = {
    "minimax": Reading.LOGIT,
    "non-saturating": Reading.LOGIT,
    "least-squares": Reading.MARGIN,
    "hinge": Reading.MARGIN,
    "wasserstein": Reading.SCORE,
    "rpgan": Reading.RELATIVE,
    "ragan": Reading.RELATIVE,
    "ralsgan": Reading.RELATIVE,
    "rahinge": Reading.RELATIVE,
    "d2gan": Reading.SCORE,
    "ebgan": Reading.SCORE,
    "began": Reading.SCORE,
}


@pytest.mark.parametrize("key", OBJECTIVES.keys())
def test_what_the_output_means(key: str) -> None:
    made = objective(key)
    assert made.reading is READINGS[key]
    assert made.boundary == (0.5 if key == "least-squares" else 0.0)
    assert made.pairs == (made.reading is Reading.RELATIVE)
    assert made.scores == (2 if key == "d2gan" else 1)
    assert objective("least-squares", **LABELS_MINUS_1_TO_1).boundary == 0
