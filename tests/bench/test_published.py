"""Published rows: recipes that train, scored by the papers' rules, and the page that has them."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from gan_desktop.bench import saddle
from gan_desktop.bench.kept_runs import kept_runs
from gan_desktop.bench.published import ROWS, Score, scored
from gan_desktop.bench.tables import write_between
from gan_desktop.core.catalog import OBJECTIVES
from gan_desktop.core.combinations import problems
from gan_desktop.core.metrics import Reference, Scene, measure


@pytest.fixture(autouse=True)
def _catalogue():
    yield
    if saddle.ENTRY.key in OBJECTIVES:
        OBJECTIVES.remove(saddle.ENTRY.key)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name} {row.target}")
def test_a_recipe_trains_and_is_scored(row):
    config = row.config(1, 0)
    assert not problems(config)
    score = scored(config)
    assert 0 <= score.modes <= len(config.target)
    assert 0 <= score.high_quality <= 1
    assert not score.diverged
    assert row.shortened < row.steps


class Known:
    """Trains nothing: its points are 2,000 at the first centre, 1 at the second, the rest away."""

    def __init__(self, config):
        self._target = config.target

    def run(self, steps):
        assert steps == 5

    def snapshot(self, count, metrics):
        (a, b), fake = self._target.means[:2], np.full((count, 2), 50.0)
        fake[:2000], fake[2000] = a, b
        reference = Reference.drawn(self._target, count, np.random.default_rng(0))
        return SimpleNamespace(metrics=measure(Scene(fake, reference), metrics))


def test_scores_follow_the_papers_rules(quick_config, monkeypatch):
    monkeypatch.setattr("gan_desktop.bench.published.GanTrainer", Known)
    score = scored(quick_config.with_values({"training.steps": 5}))
    # One point is enough for a mode; log 8 - H(2000/2001, 1/2001).
    assert score.modes == 2
    assert score.high_quality == pytest.approx(2001 / 2500)
    entropy = -(2000 * math.log(2000 / 2001) - math.log(2001)) / 2001
    assert score.reverse_kl == pytest.approx(math.log(8) - entropy)


def test_the_notebooks_generator_minimises_minus_all_of_the_loss():
    real, fake = torch.tensor([[0.0]]), torch.tensor([[math.log(3)]])
    assert saddle.OBJECTIVE.g_loss(real, fake).item() == pytest.approx(-math.log(2) - math.log(4))


def test_results_are_kept_and_taken_up_again(quick_config, tmp_path):
    configs = [quick_config.with_values({"training.steps": steps}) for steps in (1, 2)]
    first = list(kept_runs(scored, Score, configs, folder=tmp_path))
    for file in tmp_path.iterdir():
        file.write_text(file.read_text().replace('"diverged":false', '"diverged":true'))
    again = list(kept_runs(scored, Score, configs, folder=tmp_path))
    assert [score.diverged for score in first] == [False, False]
    assert [score.diverged for score in again] == [True, True]


def test_a_run_that_diverges_has_no_points(quick_config):
    wild = quick_config.with_values(
        {
            "training.objective": "least-squares",
            "dynamics.optimiser": "sgd",
            "networks.initialisation": "he",
            "training.learning_rate_g": 1.0,
            "training.learning_rate_d": 1.0,
            "training.steps": 400,
        }
    )
    assert scored(wild) == Score(0, 0.0, None, diverged=True)


def test_a_table_goes_between_its_marks(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- x -->\nold\n<!-- end of the x -->\nb\n")
    write_between(page, "x", "| new |\n")
    assert page.read_text() == "a\n<!-- x -->\n| new |\n<!-- end of the x -->\nb\n"
    with pytest.raises(ValueError, match=r"page\.md has no place for the y"):
        write_between(page, "y", "")
