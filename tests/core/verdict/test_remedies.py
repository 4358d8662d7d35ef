import pytest

from gan_desktop import load_preset
from gan_desktop.core.verdict import WORDS, Verdict
from gan_desktop.core.verdict.remedies import REMEDIES, remedy_for

CONFIG = load_preset("ring8-blog")


def test_every_verdict_has_its_words_and_its_line_in_the_table() -> None:
    assert set(REMEDIES) == set(WORDS) == set(Verdict)


@pytest.mark.parametrize("preset", ["ring8-blog", "ring8-blog-fan-in", "grid25"])
@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.CONVERGED])
def test_every_remedy_can_be_applied_and_changes_something(verdict, preset) -> None:
    config = load_preset(preset)
    remedy = remedy_for(verdict, config)
    assert remedy is not None
    assert remedy.text
    if remedy.changes:
        assert config.with_values(remedy.changes) != config
    else:
        assert verdict in (Verdict.TOO_EARLY, Verdict.BLUR)


def test_a_converged_run_needs_none() -> None:
    assert remedy_for(Verdict.CONVERGED, CONFIG) is None


def test_what_is_done_already_is_not_proposed_again() -> None:
    fan_in = load_preset("ring8-blog-fan-in")
    first = remedy_for(Verdict.MODE_HOPPING, fan_in)
    assert first is not None
    assert first.changes == {"networks.initialisation": "normal-0.01"}
    second = remedy_for(Verdict.MODE_HOPPING, fan_in.with_values(first.changes))
    assert second is not None
    assert second.changes.keys() != first.changes.keys()


def test_a_number_stays_in_its_range() -> None:
    config = CONFIG.with_values({"training.d_steps": 50})
    remedy = remedy_for(Verdict.GENERATOR_WON, config)
    assert remedy is not None
    assert remedy.changes == {"training.d_steps": 100}
    assert "100" in remedy.text
    at_the_end = CONFIG.with_values({"training.d_steps": 100})
    remedy = remedy_for(Verdict.GENERATOR_WON, at_the_end)
    assert remedy is not None
    assert "training.d_steps" not in remedy.changes


def test_a_saturating_objective_is_the_first_suspect() -> None:
    config = CONFIG.with_values({"training.objective": "minimax"})
    remedy = remedy_for(Verdict.DISCRIMINATOR_WON, config)
    assert remedy is not None
    assert remedy.changes == {"training.objective": "non-saturating"}


def test_nothing_is_left_to_try() -> None:
    config = CONFIG.with_values(
        {"training.learning_rate_g": 1e-7, "training.learning_rate_d": 1e-7}
    )
    assert remedy_for(Verdict.DIVERGED, config) is None


def test_verdicts_are_ranked_from_good_to_bad() -> None:
    assert Verdict.CONVERGED.rank == 0
    assert Verdict.DIVERGED.rank == 8
    assert Verdict.MODE_DROPPING.rank < Verdict.MODE_HOPPING.rank < Verdict.GENERATOR_WON.rank
