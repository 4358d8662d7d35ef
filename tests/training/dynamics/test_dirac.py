"""The Dirac-GAN (Mescheder et al. 2018, arXiv:1801.04406): known paths of known dynamics.

The target is a point at 0, the generator outputs theta, the discriminator is psi x; start
(theta, psi) = (1, -1), rate 0.1, gradient descent. Distances to the equilibrium (0, 0).
"""

import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torch.nn.functional import softplus

from gan_desktop.training.dynamics.averages import Lookahead, MovingAverage
from gan_desktop.training.dynamics.game import Player
from gan_desktop.training.dynamics.gradients import Consensus, Gradients, Plain
from gan_desktop.training.dynamics.optimisers import OptimisticAdam
from gan_desktop.training.dynamics.rules import Rule, alternating, extra_gradient, simultaneous

RATE = 0.1
Loss = Callable[[Tensor, Tensor], Tensor]


# Points that noise is added to, in each loss: its mean is what moves the players.
BATCH = 512


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    return (fake - real).mean()


def logistic_loss(real: Tensor, fake: Tensor) -> Tensor:
    return (softplus(-real) + softplus(fake)).mean()


GENERATOR = {
    "minimax": lambda fake: -softplus(fake).mean(),
    "non-saturating": lambda fake: softplus(-fake).mean(),
    "wasserstein": lambda fake: -fake.mean(),
}


class DiracGame:
    """Two numbers; `penalty` is added to the discriminator's loss, `noise` to all points."""

    def __init__(
        self,
        loss: str,
        penalty: Callable[[Tensor, Tensor], Tensor] | None = None,
        noise: float = 0.0,
    ) -> None:
        self.theta = torch.tensor([1.0], dtype=torch.float64, requires_grad=True)
        self.psi = torch.tensor([-1.0], dtype=torch.float64, requires_grad=True)
        self._d = critic_loss if loss == "wasserstein" else logistic_loss
        self._g = GENERATOR[loss]
        self._penalty = penalty
        self._noise, self._rng = noise, torch.Generator().manual_seed(0)

    def next_d_move(self) -> None:
        """Nothing is lazy here."""

    def _shown(self, point: Tensor) -> Tensor:
        if not self._noise:
            return point
        drawn = torch.randn(BATCH, generator=self._rng, dtype=torch.float64)
        return point + self._noise * drawn

    def d_loss(self, d_params=None, *, attached: bool = False) -> Tensor:
        psi = self.psi if d_params is None else d_params[0]
        theta = self.theta if attached else self.theta.detach()
        real = self._shown(torch.zeros(1, dtype=torch.float64))
        loss = self._d(psi * real, psi * self._shown(theta))
        return loss if self._penalty is None else loss + self._penalty(psi, theta)

    def g_loss(self, d_params=None) -> Tensor:
        psi = self.psi if d_params is None else d_params[0]
        return self._g(psi * self._shown(self.theta))

    def value(self, loss: Tensor, _network: str) -> float:
        return float(loss.detach())

    @property
    def distance(self) -> float:
        return math.hypot(float(self.theta.detach()), float(self.psi.detach()))


def play(
    loss: str,
    rule: Rule,
    gradients: Gradients | None = None,
    penalty: Callable[[Tensor, Tensor], Tensor] | None = None,
    optimistic: bool = False,
    clip: float = 0.0,
    lookahead: bool = False,
) -> list[float]:
    """Distances after 200, 1,000 and 2,000 steps."""
    game = DiracGame(loss, penalty)

    def optimiser(param: Tensor) -> torch.optim.Optimizer:
        if optimistic:
            made: torch.optim.Optimizer = OptimisticAdam([param], plain=True)
            made.param_groups[0]["lr"] = RATE
            return made
        return torch.optim.SGD([param], lr=RATE)

    def project() -> None:
        if clip:
            with torch.no_grad():
                game.psi.clamp_(-clip, clip)

    d = Player([game.psi], optimiser(game.psi), project)
    g = Player([game.theta], optimiser(game.theta))
    slow = Lookahead([game.psi, game.theta], 5, 0.5) if lookahead else None
    found = []
    for step in range(1, 2001):
        rule(game, d, g, gradients or Plain(), 1)
        if slow is not None:
            slow.after_step()
        if step in (200, 1000, 2000):
            found.append(game.distance)
    return found


