"""Slope penalties against finite differences, and against the closed form of a linear critic."""

import pytest
import torch
from torch import Tensor, nn

from gan_desktop import load_preset
from gan_desktop.core.catalog import PENALTIES
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.training import GanTrainer
from gan_desktop.training.regularisers.penalty import squared_slopes

CONFIG = load_preset("ring8-blog").with_values(
    {
        "networks.latent_size": 4,
        "networks.generator_hidden": (16,),
        "networks.discriminator_hidden": (16,),
        "networks.initialisation": "fan-in",
        "training.batch_size": 32,
    }
)
KEYS = PENALTIES.keys()
N = 64


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def clouds(width: int = 2) -> tuple[Tensor, Tensor]:
    source = rng(5)
    real = torch.randn(N, width, generator=source, dtype=torch.float64)
    return real, 2 + 0.5 * torch.randn(N, width, generator=source, dtype=torch.float64)


def smooth_critic(width: int = 2) -> nn.Module:
    """Smooth, so that differences approach its slope quickly."""
    made = nn.Sequential(nn.Linear(width, 8), nn.Tanh(), nn.Linear(8, 1)).double()
    source = rng(3)
    with torch.no_grad():
        for param in made.parameters():
            param.copy_(torch.randn(param.shape, generator=source, dtype=torch.float64))
    return made


def differences(critic: nn.Module, points: Tensor) -> Tensor:
    """(n,) norms of the slope by central differences: no use of autograd."""
    h = 1e-5
    squares = torch.zeros(len(points), dtype=points.dtype)
    with torch.no_grad():
        for axis in range(points.shape[1]):
            shift = torch.zeros(points.shape[1], dtype=points.dtype)
            shift[axis] = h
            squares += ((critic(points + shift) - critic(points - shift))[:, 0] / (2 * h)) ** 2
    return squares.sqrt()


def places(key: str, real: Tensor, fake: Tensor) -> Tensor:
    """Where each penalty looks, with the same draws."""
    source = rng()
    if key == "r1":
        return real
    if key == "r2":
        return fake
    if key == "dragan":
        noise = 0.5 * real.std() * torch.rand(real.shape, generator=source)
        return real + torch.rand(N, 1, generator=source) * noise
    share = torch.rand(N, 1, generator=source)
    return share * real + (1 - share) * fake


FORMULAS = {
    "wgan-gp": lambda slopes: ((slopes - 1) ** 2).mean(),
    "wgan-lp": lambda slopes: (torch.relu(slopes - 1) ** 2).mean(),
    "gp-0": lambda slopes: (slopes**2).mean(),
    "r1": lambda slopes: (slopes**2).mean() / 2,
    "r2": lambda slopes: (slopes**2).mean() / 2,
    "dragan": lambda slopes: ((slopes - 1) ** 2).mean(),
}


@pytest.mark.parametrize("width", [2, 6])
@pytest.mark.parametrize("key", KEYS)
def test_against_finite_differences(key: str, width: int) -> None:
    (real, fake), critic = clouds(width), smooth_critic(width)
    value = PENALTIES[key].load()(critic, real, fake, rng())
    expected = FORMULAS[key](differences(critic, places(key, real, fake)))
    assert float(value.detach()) == pytest.approx(float(expected), rel=1e-6)
    assert float(value.detach()) > 1e-3


# f(x) = 3 x1 + 4 x2 has the slope 5 everywhere: (5 - 1)^2, 5^2, 5^2 / 2. Half of it: 2.5.
LINEAR = {"wgan-gp": 16, "wgan-lp": 16, "gp-0": 25, "r1": 12.5, "r2": 12.5, "dragan": 16}
FLAT = {"wgan-gp": 1, "wgan-lp": 0, "gp-0": 0, "r1": 0, "r2": 0, "dragan": 1}


@pytest.mark.parametrize("key", KEYS)
def test_a_linear_critic(key: str) -> None:
    weight = torch.tensor([[3.0], [4.0]], dtype=torch.float64, requires_grad=True)
    real, fake = clouds()
    compute = PENALTIES[key].load()
    value = compute(lambda points: points @ weight, real, fake, rng())
    assert float(value.detach()) == pytest.approx(LINEAR[key])
    # Its own gradient: that of (|w| - 1)^2 is 2 (|w| - 1) w / |w|, that of |w|^2 is 2 w.
    (gradient,) = torch.autograd.grad(value, weight)
    factor = {16: 8 / 5, 25: 2, 12.5: 1}[LINEAR[key]]
    torch.testing.assert_close(gradient, factor * weight.detach())


@pytest.mark.parametrize("key", KEYS)
def test_a_flat_critic_has_a_finite_gradient(key: str) -> None:
    weight = torch.zeros(2, 1, dtype=torch.float64, requires_grad=True)
    real, fake = clouds()
    value = PENALTIES[key].load()(lambda points: points @ weight, real, fake, rng())
    assert float(value.detach()) == pytest.approx(FLAT[key])
    (gradient,) = torch.autograd.grad(value, weight)
    assert torch.isfinite(gradient).all()


