"""What is measured when; the clock and the trainer are played."""

import math

import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.app.measuring import COSTLY_EVERY_S, JUDGE_EVERY_S, RunMeasuring
from gan_desktop.core.metrics import METRICS, Cost, Reference, Scene, measure, shapes
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Verdict

CONFIG = load_preset("ring8-blog")
COSTS = {Cost.CHEAP: 0.003, Cost.COSTLY: 0.015}


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Trainer:
    """Gives perfect points, and takes its time for measuring them."""

    def __init__(self, clock: Clock) -> None:
        self.step, self._clock = 0, clock

    def snapshot(self, metrics) -> Snapshot:
        self.step += 50
        metrics = tuple(metrics)
        costly = any(metric.cost is Cost.COSTLY for metric in metrics)
        self._clock.now += COSTS[Cost.COSTLY if costly else Cost.CHEAP] if metrics else 0
        rng = np.random.default_rng(self.step)
        reference = Reference.drawn(CONFIG.target, 200, rng)
        fake = CONFIG.target.sample(200, rng)
        values = measure(Scene(fake, reference), METRICS.of(Cost.CHEAP)) if metrics else {}
        return Snapshot(
            "run", self.step, reference.points, fake, values, CONFIG.target,
            frozenset(metric.key for metric in metrics),
            shapes(Scene(fake, reference)) if metrics else None,
        )  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def measuring(clock: Clock) -> RunMeasuring:
    return RunMeasuring(clock)


def kinds(measuring: RunMeasuring, clock: Clock, refresh_s: float, count: int) -> list[str]:
    trainer, found = Trainer(clock), []
    for _ in range(count):
        clock.now += refresh_s
        measuring.trained(refresh_s)
        measured = measuring.snapshot(trainer).measured
        found.append("costly" if "energy" in measured else "cheap" if measured else "nothing")
    return found


def test_slow_refreshes_are_all_measured(measuring, clock) -> None:
    found = kinds(measuring, clock, 0.3, 40)
    assert "nothing" not in found
    # One in COSTLY_EVERY_S at most.
    assert 8 <= found.count("costly") <= 40 * 0.33 / COSTLY_EVERY_S


def test_quick_refreshes_are_measured_within_the_budget(measuring, clock) -> None:
    found = kinds(measuring, clock, 0.005, 2000)
    spent = sum(COSTS[Cost(kind)] for kind in found if kind != "nothing")
    assert 0.5 < spent / (0.08 * 2000 * 0.005) < 1.1
    assert found.count("cheap") > 100
    assert found.count("costly") > 3


def test_when_nothing_waits_the_budget_does_not_count(measuring, clock) -> None:
    trainer = Trainer(clock)
    measuring.budget.spend(10)
    assert measuring.snapshot(trainer, free=True).measured == set(METRICS.keys())
    # All pairs of points again only after a while: a drag asks 50 times a second.
    assert "energy" not in measuring.snapshot(trainer, free=True).measured
    assert "energy" in measuring.snapshot(trainer, free=True, whole=True).measured
    assert measuring.budget.balance < -9
    assert not measuring.snapshot(trainer).measured


def judged(measuring: RunMeasuring) -> Verdict:
    judgement = measuring.judgement(wanted=True)
    assert judgement is not None
    return judgement.verdict


def test_a_verdict_now_and_then(measuring, clock) -> None:
    kinds(measuring, clock, 0.3, 30)
    assert measuring.judgement() is not None
    assert measuring.judgement() is None
    clock.now += JUDGE_EVERY_S
    assert measuring.judgement() is not None
    assert judged(measuring) is Verdict.CONVERGED


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"training.learning_rate_g": 0.5}, False),
        ({"target.means": [[k, k] for k in range(8)]}, False),
        ({"training.steps": 77}, True),
        ({"display.point_size": 3}, True),
    ],
)
def test_another_design_or_target_is_judged_afresh(measuring, clock, changes, kept) -> None:
    kinds(measuring, clock, 0.3, 30)
    measuring.change(CONFIG, CONFIG.with_values(changes))
    assert judged(measuring) is (Verdict.CONVERGED if kept else Verdict.TOO_EARLY)


def test_a_run_that_stopped_by_itself_has_diverged(measuring, clock) -> None:
    kinds(measuring, clock, 0.3, 30)
    measuring.diverged = "It blew up."
    judgement = measuring.judgement(wanted=True)
    assert judgement is not None
    assert judgement.verdict is Verdict.DIVERGED
    assert judgement.evidence[0].value == "It blew up."
    measuring.change(CONFIG, CONFIG.with_values({"display.point_size": 3}))
    assert judged(measuring) is Verdict.DIVERGED
    measuring.change(CONFIG, CONFIG.with_values({"training.learning_rate_g": 1e-5}))
    assert judged(measuring) is Verdict.TOO_EARLY


def test_the_floor_gets_its_turn_where_refreshes_are_too_quick(measuring, clock) -> None:
    trainer, turns = Trainer(clock), []
    for _ in range(2000):
        clock.now += 0.005
        measuring.trained(0.005)
        if measuring.affords(0.02):
            measuring.spend(0.02)
            turns.append("floor")
        if measuring.snapshot(trainer).measured:
            turns.append("measure")
    assert turns.count("floor") > 20
    assert turns.count("measure") > 20


def test_slow_refreshes_leave_time_for_the_floor_and_none_goes_without(measuring, clock) -> None:
    trainer, draws = Trainer(clock), 0
    for _ in range(100):
        for _ in range(30):
            clock.now += 0.01
            measuring.trained(0.01)
            # However long one took on a busy machine.
            if measuring.affords(0.2):
                measuring.spend(0.005)
                draws += 1
        assert measuring.snapshot(trainer).measured
    assert draws > 50


def test_a_new_run_starts_with_nothing(measuring, clock) -> None:
    kinds(measuring, clock, 0.3, 30)
    measuring.begin()
    assert judged(measuring) is Verdict.TOO_EARLY
    assert math.isclose(measuring.budget.share, 0)
