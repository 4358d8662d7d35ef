"""`gan-desktop run EXPERIMENT`: from a file or a short string instead of a preset."""

import numpy as np
import pytest

from gan_desktop.cli import main
from gan_desktop.store.experiment_file import load_experiment, save_experiment
from gan_desktop.store.share import share_string


def run(*arguments) -> int:
    return main(["run", *map(str, arguments)])


def points(path) -> np.ndarray:
    with np.load(path) as found:
        return found["fake"]


def test_a_file_a_string_and_settings_by_hand_give_the_same_run(tmp_path, quick_config):
    path = tmp_path / "quick.toml"
    save_experiment(path, quick_config)
    outputs = {name: tmp_path / f"{name}.npz" for name in ("file", "string", "hand", "resumed")}
    assert run(path, "--steps", 20, "--points", outputs["file"]) == 0
    string = share_string(quick_config)
    assert run("--steps", 20, string, "--points", outputs["string"]) == 0
    settings = ("latent_size=4", "generator_hidden=16", "discriminator_hidden=16")
    hand = [word for text in settings for word in ("--set", f"networks.{text}")]
    hand += ["--set", "training.batch_size=32"]
    assert run("--preset", "ring8-blog", *hand, "--steps", 20, "--points", outputs["hand"]) == 0
    assert run(path, "--steps", 10, "--checkpoint", tmp_path / "c.pt") == 0
    rest = ("--resume", tmp_path / "c.pt", "--steps", 20, "--points", outputs["resumed"])
    assert run(path, *rest) == 0
    first = points(outputs["file"])
    for name in ("string", "hand", "resumed"):
        np.testing.assert_array_equal(points(outputs[name]), first)


def test_settings_go_on_top(tmp_path, quick_config):
    path = tmp_path / "quick.toml"
    save_experiment(path, quick_config)
    assert run(path, "--steps", 5, "--seed", 1, "--points", tmp_path / "a.npz") == 0
    assert run(path, "--steps", 5, "--points", tmp_path / "b.npz") == 0
    assert (points(tmp_path / "a.npz") != points(tmp_path / "b.npz")).any()
    assert load_experiment(path) == quick_config


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("schema = 1", ["bad.toml", "missing"]),
        ("schema = 9", ["bad.toml, line 1 (schema)", "newer version"]),
        ("schema = ", ["bad.toml, line 1", "not TOML"]),
        (None, ["bad.toml", "No such file"]),
    ],
)
def test_a_bad_file_is_one_line_and_status_2(text, words, tmp_path, capsys):
    path = tmp_path / "bad.toml"
    if text is not None:
        path.write_text(text)
    assert run(path) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert all(word in said for word in words)


def test_a_bad_string_and_a_preset_beside_a_file(tmp_path, capsys):
    assert run("gan1:abc") == 2
    assert "damaged" in capsys.readouterr().err
    assert run("x.toml", "--preset", "ring8-blog") == 2
    assert "not both" in capsys.readouterr().err
