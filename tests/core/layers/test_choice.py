"""What is switched on, and what the training is asked for."""

import pytest

from gan_desktop.core.layers import COMPUTED, LAYERS, LayerChoice

REGION = (-1.0, 1.0, -1.0, 1.0)


def test_the_points_are_on_at_first_and_need_nothing() -> None:
    choice = LayerChoice()
    assert choice.on == ("real", "fake", "average")
    assert choice.request(REGION) is None


def test_keys_and_shortcuts_are_one_each_and_what_they_need_is_known() -> None:
    layers = list(LAYERS)
    assert len({layer.shortcut for layer in layers}) == len(layers)
    assert frozenset().union(*(layer.needs for layer in layers)) == set(COMPUTED)


def test_a_difference_needs_both_maps() -> None:
    request = LayerChoice().switched("difference", True).request(REGION)
    assert request.keys == {"discriminator", "optimal"}
    assert request.region == REGION


def test_layers_are_kept_in_the_catalogues_order() -> None:
    choice = LayerChoice().switched("optimal", True).switched("discriminator", True)
    assert choice.on == ("real", "fake", "average", "discriminator", "optimal")
    assert choice.switched("optimal", False).on == (*LayerChoice().on, "discriminator")


def test_it_survives_a_settings_file() -> None:
    choice = LayerChoice().switched("field", True).switched("real", False)
    choice = choice.with_opacity("field", 0.25).replaced(probability=False, latent_axes=(3, 1))
    read = LayerChoice.read(choice.text)
    assert read == choice
    assert (read.opacity("field"), read.opacity("fake")) == (0.25, LAYERS["fake"].opacity)


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", '{"on": 3}', '{"opacities": {"real": 7}}', '{"more": 1}']
)
def test_what_makes_no_sense_is_the_default(text) -> None:
    assert LayerChoice.read(text) == LayerChoice()


def test_layers_of_another_version_are_left_out() -> None:
    assert LayerChoice.read('{"on": ["fake", "hologram"]}').on == ("fake",)
