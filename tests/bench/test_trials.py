"""Short trainings that are judged, kept in files and taken up again."""

from gan_desktop.bench.trials import trials
from gan_desktop.core.verdict import Verdict


def test_a_run_is_judged_and_kept(quick_config, tmp_path):
    configs = [
        quick_config.with_values({"training.steps": 60, "training.seed": seed}) for seed in (0, 1)
    ]
    first = list(trials(configs, folder=tmp_path))
    assert [trial.verdict for trial in first] == [Verdict.TOO_EARLY] * 2
    assert all(0 <= trial.modes <= 8 and 0 <= trial.high_quality <= 1 for trial in first)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 2
    changed = files[0].read_text().replace('"modes":', '"modes":9')
    files[0].write_text(changed)
    again = list(trials(configs, folder=tmp_path))
    assert sum(a == b for a, b in zip(first, again, strict=True)) == 1
    assert list(trials(configs)) == first


def test_a_run_that_diverges_is_diverged(quick_config):
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
    (found,) = trials([wild])
    assert (found.verdict, found.modes, found.distance) == (Verdict.DIVERGED, 0, None)
