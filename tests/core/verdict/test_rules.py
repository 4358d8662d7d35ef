"""Each rule at its thresholds, on refreshes with the numbers written down.

How well the rules do on whole runs is tested on the labelled set.
"""

import math
from dataclasses import replace

import pytest

from gan_desktop.core.verdict import Observation, Verdict, judge
from gan_desktop.core.verdict.thresholds import THRESHOLDS
from gan_desktop.core.words import Text

GOOD = {
    "modes": 8.0,
    "high_quality": 0.95,
    "reverse_kl": 0.01,
    "width": 0.97,
    "js": 0.1,
    "d_accuracy": 0.55,
    "g_gradient": 1.0,
    "d_loss": 1.3,
    "g_loss": 0.7,
    "precision": 0.9,
    "recall": 0.95,
}
# What does not wiggle.
EXACT = ("modes", "g_gradient")
ALL = (True,) * 8
FLOOR = {"js": (0.05, 0.09)}


def refresh(index, captured=ALL, centre=(0.0, 0.0), reach=1.0, **metrics) -> Observation:
    values = {**GOOD, "modes": float(sum(captured)), **metrics}
    # A little life: nothing stands perfectly still.
    wiggle = 0.002 * math.sin(12.9898 * index)
    values = {key: value for key, value in values.items() if value is not None}
    values |= {key: value + wiggle / 10 for key, value in values.items() if key not in EXACT}
    x, y = centre
    return Observation(50 * index, values, captured, (x + wiggle, y - wiggle), reach)


def run(count=100, make=refresh, **same) -> list[Observation]:
    return [make(index, **same) for index in range(1, count + 1)]


def verdict(observations, **known) -> Verdict:
    return judge(observations, FLOOR, **known).verdict


def without(*modes: int) -> tuple[bool, ...]:
    return tuple(k not in modes for k in range(8))


def test_a_good_run_has_converged() -> None:
    judgement = judge(run(), FLOOR)
    assert judgement.verdict is Verdict.CONVERGED
    assert judgement.steps == (4050, 5000)
    assert (judgement.missing, judgement.period, judgement.more_steps) == ((), None, None)
    assert all(row.met for row in judgement.evidence)


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        ({"high_quality": 0.80}, Verdict.CONVERGED),
        ({"high_quality": 0.78}, Verdict.BLUR),
        ({"reverse_kl": 0.099}, Verdict.CONVERGED),
        ({"reverse_kl": 0.102}, Verdict.TOO_EARLY),
        ({"width": 0.51}, Verdict.CONVERGED),
        ({"width": 0.49}, Verdict.COLLAPSE_INSIDE_MODES),
        ({"width": 1.29}, Verdict.CONVERGED),
        ({"width": None}, Verdict.CONVERGED),
        ({"width": 0.3, "high_quality": 0.5}, Verdict.BLUR),
    ],
)
def test_what_a_converged_run_reads(metrics, expected) -> None:
    assert verdict(run(**metrics)) is expected


def test_a_quality_that_is_not_steady_has_not_converged() -> None:
    def make(index):
        return refresh(index, high_quality=0.98 if index % 2 else 0.70)

    assert verdict(run(make=make)) is not Verdict.CONVERGED


@pytest.mark.parametrize("count", [0, 1, 9])
def test_fewer_than_ten_refreshes_are_too_few(count: int) -> None:
    assert verdict(run(count)) is Verdict.TOO_EARLY
    assert verdict(run(count), diverged="Stopped.") is Verdict.DIVERGED


def test_ten_refreshes_can_tell() -> None:
    assert verdict(run(10)) is Verdict.CONVERGED


def test_only_the_last_fifth_counts() -> None:
    early = [refresh(k, captured=without(*range(8)), high_quality=0.0) for k in range(1, 81)]
    late = [refresh(k) for k in range(81, 101)]
    assert verdict([*early, *late]) is Verdict.CONVERGED
    assert verdict([*early, *early, *late[:3]]) is not Verdict.CONVERGED