def r1(gamma: float) -> Callable[[Tensor, Tensor], Tensor]:
    # The slope of psi x is psi, at real and generated points alike.
    return lambda psi, _theta: 0.5 * gamma * psi.pow(2).sum()


def gradient_penalty(weight: float, target: float) -> Callable[[Tensor, Tensor], Tensor]:
    return lambda psi, _theta: weight * (psi.abs() - target).pow(2).sum()


# Written as they are known: a row is right when it is so to the last digit given.
ROWS = [
    ("minimax, simultaneous", ("minimax", simultaneous), {}, "1.77 2.65 3.10"),
    ("minimax, alternating", ("minimax", alternating), {}, "1.41 1.41 1.41"),
    ("non-saturating, simultaneous", ("non-saturating", simultaneous), {}, ".66 .47 .45"),
    ("non-saturating, alternating", ("non-saturating", alternating), {}, ".57 .27 .20"),
    ("wasserstein, clip 1", ("wasserstein", simultaneous), {"clip": 1.0}, "1.02 1.01 1.04"),
    ("wasserstein", ("wasserstein", simultaneous), {}, "3.8 205 29641"),
    (
        "wasserstein, optimistic",
        ("wasserstein", simultaneous),
        {"optimistic": True},
        ".52 .009 .000",
    ),
    (
        "wgan-gp, alternating",
        ("wasserstein", alternating),
        {"penalty": gradient_penalty(0.5, 0.3)},
        ".40 .41 .40",
    ),
    (
        "non-saturating, r1, simultaneous",
        ("non-saturating", simultaneous),
        {"penalty": r1(0.3)},
        ".064 .000 .000",
    ),
    (
        "minimax, consensus, alternating",
        ("minimax", alternating),
        {"gradients": Consensus(1.0)},
        ".015 .000 .000",
    ),
    (
        "non-saturating, optimistic",
        ("non-saturating", simultaneous),
        {"optimistic": True},
        ".50 .13 .035",
    ),
    ("non-saturating, extra-gradient", ("non-saturating", extra_gradient), {}, ".50 .13 .035"),
    (
        "non-saturating, lookahead",
        ("non-saturating", simultaneous),
        {"lookahead": True},
        ".67 .22 .08",
    ),
]


@pytest.mark.parametrize(("name", "how", "more", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_the_path_is_the_known_one(name, how, more, expected) -> None:
    for distance, known in zip(play(*how, **more), expected.split(), strict=True):
        digits = len(known.partition(".")[2])
        assert f"{distance:.{digits}f}".removeprefix("0") == known


def players(game: DiracGame) -> tuple[Player, Player]:
    d, g = (Player([p], torch.optim.SGD([p], lr=RATE)) for p in (game.psi, game.theta))
    return d, g


def test_the_mean_of_an_orbit_is_its_centre() -> None:
    """Why averaged weights help: the last 1,000 steps of alternating minimax."""
    game = DiracGame("minimax")
    d, g = players(game)
    path = []
    for _ in range(2000):
        alternating(game, d, g, Plain(), 1)
        path.append((float(game.theta.detach()), float(game.psi.detach())))
    theta, psi = (sum(values) / 1000 for values in zip(*path[1000:], strict=True))
    assert f"{math.hypot(theta, psi):.3f}" == "0.000"
    assert f"{game.distance:.2f}" == "1.41"


def test_the_moving_average_is_near_the_centre_of_an_orbit() -> None:
    game = DiracGame("minimax")
    d, g = players(game)
    average = MovingAverage([game.theta, game.psi], 0.99)
    for _ in range(2000):
        alternating(game, d, g, Plain(), 1)
        average.after_step()
    # It turns by 0.1 sigmoid(0) = 0.05 a step; a memory of 100 steps keeps
    # 1 / |1 + 100 * 0.05i| = 0.2 of the radius 1.41.
    assert math.hypot(*(float(mean) for mean in average.mean)) == pytest.approx(0.28, abs=0.06)


@pytest.mark.parametrize("rule", [simultaneous, alternating])
def test_noise_on_the_points_makes_it_converge(rule: Rule) -> None:
    """Without it the same game is still 0.45 and 0.20 away at step 2,000."""
    game = DiracGame("non-saturating", noise=0.7)
    d, g = players(game)
    for step in range(1, 2001):
        rule(game, d, g, Plain(), 1)
        assert step < 1000 or game.distance < 0.05
