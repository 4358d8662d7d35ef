"""Settings that take no part: told when somebody set them, left out of what differs.

Whether the metadata is true is tested in `tests/training/test_unused.py`.
"""

import pytest

from gan_desktop import load_preset
from gan_desktop.core.catalog import OBJECTIVES, OPTIMISERS, SCHEDULES
from gan_desktop.core.combinations import Severity, problems
from gan_desktop.core.conditions import UsedByChoice
from gan_desktop.core.config import param_at
from gan_desktop.core.differences import differences
from gan_desktop.core.explained import explanations
from gan_desktop.core.targets import TARGETS
from gan_desktop.core.unused import given_in_vain, unused_settings

BASE = load_preset("ring8-blog")
SQUARES = {"training.objective": "least-squares"}

# (settings, the one that is in vain, the sentence)
IN_VAIN = [
    (
        {"loss.real_label": 0.5},
        "loss.real_label",
        (
            "b (D, real) takes no part while Objective is Non-saturating; it does with "
            "Least squares (LSGAN)."
        ),
    ),
    (
        {"regularisers.label_smoothing": 0.1, "training.objective": "hinge"},
        "regularisers.label_smoothing",
        (
            "Label smoothing takes no part while Objective is Hinge; it does with Non-saturating, "
            "Minimax (saturating), Least squares (LSGAN)."
        ),
    ),
    (
        {"dynamics.final_rate_g": 0.5, "dynamics.schedule_d": "linear"},
        "dynamics.final_rate_g",
        "Final rate (G) takes no part while Schedule (G) is Constant; it does with Linear, Cosine.",
    ),
    (
        {"regularisers.r1_interval": 4},
        "regularisers.r1_interval",
        "Interval of R1 takes no part while R1 is 0.",
    ),
    (
        {"training.objective": "began", "loss.k_rate": 0.0, "loss.gamma": 0.7},
        "loss.gamma",
        "γ takes no part while Rate of k is 0.",
    ),
]


@pytest.mark.parametrize(("values", "path", "sentence"), IN_VAIN, ids=[row[1] for row in IN_VAIN])
def test_what_is_set_in_vain_is_told_in_a_sentence(values, path, sentence):
    config = BASE.with_values(values)
    assert given_in_vain(config) == {path: sentence}
    (problem,) = problems(config)
    assert (problem.severity, problem.sentence) == (Severity.WARN, sentence)
    assert problem.paths == (path,)


@pytest.mark.parametrize(
    "values",
    [
        {**SQUARES, "loss.real_label": 0.5, "regularisers.label_smoothing": 0.1},
        {"dynamics.final_rate_g": 0.5, "dynamics.schedule_g": "linear"},
        {"regularisers.r1_interval": 4, "regularisers.r1": 1.0},
        # Never left out of a file, so nobody need have set it.
        {"training.beta1_g": 0.123, "dynamics.optimiser": "sgd"},
    ],
    ids=str,
)
def test_what_takes_part_or_was_not_set_is_not_told(values):
    assert given_in_vain(BASE.with_values(values)) == {}


def test_what_was_given_by_hand_is_told_though_it_is_the_default():
    config = BASE.with_values({"dynamics.optimiser": "sgd"})
    given = ("training.beta1_g", "loss.alpha", "training.seed")
    assert list(given_in_vain(config, given)) == ["training.beta1_g", "loss.alpha"]


def test_the_handles_of_modes_take_part_with_modes():
    assert "display.show_centres" not in unused_settings(BASE)
    assert "display.show_centres" in unused_settings(TARGETS["two-moons"].put_into(BASE))


@pytest.mark.parametrize(
    ("choice", "registry"),
    [
        ("training.objective", OBJECTIVES), ("dynamics.optimiser", OPTIMISERS),
        ("dynamics.schedule_g", SCHEDULES), ("dynamics.schedule_d", SCHEDULES),
    ],
)  # fmt: skip
def test_entries_use_settings_that_ask_for_their_choice(choice, registry):
    for entry in registry:
        for path in entry.uses:
            asked = [each.path for each in param_at(path).used_when if type(each) is UsedByChoice]
            assert len(asked) == 1
            assert choice == asked[0] or choice.startswith("dynamics.schedule")


def rows(*values):
    return {r.path: r.texts for r in differences([BASE.with_values(each) for each in values])}


def test_what_takes_no_part_makes_no_difference():
    assert rows({}, {"loss.real_label": 0.5}, {"regularisers.r1_interval": 9}) == {}
    objectives = ("Non-saturating", "Least squares (LSGAN)")
    assert rows({"loss.real_label": 0.5}, SQUARES) == {"training.objective": objectives}
    assert rows({"loss.real_label": 0.5}, {**SQUARES, "loss.real_label": 0.9}) == {
        "training.objective": objectives,
        "loss.real_label": ("–", "0.9"),
    }
    # Without a default to compare with, what only one of them uses is no difference.
    sgd = {"dynamics.optimiser": "sgd", "training.beta1_g": 0.1}
    assert list(rows(sgd, {})) == ["dynamics.optimiser"]
    found = rows(sgd, {}, {"training.beta1_g": 0.7})
    assert found["training.beta1_g"][0] == "–"
    assert found["training.beta1_g"][2] == "0.7"


def test_what_takes_no_part_is_not_explained():
    smoothed = {"regularisers.label_smoothing": 0.1}

    def keys(values):
        return [part.key for part in explanations(BASE.with_values(values))]

    assert "label-smoothing" in keys(smoothed)
    assert "label-smoothing" not in keys({**smoothed, "training.objective": "hinge"})
