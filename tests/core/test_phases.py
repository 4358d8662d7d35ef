"""What is said of each sub-step, and which runs have none."""

import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.core.phases import EMPHASIS, Phase, SubStep, why_not_in_parts


def part(phase: Phase, **values) -> SubStep:
    return SubStep(phase, 1201, values.pop("move", 1), values.pop("moves", 1), 512, **values)


def test_each_sentence_says_its_numbers() -> None:
    rated = {"real_output": 1.23456, "fake_output": -0.5, "loss": 0.00034567}
    said = {phase: part(phase, **rated).sentence for phase in Phase}
    assert said[Phase.DRAW].startswith("512 real points are drawn")
    assert "512 points" in said[Phase.GENERATE]
    assert "1.235 on average for the real points, -0.5 for the generated" in said[Phase.RATE]
    assert "0.0003457" in said[Phase.D_LOSS]
    assert "512 new points" in said[Phase.FRESH]
    assert "-0.5 on average, G's loss is 0.0003457" in said[Phase.PULL]
    assert "step 1,201 is done" in said[Phase.G_MOVE]


def test_of_several_moves_the_discriminators_parts_say_which() -> None:
    assert part(Phase.D_MOVE).label == "D moves"
    assert part(Phase.D_MOVE, move=2, moves=5).label == "D moves 2 of 5"
    assert part(Phase.FRESH, move=5, moves=5).label == "Fresh noise"


def test_numbers_follow_the_order_and_only_the_last_ends_the_step() -> None:
    assert [part(phase).number for phase in Phase] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [phase for phase in Phase if part(phase).ends_step] == [Phase.G_MOVE]
    assert set(EMPHASIS) == set(Phase)


def test_points_are_its_own_and_read_only() -> None:
    points = np.ones((3, 2))
    made = part(Phase.DRAW, real=points)
    points[0] = 7
    assert made.real.max() == 1
    assert made.real.dtype == np.float32
    assert not made.real.flags.writeable


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, ""),
        ({"dynamics.lookahead": 5, "training.objective": "hinge"}, ""),
        ({"dynamics.update": "extra-gradient"}, "Choose Alternating"),
        ({"dynamics.consensus": 1.0}, "Set Consensus to 0"),
        ({"dynamics.unrolled": 3}, "Set Unrolled steps to 0"),
    ],
)
def test_which_runs_have_such_parts(values, said: str) -> None:
    found = why_not_in_parts(load_preset("ring8-blog").with_values(values))
    assert said in found
    assert bool(said) is bool(found)
