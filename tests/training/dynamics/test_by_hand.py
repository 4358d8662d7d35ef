"""Update rules, gradients and averages on a game of two numbers, by hand.

D's gradient is a w + t, G's is -w + b t; a = 0.5, b = 0.25, start w = 1, t = 2, rate 0.1.
"""

import pytest
import torch
from torch import Tensor

from gan_desktop.training.dynamics.averages import Lookahead, MovingAverage
from gan_desktop.training.dynamics.game import Player
from gan_desktop.training.dynamics.gradients import Consensus, Plain, Unrolled
from gan_desktop.training.dynamics.optimisers import set_rate
from gan_desktop.training.dynamics.rules import alternating, extra_gradient, simultaneous


class TwoNumbers:
    """D: a w^2 / 2 + w t; G: -w t + b t^2 / 2.

    Gradients by hand: D: a w + t; G: -w + b t.
    """

    def __init__(self, w: float = 1.0, t: float = 2.0, a: float = 0.5, b: float = 0.25) -> None:
        self.w = torch.tensor([w], dtype=torch.float64, requires_grad=True)
        self.t = torch.tensor([t], dtype=torch.float64, requires_grad=True)
        self.a, self.b = a, b
        self.moves = 0

    def next_d_move(self) -> None:
        self.moves += 1

    def d_loss(self, d_params=None, *, attached: bool = False) -> Tensor:
        w = self.w if d_params is None else d_params[0]
        t = self.t if attached else self.t.detach()
        return (0.5 * self.a * w * w + w * t).sum()

    def g_loss(self, d_params=None) -> Tensor:
        w = self.w if d_params is None else d_params[0]
        return (-w * self.t + 0.5 * self.b * self.t * self.t).sum()

    def value(self, loss: Tensor, _network: str) -> float:
        return float(loss.detach())

    @property
    def at(self) -> tuple[float, float]:
        return float(self.w.detach()), float(self.t.detach())

    def players(self, make=None, clip: float = 0.0) -> tuple[Player, Player]:
        make = make or (lambda params: torch.optim.SGD(params, lr=0.1))

        def project() -> None:
            if clip:
                with torch.no_grad():
                    self.w.clamp_(-clip, clip)

        return Player([self.w], make([self.w]), project), Player([self.t], make([self.t]))


def test_alternating() -> None:
    game = TwoNumbers()
    losses = alternating(game, *game.players(), Plain(), 1)
    # w = 1 - 0.1 (0.5 + 2) = 0.75; t = 2 - 0.1 (-0.75 + 0.5) = 2.025
    assert game.at == pytest.approx((0.75, 2.025))
    # D: 0.25 + 2; G with the new w: -0.75 * 2 + 0.125 * 4
    assert losses == pytest.approx((2.25, -1.0))


def test_alternating_with_two_discriminator_steps() -> None:
    game = TwoNumbers()
    alternating(game, *game.players(), Plain(), 2)
    # w = 0.75, then 0.75 - 0.1 (0.375 + 2) = 0.5125; t = 2 - 0.1 (-0.5125 + 0.5)
    assert game.at == pytest.approx((0.5125, 2.00125))
    assert game.moves == 2


def test_simultaneous() -> None:
    game = TwoNumbers()
    losses = simultaneous(game, *game.players(), Plain(), 1)
    # t = 2 - 0.1 (-1 + 0.5)
    assert game.at == pytest.approx((0.75, 2.05))
    assert losses == pytest.approx((2.25, -1.5))


def test_of_several_discriminator_steps_the_last_is_simultaneous() -> None:
    game = TwoNumbers()
    simultaneous(game, *game.players(), Plain(), 2)
    # w = 0.75; then w = 0.5125 and t = 2 - 0.1 (-0.75 + 0.5)
    assert game.at == pytest.approx((0.5125, 2.025))
    assert game.moves == 2


def test_extra_gradient() -> None:
    game = TwoNumbers()
    extra_gradient(game, *game.players(), Plain(), 1)
    # Ahead: (0.75, 2.05). From the start: w = 1 - 0.1 (0.375 + 2.05); t = 2 - 0.1 (-0.75 + 0.5125)
    assert game.at == pytest.approx((0.7575, 2.02375))
    assert game.moves == 1


@pytest.mark.parametrize(
    ("rule", "call"),
    [(simultaneous, 1), (simultaneous, 2), *((extra_gradient, k) for k in (1, 2, 3, 4))],
)
def test_a_loss_that_cannot_be_taken_moves_neither_player(rule, call: int) -> None:
    game, calls = TwoNumbers(), iter(range(1, 9))

    def value(_loss: Tensor, _network: str) -> float:
        if next(calls) == call:
            raise ZeroDivisionError
        return 0.0

    game.value = value
    with pytest.raises(ZeroDivisionError):
        rule(game, *game.players(), Plain(), 1)
    assert game.at == (1, 2)