def test_a_mode_that_stays_missing_is_dropped() -> None:
    judgement = judge(run(captured=without(3)), FLOOR)
    assert judgement.verdict is Verdict.MODE_DROPPING
    assert judgement.missing == (3,)


def test_modes_that_come_and_go_are_hopping() -> None:
    def make(index):
        return refresh(index, captured=tuple((index // 3) % 8 == k for k in range(8)))

    assert verdict(run(make=make)) is Verdict.MODE_HOPPING


def test_one_mode_at_the_limit_is_not_hopping() -> None:
    def make(index):
        return refresh(index, captured=without(2) if index % 2 else without(2, 5))

    assert verdict(run(make=make)) is Verdict.MODE_DROPPING


def test_a_wide_cloud_that_brushes_modes_is_not_hopping() -> None:
    def make(index):
        captured = tuple((index + k) % 3 == 0 for k in range(8))
        return refresh(index, captured=captured, high_quality=0.15, js=0.9)

    assert verdict(run(make=make)) is not Verdict.MODE_HOPPING


def orbit(rounds_per_refresh: float, radius: float = 0.9):
    def make(index):
        angle = 2 * math.pi * rounds_per_refresh * index
        centre = (radius * math.cos(angle), radius * math.sin(angle))
        return refresh(index, captured=without(*range(8)), centre=centre, high_quality=0.1, js=0.9)

    return make


def test_a_centre_that_goes_round_is_an_orbit_with_its_period() -> None:
    judgement = judge(run(make=orbit(1 / 8)), FLOOR)
    assert judgement.verdict is Verdict.MODE_HOPPING
    assert judgement.period == pytest.approx(8 * 50, rel=0.15)


def test_first_swings_of_a_young_run_are_not_hopping_yet() -> None:
    assert verdict(run(29, make=orbit(1 / 8))) is Verdict.TOO_EARLY
    assert verdict(run(30, make=orbit(1 / 8))) is Verdict.MODE_HOPPING


def test_an_orbit_that_dies_down_is_still_on_its_way() -> None:
    def make(index):
        return orbit(1 / 8, radius=0.9 * 0.97**index)(index)

    assert verdict(run(60, make=make)) is Verdict.TOO_EARLY


def test_points_that_get_better_are_on_their_way() -> None:
    def make(index):
        better = 0.005 * index
        captured = without(*range(8)) if index < 85 else ALL
        return refresh(index, captured=captured, high_quality=0.1 + better, js=0.9 - better)

    judgement = judge(run(make=make), FLOOR)
    assert judgement.verdict is Verdict.TOO_EARLY
    assert judgement.more_steps is not None
    # 0.1 + 0.005 k reaches 0.79 at k = 138: after 38 more refreshes of 50 steps, from the end.
    assert 1500 <= judgement.more_steps <= 3000


def test_sharper_modes_do_not_bring_the_missing_ones_back() -> None:
    def make(index):
        return refresh(index, captured=without(1, 2), high_quality=0.2 + 0.005 * index, js=0.3)

    assert verdict(run(make=make)) is Verdict.MODE_DROPPING


def test_points_that_go_somewhere_are_on_their_way() -> None:
    def make(index):
        return refresh(
            index, captured=without(*range(8)), centre=(3 - 0.02 * index, 0), high_quality=0, js=1
        )

    assert verdict(run(make=make)) is Verdict.TOO_EARLY


def test_a_discriminator_that_knows_all_has_won_when_the_gradient_has_vanished() -> None:
    def make(index, gradient=0.001):
        return refresh(
            index,
            captured=without(*range(8)),
            high_quality=0.0,
            js=1.0,
            d_accuracy=0.998,
            g_gradient=2.0 if index < 20 else gradient,
            reach=1 + 0.3 * math.sin(index),
        )

    assert verdict(run(make=make)) is Verdict.DISCRIMINATOR_WON
    pushed = run(make=lambda index: make(index, gradient=2.0))
    assert verdict(pushed) is not Verdict.DISCRIMINATOR_WON


def test_a_gradient_that_has_yet_to_come_has_not_vanished() -> None:
    def make(index):
        return refresh(
            index,
            captured=without(*range(8)),
            high_quality=0.0,
            js=1.0,
            d_accuracy=0.998,
            g_gradient=5e-5,
            reach=1 + 0.3 * math.sin(index),
        )

    assert verdict(run(29, make=make)) is not Verdict.DISCRIMINATOR_WON
    assert verdict(run(30, make=make)) is Verdict.DISCRIMINATOR_WON


def test_a_discriminator_that_knows_all_has_won_when_nothing_moves() -> None:
    stuck = {"captured": without(*range(8)), "high_quality": 0.0, "js": 1.0}
    assert verdict(run(**stuck, d_accuracy=0.995)) is Verdict.DISCRIMINATOR_WON
    assert verdict(run(**stuck, d_accuracy=0.97)) is Verdict.MODE_DROPPING


def test_a_discriminator_that_guesses_about_bad_points_has_lost() -> None:
    bad = {"captured": without(0, 1, 2), "high_quality": 0.1, "js": 0.8}
    assert verdict(run(**bad, d_accuracy=0.5)) is Verdict.GENERATOR_WON
    assert verdict(run(**bad, d_accuracy=0.45)) is Verdict.GENERATOR_WON
    assert verdict(run(**bad, d_accuracy=0.7)) is Verdict.MODE_DROPPING
    near = {**bad, "js": 0.3}
    assert verdict(run(**near, d_accuracy=0.5)) is Verdict.MODE_DROPPING


def test_without_an_accuracy_neither_has_won() -> None:
    bad = {"captured": without(0, 1, 2), "high_quality": 0.1, "js": 0.8, "d_accuracy": None}
    assert verdict(run(**bad)) is Verdict.MODE_DROPPING


@pytest.mark.parametrize(
    "bad", [{"reach": 21.0}, {"reach": math.inf}, {"d_loss": 2e3}, {"g_loss": -2e3}]
)
def test_what_has_no_bound_has_diverged(bad) -> None:
    assert verdict(run(**bad)) is Verdict.DIVERGED


def test_a_target_without_known_modes_can_converge_by_none_of_the_modes_rules() -> None:
    unknown = {"captured": (), "modes": None, "high_quality": None, "reverse_kl": None}
    assert verdict(run(**unknown, width=None)) is not Verdict.CONVERGED


def test_missing_are_those_that_none_of_the_last_refreshes_had() -> None:
    observations = [*run(97), *(refresh(k, captured=without(6)) for k in (98, 99, 100))]
    assert judge(observations, FLOOR).missing == (6,)
    assert judge([*observations, refresh(101)], FLOOR).missing == ()


def test_thresholds_are_those_given() -> None:
    strict = replace(THRESHOLDS, high_quality=0.99)
    assert judge(run(), FLOOR, thresholds=strict).verdict is Verdict.BLUR


def test_the_evidence_tells_the_numbers_and_what_is_wanted() -> None:
    rows = {row.label: row for row in judge(run(captured=without(3)), FLOOR).evidence}
    assert rows["Modes captured"].value == "7 of 8"
    assert not rows["Modes captured"].met
    assert rows["High quality"].value == "95.0%"
    assert rows["High quality"].wanted == "at least 79.1%"
    assert rows["High quality"].met
    assert isinstance(rows["High quality"].wanted, Text)


def test_evidence_that_is_not_available_says_so() -> None:
    bad = run(captured=without(*range(8)), reverse_kl=None, width=None, high_quality=0.0)
    rows = {row.label: row.value for row in judge(bad, FLOOR).evidence}
    assert rows["Reverse KL"] == "n/a"
    assert rows["Width"] == "n/a"


def test_a_stopped_run_tells_why() -> None:
    judgement = judge(run(3), FLOOR, diverged="Training diverged at step 151.")
    assert judgement.evidence[0].value == "Training diverged at step 151."
