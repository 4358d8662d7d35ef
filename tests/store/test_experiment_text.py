"""Experiments as text: readable, exact, and clear about what is wrong."""

import pytest
from experiment_strategies import configs
from hypothesis import HealthCheck, given, settings

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.presets import load_preset, presets
from gan_desktop.store import schema
from gan_desktop.store.experiment_text import config_of, text_of

CONFIG = load_preset("ring8-blog")
TEXT = text_of(CONFIG)
LINES = TEXT.split("\n")
SLOW = [HealthCheck.too_slow]


def line_of(beginning: str) -> int:
    return next(i for i, line in enumerate(LINES, 1) if line.startswith(beginning))


def refusal(text: str) -> str:
    with pytest.raises(InvalidValueError) as error:
        config_of(text, "ring.toml")
    assert str(error.value).isprintable()
    return str(error.value)


def with_line(beginning: str, new: str) -> str:
    lines = list(LINES)
    lines[line_of(beginning) - 1] = new
    return "\n".join(lines)


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(config=configs())
def test_any_experiment_comes_back_exactly(config):
    again = config_of(text_of(config), "any")
    assert again == config
    # Also what is equal and not the same: 0.0 and -0.0.
    assert again.model_dump_json() == config.model_dump_json()


def test_the_version_is_first():
    assert TEXT.startswith("schema = 1")


@pytest.mark.parametrize("key", presets())
def test_presets_are_readable(key):
    text = text_of(load_preset(key))
    assert config_of(text, key) == load_preset(key)
    assert max(map(len, text.split("\n"))) <= 100


def test_each_mode_is_on_a_line():
    text = text_of(load_preset("grid25"))
    means = text.partition("means = [\n")[2].partition("\n]")[0]
    assert len(means.split("\n")) == 25
    assert len(text.split("\n")) < 100


def test_defaults_of_added_sections_are_left_out_and_differences_are_not():
    assert "[dynamics]" not in TEXT
    assert "packing" not in TEXT
    changed = CONFIG.with_values({"dynamics.ema": 0.9, "networks.packing": 2})
    text = text_of(changed)
    assert "[dynamics]\nema = 0.9\n" in text
    assert "packing = 2" in text
    assert config_of(text, "x") == changed


def test_what_was_shown_before_is_written_even_if_it_is_the_default():
    assert CONFIG.display == type(CONFIG.display)().replaced(**dict(CONFIG.display))
    assert "point_size = 7" in TEXT


@pytest.mark.parametrize(
    ("beginning", "new", "said"),
    [
        ("seed", "seed = -1", ("training.seed", "from 0 to 9,223,372,036,854,775,807")),
        ("seed", "seed = 0.5", ("training.seed", "whole number from 0")),
        ("seed", "seed = true", ("training.seed", "whole number from 0")),
        ("seed", "seed = 1979-05-27", ("training.seed", "whole number from 0")),
        ("seed", "seed = 1" + "0" * 50, ("training.seed", "40 digits")),
        # Python itself reads no number of more than 4,300 digits.
        ("seed", "seed = " + "9" * 5_000, ("training.seed", "40 digits")),
        ("seed", "seed = -" + "1_" * 5_000 + "1", ("training.seed", "40 digits")),
        ("seed", "seed = 0x" + "f" * 5_000, ("training.seed", "40 digits")),
        ("seed", "seed = '" + "9" * 5_000 + "'", ("training.seed", "200 characters")),
        ("seed", "seed = [" + "9" * 5_000 + "]", ("training.seed", "40 digits")),
        ("learning_rate_g", "learning_rate_g = " + "9" * 5_000 + ".0", ("learning_rate_g", "to 1")),
        ("learning_rate_g", "learning_rate_g = 1e" + "9" * 5_000, ("learning_rate_g", "to 1")),
        ("seed", "sed = 0", ("training.sed", "unknown name 'sed'", "batch_size")),
        ("seed", "seed = ]", ("not TOML",)),
        ("batch_size", "batch_size = 0", ("training.batch_size", "from 1 to 16,384")),
        ("learning_rate_g", "learning_rate_g = nan", ("learning_rate_g", "from 1e-07 to 1")),
        ("learning_rate_g", "learning_rate_g = -inf", ("learning_rate_g", "from 1e-07 to 1")),
        ("learning_rate_g", "learning_rate_g = '1'", ("learning_rate_g", "from 1e-07 to 1")),
        ("activation", "activation = 'rilu'", ("networks.activation", "'rilu'", "relu, leaky")),
        ("activation", "activation = '" + "x" * 300 + "'", ("networks.activation", "200")),
        ("x_limits", "x_limits = [1.0, 1.0]", ("display.x_limits", "each larger by 0.001")),
        ("generator_hidden", "generator_hidden = []", ("networks.generator_hidden", "1 to 8")),
        ("weights", "weights = [1.0]", ("target", "8 means")),
        ("kind", "kind = 'spiral'", ("target.kind", "gaussian-mixture")),
        ("schema", "schema = 2", ("schema", "newer version of GAN Desktop")),
        ("schema", "schema = '1'", ("schema", "whole number 1")),
        ("schema", "schema = -1", ("schema", "allowed: 1")),
        ("[display]", "[dipslay]", ("dipslay", "unknown name", "display")),
    ],
)
def test_what_is_wrong_is_said_with_key_line_and_what_is_allowed(beginning, new, said):
    sentence = refusal(with_line(beginning, new))
    for part in said:
        assert part in sentence
    number = line_of("[target]" if beginning == "weights" else beginning)
    assert sentence.startswith(f"ring.toml, line {number}")


