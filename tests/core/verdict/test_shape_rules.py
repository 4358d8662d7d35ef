"""The rules for a target without known modes, at their thresholds and on drawn points."""

import math

import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.core.metrics import METRICS, Scene, measure, noise_floor
from gan_desktop.core.metrics.scene import Reference
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.targets import TARGETS
from gan_desktop.core.verdict import WORDS, Observation, Verdict, judge
from gan_desktop.core.verdict.verdicts import words_for

GOOD = {
    "js": 0.12,
    "precision": 0.9,
    "recall": 0.95,
    "prdc_coverage": 0.9,
    "d_accuracy": 0.55,
    "g_gradient": 1.0,
    "d_loss": 1.3,
    "g_loss": 0.7,
}
FLOOR = {"js": (0.05, 0.09)}


def refresh(index: int, centre=(0.0, 0.0), reach: float = 1.0, **metrics) -> Observation:
    values = {key: value for key, value in {**GOOD, **metrics}.items() if value is not None}
    wiggle = 0.002 * math.sin(12.9898 * index)
    values = {key: value + wiggle / 10 for key, value in values.items()}
    x, y = centre
    return Observation(50 * index, values, (), (x + wiggle, y - wiggle), reach)


def run(count: int = 100, make=refresh, **same) -> list[Observation]:
    return [make(index, **same) for index in range(1, count + 1)]


def test_a_good_run_has_converged() -> None:
    judgement = judge(run(), FLOOR)
    assert judgement.verdict is Verdict.CONVERGED
    assert judgement.missing == ()
    assert [row.label for row in judgement.evidence] == [
        "JS divergence",
        "Precision",
        "Recall",
        "Coverage",
    ]
    assert all(row.met for row in judgement.evidence)
    assert judgement.evidence[0].wanted == "at most 0.190 bits"


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        ({"js": 0.189}, Verdict.CONVERGED),
        ({"js": 0.192}, Verdict.MODE_DROPPING),
        ({"precision": 0.801}, Verdict.CONVERGED),
        ({"precision": 0.799}, Verdict.BLUR),
        ({"recall": 0.801}, Verdict.CONVERGED),
        ({"recall": 0.799}, Verdict.MODE_DROPPING),
        ({"prdc_coverage": 0.701}, Verdict.CONVERGED),
        ({"prdc_coverage": 0.699}, Verdict.MODE_DROPPING),
        ({"precision": 0.5, "recall": 0.5}, Verdict.MODE_DROPPING),
        ({"precision": 0.3, "js": 0.6}, Verdict.BLUR),
        # Costly ones are not measured yet.
        ({"precision": None, "recall": None, "prdc_coverage": None}, Verdict.TOO_EARLY),
    ],
)
def test_what_a_converged_run_reads(metrics, expected) -> None:
    assert judge(run(**metrics), FLOOR).verdict is expected


def test_without_a_noise_floor_nothing_is_said_to_have_converged() -> None:
    assert judge(run()).verdict is Verdict.TOO_EARLY
    assert judge(run(recall=0.3)).verdict is Verdict.TOO_EARLY


def test_a_divergence_that_is_not_steady_has_not_converged() -> None:
    def make(index: int) -> Observation:
        return refresh(index, js=0.06 if index % 2 else 0.30)

    assert judge(run(make=make), {"js": (0.1, 0.2)}).verdict is not Verdict.CONVERGED


def test_it_is_too_early_while_the_divergence_falls() -> None:
    def make(index: int) -> Observation:
        return refresh(index, js=0.9 - 0.006 * index, recall=0.5)

    assert judge(run(make=make), FLOOR).verdict is Verdict.TOO_EARLY


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        ({"d_accuracy": 0.5, "js": 0.8, "recall": 0.2, "precision": 0.2}, Verdict.GENERATOR_WON),
        ({"d_accuracy": 1.0, "js": 0.9, "recall": 0.0}, Verdict.DISCRIMINATOR_WON),
        ({"d_loss": 2e3}, Verdict.DIVERGED),
    ],
)
def test_the_other_rules_hold_as_well(metrics, expected) -> None:
    judgement = judge(run(**metrics), FLOOR)
    assert judgement.verdict is expected
    labels = [row.label for row in judgement.evidence]
    assert len(set(labels)) == len(labels)
    assert not {"Modes captured", "High quality"} & set(labels)


def test_orbits_are_told_without_mode_words() -> None:
    def make(index: int) -> Observation:
        turn = 0.4 * index
        return refresh(index, (0.6 * math.cos(turn), 0.6 * math.sin(turn)), js=0.7, recall=0.2)

    judgement = judge(run(200, make=make), FLOOR)
    assert judgement.verdict is Verdict.MODE_HOPPING
    assert judgement.period is not None


def test_words_without_modes() -> None:
    for verdict in Verdict:
        assert words_for(verdict, True) is WORDS[verdict]
        text = words_for(verdict, False).meaning
        assert text.endswith(".")
    for verdict in (Verdict.CONVERGED, Verdict.BLUR, Verdict.MODE_DROPPING, Verdict.MODE_HOPPING):
        assert "mode" not in words_for(verdict, False).meaning.lower()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("perfect", Verdict.CONVERGED),
        ("a third missing", Verdict.MODE_DROPPING),
        ("blurred", Verdict.BLUR),
    ],
)
@pytest.mark.parametrize("key", ["swiss-roll", "spirals"])
def test_drawn_points(key: str, change: str, expected: Verdict) -> None:
    named = TARGETS[key]
    target, limits = named.target, (named.x_limits, named.y_limits)
    metrics = [METRICS[name] for name in ("js", "precision", "recall", "prdc_coverage", "modes")]
    floor = noise_floor(target, 500, metrics, 10, 0, *limits)
    assert "modes" not in floor
    rng = np.random.default_rng(0)
    observations = []
    for index in range(1, 16):
        uniform, normal = rng.random((500, 3)), rng.standard_normal((500, 2))
        if change == "a third missing":
            uniform[:, 0] = 1 / 3 + 2 / 3 * uniform[:, 0]
        points = target.placed(uniform, normal)
        if change == "blurred":
            points += 0.25 * points.std() * rng.standard_normal((500, 2))
        reference = Reference.drawn(target, 500, rng, *limits)
        values = measure(Scene(points, reference), metrics)
        snapshot = Snapshot("r", index, reference.points, points, values, target)
        observations.append(Observation.of(snapshot))
    assert judge(observations, floor).verdict is expected


def test_the_verdict_panels_rows_are_few_enough() -> None:
    for verdict_metrics in ({}, {"d_accuracy": 0.5, "js": 0.8, "precision": 0.2, "recall": 0.2}):
        assert len(judge(run(**verdict_metrics), FLOOR).evidence) <= 7
    assert load_preset("ring8-blog").target.known_modes is not None
