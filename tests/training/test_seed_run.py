"""One seed in this process: the row, what it is measured with, how it can end."""

import hashlib

import pytest

from gan_desktop.core.metrics import METRICS, Cost
from gan_desktop.core.targets import TARGETS
from gan_desktop.core.verdict import Judgement, Verdict
from gan_desktop.core.verdict.seed_row import Ending
from gan_desktop.training import GanTrainer, seed_run
from gan_desktop.training.seed_run import run_seed

# Momentum over a vanished second moment: it blows up within some ten steps.
BLOWS_UP = {
    "networks.generator_hidden": (16,) * 8,
    "networks.discriminator_hidden": (16,) * 8,
    "training.learning_rate_g": 1.0,
    "training.learning_rate_d": 1.0,
    "training.beta1_g": 0.9,
    "training.beta1_d": 0.9,
    "training.beta2_g": 0.0,
    "training.beta2_d": 0.0,
}
COSTLY = {metric.key for metric in METRICS.of(Cost.COSTLY)}


@pytest.fixture
def judged(monkeypatch):
    """What `judge` is asked; it answers "blur"."""
    asked = []

    def judge(observations, floor=None, diverged=""):
        asked.append((list(observations), floor, diverged))
        return Judgement(Verdict.BLUR)

    monkeypatch.setattr(seed_run, "judge", judge)
    return asked


def go_on(_steps):
    return True


def test_a_row_is_that_of_a_plain_trainer(quick_config, judged):
    config = quick_config.with_values({"training.steps": 112, "training.seed": 3})
    told = []
    row = run_seed(config, lambda steps: told.append(steps) or True)
    plain = GanTrainer(config)
    plain.run(112)
    snapshot = plain.snapshot(metrics=METRICS)
    assert row.points_sha256 == hashlib.sha256(snapshot.fake.tobytes()).hexdigest()
    assert row.metrics == snapshot.metrics
    assert row.metrics.keys() >= COSTLY
    assert (row.seed, row.steps, row.ending, row.why) == (3, 112, Ending.FINISHED, "")
    assert told == list(range(1, 113))
    assert row.verdict is Verdict.BLUR
    ((observations, floor, diverged),) = judged
    assert [o.step for o in observations] == [*range(5, 111, 5), 112]
    assert diverged == ""
    assert floor.keys() >= {"modes", "high_quality", "width", "js"}
    # Every 10th refresh and the last one.
    costly = [o.step for o in observations if o.metrics.keys() & COSTLY]
    assert costly == [50, 100, 112]
    assert list(row.curves) == [o.step for o in observations]
    assert row.curves[112]["modes"] == row.metrics["modes"]


def test_success_is_every_mode_at_the_end(quick_config, judged):
    one = quick_config.target.replaced(
        weights=(1.0,), means=((0.0, 0.0),), covariances=(((4.0, 0.0), (0.0, 4.0)),)
    )
    config = quick_config.replaced(target=one).with_values({"training.steps": 3})
    row = run_seed(config, go_on)
    assert (row.metrics["modes"], row.success) == (1, True)
    row = run_seed(quick_config.with_values({"training.steps": 3}), go_on)
    assert row.metrics["modes"] < 8
    assert not row.success


def test_a_diverging_seed_says_so_and_has_no_end(quick_config, judged):
    row = run_seed(quick_config.with_values(BLOWS_UP), go_on)
    assert row.ending is Ending.DIVERGED
    assert row.why.startswith("Training diverged at step ")
    assert f"at step {row.steps + 1}:" in row.why
    assert (row.metrics, row.points_sha256, row.success) == ({}, "", False)
    ((observations, _, diverged),) = judged
    assert diverged == row.why
    assert all(o.step <= row.steps for o in observations)


def test_a_run_can_be_given_up(quick_config, judged):
    assert run_seed(quick_config, lambda steps: steps < 7) is None
    assert judged == []


@pytest.mark.parametrize(("target", "known"), [("two-moons", False), ("ring8-blog", True)])
def test_a_row_knows_whether_there_are_modes_to_count(quick_config, judged, target, known):
    design = TARGETS[target].put_into(quick_config).with_values({"training.steps": 2})
    row = run_seed(design, go_on)
    assert (row.modes_known, row.success) == (known, False)
    assert row.to_json()["success"] == (False if known else None)
    wild = run_seed(design.with_values({**BLOWS_UP, "training.steps": 100}), go_on)
    assert (wild.ending, wild.modes_known) == (Ending.DIVERGED, known)
