"""Rows of seeds, and what they say together; all numbers by hand."""

import json
import pickle

import pytest

from gan_desktop.core.metrics import METRICS
from gan_desktop.core.verdict import Evidence, Judgement, Verdict
from gan_desktop.core.verdict.over_seeds import SeedSummary, combined
from gan_desktop.core.verdict.seed_row import Ending, SeedRow, curve_steps

HOPPING, BLUR = Verdict.MODE_HOPPING, Verdict.BLUR
CONVERGED, DIVERGED = Verdict.CONVERGED, Verdict.DIVERGED


def row(seed=0, verdict=CONVERGED, ending=Ending.FINISHED, metrics=None, **more):
    return SeedRow(seed, ending, Judgement(verdict), 100, metrics or {}, **more)


@pytest.fixture
def three():
    """Two seeds that finished and one that diverged at step 100."""
    return [
        row(
            2, BLUR, metrics={"modes": 6.0, "modes_any": 7.0, "high_quality": 0.5},
            curves={50: {"modes": 2.0, "high_quality": 0.1}, 100: {"modes": 6.0}},
            points_sha256="ab",
        ),
        row(
            1, metrics={"modes": 8.0, "modes_any": 8.0, "high_quality": 0.9, "reverse_kl": 0.25},
            success=True,
            curves={50: {"modes": 5.0, "reverse_kl": 0.5}, 100: {"modes": 8.0, "reverse_kl": 0.25}},
        ),
        row(0, DIVERGED, Ending.DIVERGED, curves={50: {"modes": 2.0}}, why="It blew up."),
    ]  # fmt: skip


def test_a_summary_by_hand(three):
    summary = SeedSummary.of(three)
    assert [r.seed for r in summary.rows] == [0, 1, 2]
    assert (summary.success.count, summary.success.rate) == (1, 1 / 3)
    modes = summary.metrics["modes"]
    # Of 6 and 8: mean 7, standard deviation sqrt(2), error 1.
    assert (modes.mean, modes.count) == (7, 2)
    assert modes.standard_error == pytest.approx(1)
    kl = summary.metrics["reverse_kl"]
    assert (kl.mean, kl.standard_error, kl.count) == (0.25, None, 1)
    assert set(summary.metrics) == {"modes", "modes_any", "high_quality", "reverse_kl"}
    assert list(summary.metrics) == [m.key for m in METRICS if m.key in summary.metrics]
    assert summary.steps == (50, 100)
    bands = summary.curves
    assert (bands["modes"].mean, bands["modes"].low) == ((3, 7), (2, 6))
    assert (bands["modes"].high, bands["modes"].count) == ((5, 8), (3, 2))
    assert (bands["high_quality"].mean, bands["high_quality"].count) == ((0.1, None), (1, 0))
    assert (bands["high_quality"].low, bands["high_quality"].high) == ((0.1, None), (0.1, None))
    assert bands["reverse_kl"].mean == (0.5, 0.25)


def test_the_json_of_a_summary(three):
    plain = json.loads(json.dumps(SeedSummary.of(three).to_json(), allow_nan=False))
    assert plain["verdict"] == "diverged"
    assert plain["success_rate"] == 1 / 3
    assert plain["success_interval"] == pytest.approx([0.0615, 0.7923], abs=1e-4)
    assert (plain["modes_mean"], plain["modes_any_mean"]) == (7, 7.5)
    assert (plain["high_quality_mean"], plain["reverse_kl_mean"]) == (0.7, 0.25)
    assert plain["metrics"]["reverse_kl"] == {"mean": 0.25, "standard_error": None, "count": 1}
    assert plain["curves"]["steps"] == [50, 100]
    assert plain["curves"]["high_quality"] == {
        "mean": [0.1, None], "min": [0.1, None], "max": [0.1, None], "count": [1, 0],
    }  # fmt: skip
    diverged, _, finished = plain["seeds"]
    assert (diverged["modes"], diverged["metrics"], diverged["why"]) == (None, {}, "It blew up.")
    assert (diverged["points_sha256"], finished["points_sha256"]) == (None, "ab")
    assert finished["reverse_kl"] is None
    assert finished["metrics"] == {"modes": 6, "modes_any": 7, "high_quality": 0.5}


