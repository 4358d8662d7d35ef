"""Layers within their budget, by a clock of the test's own."""

import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.app.layer_duty import SHARE, LayerDuty
from gan_desktop.core.layers import LayerData, LayerRequest
from gan_desktop.core.snapshot import Snapshot

REQUEST = LayerRequest(frozenset({"field"}))
POINTS = np.zeros((1, 2), dtype=np.float32)
BARE = Snapshot("run", 0, POINTS, POINTS, {}, load_preset("ring8-blog").target)


class Trainer:
    """Takes a while to compute."""

    def __init__(self, cost: float) -> None:
        self.now, self.cost = 0.0, cost

    def clock(self) -> float:
        return self.now

    def layers(self, _snapshot, request):
        self.now += self.cost
        return {key: LayerData() for key in request.keys}


def share_of_refreshes(cost: float, between: float, refreshes: int = 400) -> tuple[float, float]:
    """Part of the refreshes with layers; time spent over time trained."""
    trainer = Trainer(cost)
    duty = LayerDuty(trainer.clock)
    duty.request = REQUEST
    seen = 0
    for _ in range(refreshes):
        duty.trained(between)
        seen += bool(duty.added(trainer, BARE).layers)
    return seen / refreshes, trainer.now / (refreshes * between)


def test_cheap_layers_come_with_every_refresh() -> None:
    assert share_of_refreshes(cost=0.01, between=0.1)[0] == 1


@pytest.mark.parametrize("between", [0.001, 0.02, 0.2])
def test_costly_ones_come_as_often_as_the_budget_lets_them(between) -> None:
    seen, spent = share_of_refreshes(cost=0.05, between=between)
    assert 0 < seen < 1
    assert spent == pytest.approx(SHARE, abs=0.06 / (400 * between) + 0.005)


def test_nothing_is_computed_that_nobody_asked_for() -> None:
    trainer = Trainer(1.0)
    assert LayerDuty(trainer.clock).added(trainer, BARE) is BARE
    assert trainer.now == 0


def test_while_paused_they_come_whatever_they_cost_and_training_pays_nothing() -> None:
    trainer = Trainer(10.0)
    duty = LayerDuty(trainer.clock)
    duty.request = REQUEST
    for _ in range(3):
        assert duty.added(trainer, BARE, free=True).layers
    assert duty.added(trainer, BARE).layers
    assert not duty.added(trainer, BARE).layers
    assert duty.added(trainer, BARE, free=True).layers
