"""How often the rules are right on synthetic runs that they were not set on: one of each recipe.

All of them, and the trained ones: `python scripts/verdict_table.py` and docs/verdict.md.
"""

from gan_desktop.bench.labelled.scoring import score
from gan_desktop.bench.labelled.synthetic import RECIPES
from gan_desktop.bench.labelled.trajectory import Half

POINTS = 500


def test_unseen_runs_are_judged_right() -> None:
    unseen = [recipe for recipe in RECIPES if recipe.half is Half.UNSEEN]
    scored = [score(recipe.make(0, POINTS), real=False) for recipe in unseen]
    wrong = [(one.trajectory.name, one.judgement.verdict) for one in scored if not one.right]
    assert len(scored) >= 60
    assert len(wrong) <= 0.05 * len(scored), wrong