def test_the_projection_follows_each_move() -> None:
    for rule in (alternating, simultaneous, extra_gradient):
        game = TwoNumbers()
        rule(game, *game.players(clip=0.3), Plain(), 1)
        assert game.at[0] == pytest.approx(0.3)


def test_consensus() -> None:
    game = TwoNumbers()
    simultaneous(game, *game.players(), Consensus(2.0), 1)
    # v = (2.5, -0.5); |v|^2 / 2 has the gradient J^T v: by w: a 2.5 - (-0.5) = 1.75, by t:
    # 2.5 + b (-0.5) = 2.375. w = 1 - 0.1 (2.5 + 2 * 1.75); t = 2 - 0.1 (-0.5 + 2 * 2.375)
    assert game.at == pytest.approx((0.4, 1.575))


def test_consensus_alternating_takes_both_gradients_anew() -> None:
    game = TwoNumbers()
    alternating(game, *game.players(), Consensus(2.0), 1)
    # w = 0.4; then v = (2.2, 0.1): by t: 2.2 + 0.25 * 0.1; t = 2 - 0.1 (0.1 + 2 * 2.225)
    assert game.at == pytest.approx((0.4, 1.545))


def test_unrolled_by_gradient_descent() -> None:
    game = TwoNumbers()
    simultaneous(game, *game.players(), Unrolled(2), 1)
    # D's next moves: w1 = w - 0.1 (a w + t) = 0.95 w - 0.1 t = 0.75,
    # w2 = 0.95 w1 - 0.1 t = 0.9025 w - 0.195 t = 0.5125. G: -w2 t + b t^2 / 2, by t:
    # -w2 + 0.195 t + b t = -0.5125 + 0.39 + 0.5 = 0.3775. D itself makes one plain move.
    assert game.at == pytest.approx((0.75, 2 - 0.03775))


def test_unrolled_through_adam_is_the_slope_of_what_adam_does() -> None:
    """Another source: torch's own Adam moves the discriminator, and t is moved a little."""

    def ahead(t: float) -> float:
        game = TwoNumbers(t=t)
        d, _ = game.players(lambda params: made(params))
        moved_before(d)
        for _ in range(3):
            d.optimiser.zero_grad()
            game.d_loss().backward()
            d.move()
        return float(game.g_loss().detach())

    def made(params) -> torch.optim.Optimizer:
        optimiser = torch.optim.Adam(params)
        set_rate(optimiser, 0.1, (0.5, 0.9))
        return optimiser

    def moved_before(d) -> None:
        # Two moves of the past, so that the moments are not empty; the same for every t.
        for gradient in (1.0, -0.3):
            d.follow([torch.tensor([gradient], dtype=torch.float64)])

    game = TwoNumbers()
    d, g = game.players(made)
    moved_before(d)
    before = [float(v) for v in (game.w.detach(), d.optimiser.state[game.w]["exp_avg"])]
    loss = Unrolled(3).g(game, d, g)
    h = 1e-6
    slope = (ahead(2 + h) - ahead(2 - h)) / (2 * h)
    assert game.t.grad is not None
    assert float(game.t.grad) == pytest.approx(slope, rel=1e-5)
    assert loss == pytest.approx(ahead(2.0))
    after = [float(v) for v in (game.w.detach(), d.optimiser.state[game.w]["exp_avg"])]
    assert before == after


def test_lookahead() -> None:
    fast = torch.tensor([0.0], dtype=torch.float64)
    slow = Lookahead([fast], every=2, part=0.25)
    seen = []
    for _ in range(5):
        fast += 1
        slow.after_step()
        seen.append(float(fast))
    # 1; 2 -> 0.25 * 2 = 0.5; 1.5; 2.5 -> 0.5 + 0.25 * 2 = 1; 2
    assert seen == [1, 0.5, 1.5, 1.0, 2.0]


def test_moving_average() -> None:
    value = torch.tensor([1.0], dtype=torch.float64)
    average = MovingAverage([value], 0.9)
    expected = 1.0
    for step in range(200):
        value += 1
        average.after_step()
        decay = min(0.9, (1 + step) / (10 + step))
        expected = decay * expected + (1 - decay) * (2 + step)
        assert float(average.mean[0]) == pytest.approx(expected)
    # In the end it lags by 0.9 / 0.1 steps.
    assert float(average.mean[0]) == pytest.approx(201 - 9, abs=1e-3)