def test_what_no_seed_has_is_null_and_never_0():
    plain = SeedSummary.of([row(metrics={"modes": 0.0, "high_quality": 0.0})]).to_json()
    assert (plain["modes_mean"], plain["high_quality_mean"]) == (0, 0)
    assert plain["reverse_kl_mean"] is None
    assert "reverse_kl" not in plain["metrics"]


def test_evidence_is_told(three):
    judgement = Judgement(BLUR, (Evidence("Modes", "6", "8", met=False),))
    evidence = SeedRow(0, Ending.FINISHED, judgement, 1).to_json()["evidence"]
    assert evidence == [{"label": "Modes", "value": "6", "wanted": "8", "met": False}]


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([CONVERGED, CONVERGED], CONVERGED),
        ([CONVERGED, CONVERGED, CONVERGED, BLUR], BLUR),
        ([BLUR, BLUR, HOPPING], BLUR),
        ([BLUR, HOPPING], HOPPING),
        ([HOPPING, BLUR], HOPPING),
        ([DIVERGED, BLUR, HOPPING, HOPPING, DIVERGED, CONVERGED], DIVERGED),
        ([Verdict.TOO_EARLY], Verdict.TOO_EARLY),
    ],
)
def test_the_verdict_of_a_design(verdicts, expected):
    assert combined([row(seed, verdict) for seed, verdict in enumerate(verdicts)]) is expected


@pytest.fixture
def dead():
    return [SeedRow.died(seed, 40, "Its process ended.") for seed in (0, 1, 2)]


def test_verdict_and_rate_are_over_the_seeds_that_finished(dead):
    summary = SeedSummary.of([*dead, row(3, success=True)])
    assert (summary.verdict, summary.supporting, len(summary.finished)) == (CONVERGED, 1, 1)
    assert (summary.success.count, summary.success.rate) == (1, 1)
    assert summary.failures == {"Its process ended.": 3}
    plain = summary.to_json()
    assert (plain["verdict"], plain["success_rate"], plain["seeds_finished"]) == ("converged", 1, 1)
    assert [(seed["verdict"], seed["success"]) for seed in plain["seeds"]] == [
        (None, None), (None, None), (None, None), ("converged", True),
    ]  # fmt: skip


def test_diverged_is_a_result_and_counts(dead):
    diverged = row(3, DIVERGED, Ending.DIVERGED)
    summary = SeedSummary.of([*dead, diverged, row(4, success=True)])
    assert (summary.verdict, summary.success.rate) == (DIVERGED, 0.5)
    assert SeedSummary.of([diverged]).success.rate == 0


@pytest.mark.parametrize("modes_known", [True, False])
def test_without_a_finished_seed_there_is_neither_verdict_nor_rate(modes_known):
    rows = [SeedRow.died(seed, 0, f"Error {seed % 2}.", modes_known=modes_known) for seed in (0, 1)]
    summary = SeedSummary.of([*rows, SeedRow.died(3, 9, "Error 1.", modes_known=modes_known)])
    assert (summary.verdict, summary.success, summary.words.label) == (None, None, "No verdict")
    assert list(summary.failures.items()) == [("Error 1.", 2), ("Error 0.", 1)]
    plain = json.loads(json.dumps(summary.to_json()))
    for key in ("verdict", "success_rate", "success_interval", "modes_mean", "reverse_kl_mean"):
        assert plain[key] is None, key
    assert (plain["seeds_finished"], plain["metrics"], plain["curves"]["steps"]) == (0, {}, [])


def test_no_seeds_are_no_design():
    with pytest.raises(ValueError, match="no seed"):
        SeedSummary.of([])


def test_a_row_can_be_pickled(three):
    assert pickle.loads(pickle.dumps(three)) == three  # noqa: S301 -- it is our own


@pytest.mark.parametrize(
    ("steps", "every", "most", "expected"),
    [
        (20, 5, 100, (5, 10, 15, 20)),
        (22, 5, 100, (5, 10, 15, 20, 22)),
        (3, 50, 100, (3,)),
        (1, 1, 100, (1,)),
        (1000, 10, 4, (10, 340, 670, 1000)),
        (1005, 10, 2, (10, 1005)),
    ],
)
def test_the_steps_of_the_curves(steps, every, most, expected):
    assert curve_steps(steps, every, most) == expected


def test_curves_stay_small_however_long_the_run():
    kept = curve_steps(100_000_000, 1)
    assert len(kept) == 100
    assert kept[-1] == 100_000_000
    assert list(kept) == sorted(set(kept))