def test_only_slopes_above_1_cost_in_wgan_lp() -> None:
    weight = torch.tensor([[0.3], [0.4]], dtype=torch.float64)
    real, fake = clouds()
    values = {
        key: float(PENALTIES[key].load()(lambda p: p @ weight, real, fake, rng()))
        for key in ("wgan-lp", "wgan-gp")
    }
    assert values == {"wgan-lp": 0, "wgan-gp": pytest.approx(0.25)}


def test_points_with_a_graph_keep_it() -> None:
    """Consensus and unrolling differentiate R2 by the generator, too."""
    shift = torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
    real, fake = clouds()
    compute = PENALTIES["r2"].load()
    value = compute(smooth_critic(), real, fake + shift, rng())
    (slope,) = torch.autograd.grad(value, shift)
    h = 1e-5
    up, down = (
        float(compute(smooth_critic(), real, fake + 0.5 + sign * h, rng()).detach())
        for sign in (1, -1)
    )
    assert float(slope) == pytest.approx((up - down) / (2 * h), rel=1e-6)


def test_all_have_a_reference() -> None:
    for entry in PENALTIES:
        assert "arXiv:" in entry.reference
        assert entry.reference in entry.load().__doc__


@pytest.mark.parametrize("key", KEYS)
def test_in_the_game_strength_times_the_penalty_is_added(key: str) -> None:
    name = f"regularisers.{key.replace('-', '_')}"
    losses = {}
    for strength in (0.0, 2.0, 5.0):
        trainer = GanTrainer(CONFIG.with_values({name: strength}))
        losses[strength] = float(trainer._parts.game.d_loss().detach())
    added = losses[2.0] - losses[0.0]
    assert added > 0 or key == "wgan-lp"  # the slopes are below 1 at the start
    assert losses[5.0] - losses[0.0] == pytest.approx(2.5 * added, rel=1e-3, abs=1e-6)


def counted(config: ExperimentConfig, steps: int) -> list[float]:
    """What R1 adds to each of D's losses, as a multiple of its plain value."""
    trainer, seen = GanTrainer(config), []
    game = trainer._parts.game
    (penalty,) = game.penalties
    plain = game.d_loss

    def d_loss(d_params=None, *, attached=False):
        with_it = plain(d_params, attached=attached)
        real = game._last_real
        (critic,) = game._scores(d_params)
        value = penalty.strength * 0.5 * squared_slopes(critic, real).mean()
        outputs = critic(real), game._last_outputs[1]
        without = game.objective.d_loss(*outputs)
        seen.append(round(float((with_it - without).detach() / value.detach()), 2))
        return with_it

    game.d_loss = d_loss
    trainer.run(steps)
    return seen


@pytest.mark.parametrize(
    ("values", "steps", "expected"),
    [
        ({}, 6, [0, 0, 3, 0, 0, 3]),
        ({"training.d_steps": 2}, 3, [0, 0, 3, 0, 0, 3]),
        ({"dynamics.update": "simultaneous"}, 3, [0, 0, 3]),
        # Both losses of a step belong to one move.
        ({"dynamics.update": "extra-gradient"}, 3, [0, 0, 0, 0, 3, 3]),
        # The generator's step looks at the discriminator's loss of the same move.
        ({"dynamics.consensus": 0.1}, 3, [0, 0, 0, 0, 3, 3]),
    ],
    ids=str,
)
def test_a_lazy_penalty_comes_every_third_move_three_times_as_strong(
    values: dict, steps: int, expected: list[float]
) -> None:
    lazy = {"regularisers.r1": 10.0, "regularisers.r1_interval": 3}
    assert counted(CONFIG.with_values({**lazy, **values}), steps) == pytest.approx(expected)


def test_a_lazy_penalty_of_every_second_move() -> None:
    lazy = {"regularisers.r1": 10.0, "regularisers.r1_interval": 2}
    assert counted(CONFIG.with_values(lazy), 4) == pytest.approx([0, 2, 0, 2])


def test_each_of_two_scores_is_penalised() -> None:
    config = CONFIG.with_values({"training.objective": "d2gan", "regularisers.r1": 2.0})
    game = GanTrainer(config)._parts.game
    loss = float(game.d_loss().detach())
    real, twins = game._last_real, game._discriminator
    slopes = [squared_slopes(lambda p, i=i: twins(p)[:, i], real).mean() for i in (0, 1)]
    expected = sum(float(s.detach()) for s in slopes)
    plain = GanTrainer(CONFIG.with_values({"training.objective": "d2gan"}))._parts.game
    assert loss - float(plain.d_loss().detach()) == pytest.approx(expected, rel=1e-4)


def test_of_an_autoencoder_the_energy_is_penalised_and_not_the_features() -> None:
    config = CONFIG.with_values({"training.objective": "ebgan", "regularisers.r1": 2.0})
    game = GanTrainer(config)._parts.game
    loss = float(game.d_loss().detach())
    energy = squared_slopes(lambda p: game._discriminator(p)[:, 0], game._last_real).mean()
    plain = GanTrainer(CONFIG.with_values({"training.objective": "ebgan"}))._parts.game
    difference = loss - float(plain.d_loss().detach())
    assert difference == pytest.approx(float(energy.detach()), rel=1e-4)
