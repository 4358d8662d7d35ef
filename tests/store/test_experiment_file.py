"""Files: found or not, whole or not at all, and the same for a person after a save."""

import os
from pathlib import Path

import pytest
from experiment_strategies import configs
from hypothesis import HealthCheck, given, settings

from gan_desktop.core import files
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.presets import load_preset
from gan_desktop.store import in_place, schema
from gan_desktop.store.experiment_file import load_experiment, save_experiment
from gan_desktop.store.experiment_text import config_of, text_of
from gan_desktop.store.in_place import updated

CONFIG = load_preset("two-modes")
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
BY_HAND = """\
# My experiment.
schema = 1

[training]   # first what I change
seed = 3     # lucky
steps = 10_000
learning_rate_g = 2e-4   # not 0.0002
learning_rate_d = 2e-4
objective = 'non-saturating'
batch_size = 512
d_steps = 1
beta1_g = 0.5
beta2_g = 0.999
beta1_d = 0.5
beta2_d = 0.999
# the end of training

[target]
kind = "gaussian-mixture"
means = [
  [0, 0],  # left
  # a lone line
  [1, 1],  # right
] # of means
weights = [0.5, 0.5]
covariances = [[[0.1, 0.0], [0.0, 0.1]], [[0.1, 0.0], [0.0, 0.1]]]

[networks]
latent_size = 256
latent_law = "normal"
generator_hidden = [128, 128]
discriminator_hidden = [128, 128]
activation = "relu"
initialisation = "normal-0.01"
"""


def refusal(path: Path) -> str:
    with pytest.raises(InvalidValueError) as error:
        load_experiment(path)
    assert str(error.value).isprintable()
    return str(error.value)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(config=configs(), before=configs())
def test_any_experiment_saved_over_any_other_comes_back_exactly(config, before, tmp_path):
    path = tmp_path / "any.toml"
    save_experiment(path, before)
    save_experiment(path, config)
    assert load_experiment(path).model_dump_json() == config.model_dump_json()


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(config=configs())
def test_a_text_by_hand_takes_over_any_experiment(config):
    text = updated(BY_HAND, config)
    assert config_of(text, "x") == config
    for comment in (
        "# My experiment.",
        "# lucky",
        "# first what I change",
        "# the end of training",
    ):
        assert comment in text


def test_saving_what_is_there_changes_not_a_byte(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(BY_HAND.encode())
    save_experiment(path, load_experiment(path))
    assert path.read_bytes() == BY_HAND.encode()


def test_only_what_is_changed_is_another_one(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(BY_HAND)
    config = load_experiment(path)
    config = config.with_values({"training.seed": 4, "dynamics.ema": 0.9})
    config = config.replaced(target=config.target.with_mode(1, mean=(1.5, 1.0)))
    save_experiment(path, config)
    expected = BY_HAND.replace("seed = 3 ", "seed = 4 ").replace("[1, 1]", "[1.5, 1]")
    assert path.read_text() == f"{expected}\n[dynamics]\nema = 0.9\n"
    assert load_experiment(path) == config


def test_modes_come_and_go(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(BY_HAND)
    config = load_experiment(path)
    more = config.target.with_added(0.25, (2.0, 3.0), ((0.1, 0.0), (0.0, 0.1)))
    save_experiment(path, config.replaced(target=more))
    assert "  [1, 1],  # right\n  [2.0, 3.0],\n] # of means" in path.read_text()
    save_experiment(path, config.replaced(target=more.without(0)))
    assert load_experiment(path).target == more.without(0)
    assert "# of means" in path.read_text()


def test_line_ends_of_windows_stay(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(BY_HAND.replace("\n", "\r\n").encode())
    config = load_experiment(path).with_values({"dynamics.ema": 0.9})
    save_experiment(path, config)
    raw = path.read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") == BY_HAND.count("\n") + 3
    assert load_experiment(path) == config


def test_a_file_of_an_older_version_becomes_one_of_this_version(tmp_path, monkeypatch):
    path = tmp_path / "old.toml"
    path.write_text(BY_HAND.replace("schema = 1", "schema = 0\nold = 3  # old"))
    monkeypatch.setitem(schema.MIGRATIONS, 0, lambda data: {k: data[k] for k in data if k != "old"})
    config = load_experiment(path)
    save_experiment(path, config)
    assert path.read_text() == BY_HAND


@pytest.mark.parametrize("there", ["[project]\nname = 'x'\n", "no toml", "schema = 5", "\x00", ""])
def test_what_is_no_experiment_is_replaced_whole(tmp_path, there):
    path = tmp_path / "x.toml"
    path.write_text(there)
    save_experiment(path, CONFIG)
    assert path.read_text() == text_of(CONFIG)


def test_an_editor_that_fails_or_errs_costs_the_comments_not_the_values(tmp_path, monkeypatch):
    path = tmp_path / "x.toml"
    for wrong in (lambda *_: 1 / 0, lambda *_: BY_HAND, lambda *_: "not toml"):
        path.write_text(BY_HAND)
        with monkeypatch.context() as patched:
            patched.setattr(in_place, "updated", wrong)
            save_experiment(path, CONFIG)
        assert path.read_text() == text_of(CONFIG)


def test_a_failed_save_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "x.toml"
    save_experiment(path, CONFIG)
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_experiment(path, CONFIG.with_values({"training.seed": 9}))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "name", ["missing.toml", "no/such/folder.toml", "x" * 300, "a\x00b", "\udcff"]
)
def test_what_is_not_there(tmp_path, name):
    refusal(tmp_path / name)


def test_a_folder_a_pipe_and_a_device(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path, tmp_path / "pipe.toml", Path("/dev/zero")):
        assert "is not a file" in refusal(path)
        with pytest.raises(OSError, match=r"folder|regular"):
            save_experiment(path, CONFIG)


def test_a_file_of_just_the_allowed_size_and_one_byte_more(tmp_path):
    path = tmp_path / "x.toml"
    text = text_of(CONFIG)
    path.write_text(text + "#" * (2**20 - len(text)))
    assert load_experiment(path) == CONFIG
    path.write_text(text + "#" * (2**20 + 1 - len(text)))
    assert refusal(path) == "x.toml: too large; allowed: up to 1,048,576 bytes."


def test_a_byte_order_mark_and_what_is_not_utf_8(tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbf" + text_of(CONFIG).encode())
    assert load_experiment(path) == CONFIG
    path.write_bytes(b"schema = 1\n# caf\xe9")
    assert refusal(path) == "x.toml, line 2: not a text; allowed: UTF-8."


def test_a_name_that_cannot_be_shown(tmp_path):
    path = tmp_path / "a\nb\x1b.toml"
    path.write_text("x")
    assert refusal(path).startswith("a?b?.toml, line 1: ")
