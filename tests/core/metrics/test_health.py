"""Losses, outputs, accuracy and gradients, as the trainer gives them."""

import math

import numpy as np
import pytest

from gan_desktop.core.metrics import METRICS, Game, Reading, Reference, Scene, measure

HEALTH = ("d_real", "d_fake", "d_accuracy")


def read(**parts: object) -> dict[str, float]:
    game = Game(**{k: np.array(v) if k.endswith("outputs") else v for k, v in parts.items()})
    values = measure(Scene(np.zeros((1, 2)), Reference(np.zeros((1, 2))), game), METRICS)
    return {key: values[key] for key in METRICS.keys()[-8:] if key in values}


def test_logits_are_shown_as_probabilities() -> None:
    values = read(real_outputs=[math.log(3), 0.0], fake_outputs=[-math.log(4), 800.0])
    assert values == pytest.approx({"d_real": 0.625, "d_fake": 0.6, "d_accuracy": 0.625})


def test_a_margin_is_shown_as_it_is() -> None:
    values = read(real_outputs=[2.0, -1.0, 0.5], fake_outputs=[-3.0, -1.0], reading=Reading.MARGIN)
    assert values == pytest.approx({"d_real": 0.5, "d_fake": -2.0, "d_accuracy": (2 / 3 + 1) / 2})


def test_the_boundary_can_be_elsewhere() -> None:
    outputs = {"real_outputs": [0.4, 0.6, 0.9, 0.5], "fake_outputs": [0.1, 0.7]}
    values = read(**outputs, reading=Reading.MARGIN, boundary=0.5)
    # Two of four and a tie; one of two.
    assert values["d_accuracy"] == pytest.approx((2.5 / 4 + 1 / 2) / 2)


def test_relative_outputs_are_compared_pair_by_pair() -> None:
    rng = np.random.default_rng(0)
    real, fake = rng.integers(0, 20, 60) + 1.0, rng.integers(0, 20, 45).astype(float)
    wins = [(x > y) + (x == y) / 2 for x in real for y in fake]
    values = read(real_outputs=real, fake_outputs=fake, reading=Reading.RELATIVE)
    assert values == {"d_accuracy": pytest.approx(np.mean(wins))}


def test_scores_cannot_be_right() -> None:
    values = read(real_outputs=[5.0], fake_outputs=[2.0], reading=Reading.SCORE)
    assert values == {"d_real": 5.0, "d_fake": 2.0}


def test_a_discriminator_that_cannot_tell_reads_half() -> None:
    for reading in (Reading.LOGIT, Reading.MARGIN, Reading.RELATIVE):
        values = read(real_outputs=[0.0] * 3, fake_outputs=[0.0] * 5, reading=reading)
        assert values["d_accuracy"] == 0.5


def test_what_the_trainer_did_not_take_is_absent() -> None:
    assert read() == {}
    assert read(real_outputs=[1.0]).keys() == {"d_real"}
    assert read(real_outputs=[], fake_outputs=[]) == {}
    given = {
        "d_loss": 0.1, "g_loss": 0.0, "d_gradient": 0.3, "g_gradient": 0.4, "input_gradient": 0.5,
    }  # fmt: skip
    assert read(**given) == given


def test_outputs_that_are_not_numbers_are_not_judged() -> None:
    values = read(real_outputs=[1.0, math.nan], fake_outputs=[-1.0, -1.0])
    assert values.keys() == {"d_fake"}
    for reading in (Reading.LOGIT, Reading.RELATIVE):
        values = read(real_outputs=[1.0], fake_outputs=[math.nan, 0.0], reading=reading)
        assert "d_accuracy" not in values
    values = read(real_outputs=[math.inf], fake_outputs=[-math.inf])
    assert values == {"d_real": 1.0, "d_fake": 0.0, "d_accuracy": 1.0}


def test_outputs_are_copied_and_any_shape() -> None:
    outputs = np.ones((4, 1), dtype=np.float32)
    game = Game(real_outputs=outputs)
    outputs[:] = 7
    assert game.real_outputs is not None
    assert game.real_outputs.tolist() == [1.0] * 4
    with pytest.raises(ValueError, match="read-only"):
        game.real_outputs[0] = 2
