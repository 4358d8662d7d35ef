"""`gan-desktop list`, `run --method`, refusals and warnings of combinations."""

import io
import json
import sys

import numpy as np
import pytest

from gan_desktop.cli import main
from gan_desktop.cli.listing import LISTS as LISTS_OF_THE_COMMAND
from gan_desktop.cli.listing import Row

QUICK = [
    "--set", "networks.latent_size=4", "--set", "networks.generator_hidden=16",
    "--set", "networks.discriminator_hidden=16", "--set", "training.batch_size=32",
]  # fmt: skip

LISTS = {
    "losses": "non-saturating minimax least-squares wasserstein hinge rpgan ragan ralsgan rahinge "
    "d2gan ebgan began",
    "regularisers": "wgan-gp wgan-lp gp-0 r1 r2 dragan weight-clipping spectral-norm "
    "instance-noise label-smoothing packing",
    "dynamics": "adam rmsprop sgd optimistic-adam alternating simultaneous extra-gradient "
    "lookahead consensus unrolled ema",
    "methods": "gan nsgan lsgan wgan wgan-gp dragan hinge-sn rpgan ragan r3gan d2gan ebgan began "
    "pacgan2 pacgan3 pacgan4 unrolled",
}


@pytest.mark.parametrize("what", LISTS)
def test_key_then_label_a_line_each(what, capsys):
    assert main(["list", what]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == LISTS[what].split()
    assert all(len(line.split(maxsplit=1)) == 2 for line in lines)


@pytest.mark.parametrize("what", [*LISTS, "presets", "targets"])
def test_the_same_as_json(what, capsys):
    assert main(["list", what]) == 0
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert main(["list", what, "--json"]) == 0
    said = capsys.readouterr()
    assert not said.err
    (rows,) = [rows for name, rows in json.loads(said.out).items() if name == what]
    assert [[row["key"], row["label"]] for row in rows] == lines
    for row in rows:
        assert list(row) == ["key", "label", "summary", "reference"]
        assert row["summary"]
        assert row["reference"] is None or row["reference"].strip()


@pytest.mark.parametrize("words", [["presets"], ["losses", "--json"]])
def test_a_console_without_the_signs_gets_their_codes(words, monkeypatch):
    console = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", console)
    monkeypatch.setitem(LISTS_OF_THE_COMMAND, "presets", lambda: [Row("a", "½", "s")])
    assert main(["list", *words]) == 0
    written = console.buffer.getvalue().decode("ascii")
    assert written == "a  \\xbd\n" or "½" in json.loads(written)["losses"][2]["summary"]


@pytest.mark.parametrize("key", LISTS["methods"].split())
def test_each_method_runs_on_the_default_preset(key, tmp_path):
    points = tmp_path / "p.npz"
    assert main(["run", "--method", key, *QUICK, "--steps", "3", "--points", str(points)]) == 0
    assert np.isfinite(np.load(points)["fake"]).all()


def test_a_method_on_another_preset_with_settings_on_top(tmp_path):
    def points(*arguments):
        path = tmp_path / "p.npz"
        assert main(["run", *arguments, *QUICK, "--steps", "3", "--points", str(path)]) == 0
        return np.load(path)

    method = ("--method", "lsgan")
    ring, grid = points(*method), points(*method, "--preset", "grid25")
    changed = points(*method, "--set", "loss.real_label=0.5")
    assert abs(grid["real"]).max() > 3.5 > abs(ring["real"]).max()
    assert np.array_equal(changed["real"], ring["real"])
    assert not np.array_equal(changed["fake"], ring["fake"])


def test_an_unknown_method_lists_the_known_ones(capsys):
    assert main(["run", "--method", "stylegan"]) == 2
    error = capsys.readouterr().err
    assert "unknown method 'stylegan'" in error
    assert all(key in error for key in LISTS["methods"].split())


def test_a_method_and_a_checkpoint_are_refused(capsys, tmp_path):
    assert main(["run", "--method", "gan", "--resume", str(tmp_path / "c.pt")]) == 2
    assert "--method and --target start a new run" in capsys.readouterr().err


def test_what_cannot_work_is_refused_in_one_line(capsys):
    settings = ["dynamics.consensus=1", "dynamics.unrolled=2"]
    sets = [part for setting in settings for part in ("--set", setting)]
    assert main(["run", "--preset", "ring8-blog", *sets]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("gan-desktop: Consensus and unrolled steps both decide")
    assert shown.err.count("\n") == 1


def test_what_hardly_works_is_warned_of(capsys):
    sets = ["--set", "training.objective=wasserstein", "--set", "regularisers.label_smoothing=0"]
    assert main(["run", "--preset", "ring8-blog", *QUICK, *sets, "--steps", "2"]) == 0
    warnings = capsys.readouterr().err.splitlines()
    assert len(warnings) == 2
    assert all(line.startswith("gan-desktop run: warning: ") for line in warnings)
    assert "Nothing bounds the critic's slope" in warnings[0]
    assert "Label smoothing takes no part while" in warnings[1]
    assert warnings[1].endswith("(regularisers.label_smoothing)")
