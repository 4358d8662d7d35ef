"""Sentences about numbers of things: one thing is no plural."""

import pytest

from gan_desktop import load_preset
from gan_desktop.app.jury_card import card
from gan_desktop.core.differences import differences
from gan_desktop.core.phases import Phase, SubStep
from gan_desktop.core.verdict import Judgement, Verdict
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.core.verdict.seed_row import Ending, SeedRow
from gan_desktop.core.words import Text, counted, unit_of

BASE = load_preset("ring8-blog")


def test_counted():
    shown = [
        counted(n, "{count} seed of {all}", "{count} seeds of {all}", all="x") for n in (0, 1, 2)
    ]
    assert shown == ["0 seeds of x", "1 seed of x", "2 seeds of x"]
    assert counted(1234, "{count} step", "{count} steps") == "1,234 steps"
    assert isinstance(shown[1], Text)
    assert shown[1].values == {"count": "1", "all": "x"}


@pytest.mark.parametrize("unit", ["modes", "points", "steps", "D steps"])
def test_a_unit_that_is_counted_has_a_singular(unit):
    assert [unit_of(number, unit) for number in ("0", "1", "2", "1.5", "11")] == [
        unit, unit.removesuffix("s"), unit, unit, unit,
    ]  # fmt: skip


def test_a_unit_that_is_measured_has_none():
    assert [unit_of("1", unit) for unit in ("", "nats", "bits", "px", "data")] == [
        "", "nats", "bits", "px", "data",
    ]  # fmt: skip


def test_one_of_everything_on_a_card():
    config = BASE.with_values({"training.steps": 1})
    judgement = Judgement(Verdict.CONVERGED)
    row = SeedRow(0, Ending.FINISHED, judgement, 1, {"modes": 1.0}, success=True)
    text = "\n".join(card("mine", config, SeedSummary.of([row]), 1))
    assert "mine, 1 seed of 1 step\n" in text
    assert "Converged (1 of 1 seed)" in text
    assert [line.split() for line in text.splitlines() if "Modes captured" in line] == [
        ["Modes", "captured", "1", "mode"]
    ]


def test_one_of_everything_in_what_differs_and_in_slow_motion():
    one = BASE.with_values({"training.batch_size": 1})
    (row,) = differences((BASE, one))
    assert row.texts[1] == "1 point"
    alone = BASE.target
    while len(alone) > 1:
        alone = alone.without(0)
    (row, *_) = differences((BASE, BASE.replaced(target=alone)))
    assert row.texts[1] == "Mixture of 1 mode"
    for phase in (Phase.DRAW, Phase.GENERATE):
        assert "1 point" in SubStep(phase, 1, 1, 1, 1).sentence.replace("real ", "")
        assert "points" not in SubStep(phase, 1, 1, 1, 1).sentence.replace("generated", "")
