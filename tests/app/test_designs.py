"""Where compared designs come from, and what they are called."""

from pathlib import Path

import pytest

from gan_desktop import load_preset
from gan_desktop.app.comparison.designs import (
    Current,
    Design,
    OfFile,
    OfMethod,
    OfPreset,
    another,
    suggested,
)
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.methods import method

BASE = load_preset("ring8-blog")


@pytest.mark.parametrize(
    ("source", "assignment", "title", "config"),
    [
        (Current(), "", "Current experiment", BASE),
        (Current(), "regularisers.r1=1", "R1 = 1", BASE.with_values({"regularisers.r1": 1.0})),
        (
            Current(),
            "training.objective=hinge",
            "Objective = Hinge",
            BASE.with_values({"training.objective": "hinge"}),
        ),
        (OfMethod("wgan-gp"), "", "WGAN-GP", method("wgan-gp").apply(BASE)),
        (
            OfMethod("wgan-gp"),
            " training.batch_size = 64",
            "WGAN-GP, Batch size = 64",
            method("wgan-gp").apply(BASE).with_values({"training.batch_size": 64}),
        ),
        (OfPreset("grid25"), "", load_preset("grid25"), load_preset("grid25")),
        (OfFile(Path("a/my.toml"), load_preset("ring8")), "", "my.toml", load_preset("ring8")),
    ],
)
def test_a_design_has_a_title_and_a_config(source, assignment, title, config) -> None:
    design = Design(source, assignment)
    assert design.config(BASE) == config
    if isinstance(title, str):
        assert design.title == title


def test_the_current_experiment_is_the_one_that_is_edited_now() -> None:
    other = BASE.with_values({"training.batch_size": 32})
    assert Design(Current()).config(other) == other
    assert Design(OfMethod("r3gan")).config(other).training.batch_size == 32


@pytest.mark.parametrize(
    ("assignment", "sentence"),
    [
        ("r1", "'r1' is not a setting; write it as"),
        ("no.such=1", "unknown setting 'no.such'"),
        ("regularisers.r1=-3", "regularisers.r1: '-3' is not allowed; allowed: a number from 0"),
        ("training.seed=4", "training.seed: the same for all that are compared."),
        ("display.point_size=4", "display.point_size: the same for all that are compared."),
    ],
)
def test_a_wrong_change_is_refused_in_a_sentence(assignment, sentence) -> None:
    with pytest.raises(InvalidValueError, match=sentence):
        Design(Current(), assignment)


def test_what_cannot_work_is_refused() -> None:
    normalised = BASE.with_values({"networks.discriminator_normalisation": "batch"})
    with pytest.raises(InvalidValueError, match="Batch normalisation"):
        Design(Current(), "regularisers.r1=1").config(normalised)
    with pytest.raises(InvalidValueError, match="no such setting"):
        Design(Current(), "target.rotation=3").config(BASE)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"regularisers.r1": 0.5},
        {"networks.discriminator_normalisation": "batch"},
        {"networks.discriminator_normalisation": "batch", "training.learning_rate_d": 1.0},
    ],
)
def test_the_first_pair_differs_and_works_whatever_the_experiment(changes) -> None:
    config = BASE.with_values(changes)
    first, second = suggested(config)
    assert first.config(config) == config
    assert len(second.config(config).changed_from(config)) == 1


def test_one_more_is_none_that_is_there() -> None:
    designs = [Design(Current()), Design(OfMethod("wgan-gp"))]
    while len(designs) < 6:
        designs.append(another(designs, BASE))
    configs = [design.config(BASE) for design in designs]
    assert all(config not in configs[:index] for index, config in enumerate(configs))
