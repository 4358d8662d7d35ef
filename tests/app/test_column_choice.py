"""Which side columns are wanted, as a settings file keeps it."""

import pytest

from gan_desktop.app.column_choice import LEFT, RIGHT, ColumnChoice


def test_a_choice_is_read_as_it_was_written():
    choice = ColumnChoice().switched(LEFT, False).sized(RIGHT, 333)
    assert choice.wanted == (RIGHT,)
    assert choice.width(RIGHT) == 333
    assert ColumnChoice.read(choice.text) == choice


@pytest.mark.parametrize("text", [None, "", "1 1 0", "1 1 -5 0", "a b c d", "1 1 1.5 0", 7])
def test_what_makes_no_sense_is_the_default(text):
    assert ColumnChoice.read(text) == ColumnChoice()


def test_a_width_is_no_wider_than_any_screen():
    assert ColumnChoice.read("1 1 9999999999999999999999 300").left_width <= 100_000