def test_a_key_given_twice():
    sentence = refusal(TEXT.replace("seed = 0", "seed = 0\nsteps = 4\nseed = 1"))
    first = line_of("seed")
    assert sentence == (
        f"ring.toml, line {first + 2} (training.seed): given twice, first at line {first}; "
        "allowed: once."
    )


def test_a_table_given_twice():
    assert "[training] " not in TEXT
    sentence = refusal(TEXT + "\n[training]\n")
    assert sentence.startswith(f"ring.toml, line {len(LINES) + 1} (training): given twice")


def test_what_is_missing():
    assert refusal(with_line("seed", "")) == (
        f"ring.toml, line {line_of('[training]')} (training.seed): missing."
    )
    assert refusal("schema = 1") == "ring.toml (target): missing."
    assert "write schema = 1 at the top" in refusal(TEXT.replace("schema = 1", ""))
    assert "write schema = 1 at the top" in refusal("")


def test_what_is_no_table():
    assert refusal("schema = 1\ntraining = 3") == (
        "ring.toml, line 2 (training): allowed: a table; write [training] on a line."
    )


def test_a_mode_that_is_none():
    sentence = refusal(TEXT.replace("[[0.02, 0.0], [0.0, 0.02]]", "[[nan, 0.0], [0.0, 0.02]]", 1))
    assert "(target): Mode 1: variance x nan; allowed: a positive number" in sentence


@pytest.mark.parametrize("text", ["a = " + "[" * 17 + "]" * 17, ".".join("a" * 17) + " = 1"])
def test_what_is_nested_too_deep(text):
    assert refusal(f"schema = 1\n{text}") == (
        "ring.toml, line 2: nested too deep; allowed: 16 levels."
    )


def test_an_older_version_is_brought_up_to_date_step_by_step(monkeypatch):
    """A version 0 that never was: it called the seed "random_seed" and had it at the top."""

    def from_0(data):
        data = dict(data)
        seed = data.pop("random_seed")
        return {**data, "training": {**data["training"], "seed": seed}}

    old = TEXT.replace("schema = 1", "schema = 0\nrandom_seed = 7").replace("seed = 0\n", "", 1)
    old = old.replace("\nseed = 0\n", "\n")
    assert "unknown version" in refusal(old)
    monkeypatch.setitem(schema.MIGRATIONS, 0, from_0)
    assert config_of(old, "old") == CONFIG.with_values({"training.seed": 7})


def test_versions_follow_each_other(monkeypatch):
    monkeypatch.setitem(schema.MIGRATIONS, -1, lambda data: {**data, "way": ["-1"]})
    monkeypatch.setitem(schema.MIGRATIONS, 0, lambda data: {**data, "way": [*data["way"], "0"]})
    from gan_desktop.store.outline import Outline

    assert schema.migrated({"schema": -1}, Outline(), "x") == {"way": ["-1", "0"]}
