"""`gan-desktop list targets` and `gan-desktop run --target KEY`."""

import csv

import numpy as np
import pytest
from PIL import Image

from gan_desktop import load_preset
from gan_desktop.cli import main, starting_point
from gan_desktop.cli.commands import build_parser
from gan_desktop.core.methods import method
from gan_desktop.core.targets import TARGETS

QUICK = [
    "--set", "networks.latent_size=4", "--set", "networks.generator_hidden=16",
    "--set", "networks.discriminator_hidden=16", "--set", "training.batch_size=32",
    "--steps", "6", "--set", "display.snapshot_every=3",
]  # fmt: skip


def test_list_targets_prints_key_then_label(capsys):
    assert main(["list", "targets"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(TARGETS.keys())
    for line, named in zip(lines, TARGETS, strict=True):
        assert line.split(maxsplit=1)[1] == named.label


def test_a_target_without_a_preset(tmp_path, capsys):
    png, npz, table = tmp_path / "a.png", tmp_path / "p.npz", tmp_path / "m.csv"
    files = ["--png", str(png), "--points", str(npz), "--metrics", str(table)]
    assert main(["run", "--target", "swiss-roll", *QUICK, *files]) == 0
    with np.load(npz) as points:
        assert np.abs(points["real"]).max() < 2.3
        # The hole in the middle of the roll.
        assert np.hypot(*points["real"].T).min() > 0.4
    with table.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["step"] for row in rows] == ["3", "6"]
    assert all(row["modes"] == row["high_quality"] == "" for row in rows)
    with Image.open(png) as picture:
        assert picture.size == (640, 640)


def test_a_target_with_a_preset_settings_and_a_checkpoint(tmp_path, capsys):
    state, npz = tmp_path / "c.pt", tmp_path / "p.npz"
    assert (
        main(
            [
                "run", "--preset", "grid25", "--target", "line", *QUICK,
                "--set", "target.scale=2", "--set", "data.fixed_points=10",
                "--checkpoint", str(state), "--points", str(npz),
            ]
        )
        == 0
    )  # fmt: skip
    with np.load(npz) as points:
        assert np.abs(points["real"]).max() == pytest.approx(5, abs=0.1)
    assert main(["run", "--resume", str(state), "--steps", "8"]) == 0


PRESET = load_preset("ring8-blog")


@pytest.mark.parametrize("command", ["run", "verdict"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--target", "line"], TARGETS["line"].put_into(PRESET)),
        (["--method", "r3gan"], method("r3gan").apply(PRESET)),
        (
            ["--set", "training.d_steps=2", "--steps", "5"],
            PRESET.with_values({"training.d_steps": 2, "training.steps": 5}),
        ),
        (["--steps", "5"], PRESET.with_values({"training.steps": 5})),
    ],
)
def test_without_a_preset_it_is_the_default_one(command, words, expected):
    arguments = build_parser().parse_args([command, *words])
    starting_point.check_arguments(arguments, command)
    assert starting_point.starting_config(arguments) == expected
    assert starting_point.name(arguments).startswith("ring8-blog")


@pytest.mark.parametrize("words", [["--seed", "3"], ["--png", "a.png"], ["--log-every", "5"]])
def test_whatever_is_asked_of_run_it_starts_from_the_default_preset(words):
    arguments = build_parser().parse_args(["run", *words])
    starting_point.check_arguments(arguments, "run")
    assert arguments.preset == "ring8-blog"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--target", "ring9"], "unknown target 'ring9'; allowed: ring8-blog, two-modes"),
        (["--target", "line", "--resume", "x.pt"], "--method and --target start a new run"),
        (
            ["--target", "line", "--set", "target.noise=-1"],
            "target.noise: '-1' is not allowed; ",
        ),
        (["--target", "line", "--set", "target.means=[]"], "this target (shape)"),
        (["--preset", "ring8", "--set", "target.noise=1"], "this target (gaussian-mixture)"),
        ([], "run needs EXPERIMENT.toml, --preset KEY, or a change of the default preset"),
    ],
)
def test_bad_arguments_get_one_line(arguments, words, capsys):
    assert main(["run", *arguments]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
