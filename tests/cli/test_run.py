"""`gan-desktop run` in this process: files, statuses, sentences."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence

from gan_desktop.cli import main

QUICK = [
    "--set", "networks.latent_size=4", "--set", "networks.generator_hidden=16",
    "--set", "networks.discriminator_hidden=16", "--set", "training.batch_size=32",
]  # fmt: skip


def read_csv(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def run(*arguments, quick=True):
    return main(["run", "--preset", "ring8-blog", *(QUICK if quick else []), *map(str, arguments)])


def test_all_files_of_a_run(tmp_path, capsys):
    status = run(
        "--steps", 230, "--gif", tmp_path / "a.gif", "--png", tmp_path / "a.png",
        "--frames", tmp_path / "frames", "--every", 100, "--metrics", tmp_path / "m.csv",
        "--points", tmp_path / "p.npz", "--checkpoint", tmp_path / "c.pt", "--log-every", 100,
    )  # fmt: skip
    assert status == 0
    rows = read_csv(tmp_path / "m.csv")
    assert list(rows[0]) == [
        "step",
        "d_loss",
        "g_loss",
        "modes",
        "high_quality",
        "steps_per_second",
    ]
    assert [int(row["step"]) for row in rows] == [50, 100, 150, 200, 230]
    assert all(0 <= float(row["high_quality"]) <= 1 for row in rows)
    assert all(float(row["steps_per_second"]) > 0 for row in rows)
    with np.load(tmp_path / "p.npz") as points:
        assert points["real"].shape == points["fake"].shape == (1000, 2)
        assert int(points["step"]) == 230
    with Image.open(tmp_path / "a.gif") as picture:
        assert picture.info["loop"] == 0
        durations = [frame.info["duration"] for frame in ImageSequence.Iterator(picture)]
    assert sum(durations) == 4 * 100 + 2000
    names = sorted(path.name for path in (tmp_path / "frames").iterdir())
    assert names == ["step-00000100.png", "step-00000200.png"]
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == (640, 640)
    assert not list(tmp_path.glob(".*"))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == ["100/230", "200/230", "230/230"]
    assert "d_loss" in lines[0]
    assert "g_loss" in lines[0]


def test_the_same_seed_gives_the_same_points_and_another_does_not(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        assert run("--steps", 30, "--seed", seed, "--points", tmp_path / f"{name}.npz") == 0
    a, b, c = (np.load(tmp_path / f"{name}.npz") for name in "abc")
    np.testing.assert_array_equal(a["fake"], b["fake"])
    assert (a["fake"] != c["fake"]).any()


def test_a_resumed_run_ends_where_an_uninterrupted_one_does(tmp_path):
    assert run("--steps", 60, "--points", tmp_path / "whole.npz") == 0
    assert run("--steps", 25, "--checkpoint", tmp_path / "c.pt") == 0
    status = run("--steps", 60, "--resume", tmp_path / "c.pt", "--points", tmp_path / "rest.npz")
    assert status == 0
    whole, rest = np.load(tmp_path / "whole.npz"), np.load(tmp_path / "rest.npz")
    np.testing.assert_array_equal(whole["fake"], rest["fake"])
    assert int(rest["step"]) == 60


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run"], ["--preset"]),
        (["run", "--preset", "nope"], ["nope", "ring8-blog"]),
        (["run", "--preset", "ring8-blog", "--set", "training.batch_size=0"], ["batch_size", "to"]),
        (["run", "--preset", "ring8-blog", "--set", "training.nope=1"], ["nope", "training.seed"]),
        (["run", "--preset", "ring8-blog", "--set", "batch"], ["training.batch_size=256"]),
        (["run", "--preset", "ring8-blog", "--steps", "many"], ["many", "1 to"]),
        (["run", "--preset", "ring8-blog", "--seed", "-1"], ["-1"]),
        (["run", "--preset", "ring8-blog", "--gif", "/nonexistent/a.gif"], ["/nonexistent"]),
        (["run", "--preset", "ring8-blog", "--frames", "/nonexistent/f"], ["/nonexistent does"]),
        (["run", "--preset", "ring8-blog", "--frames", "/etc/passwd"], ["passwd is not a folder"]),
        (["run", "--preset", "ring8-blog", "--gif", "/usr"], [".gif"]),
        (["run", "--preset", "ring8-blog", "--resume", "/nonexistent.pt"], ["/nonexistent.pt"]),
        (["run", "--preset", "ring8-blog", "--every", "5"], ["--frames"]),
        (["run", "--preset", "ring8-blog", "--log-every", "0"], ["log-every"]),
        (["--preset", "nope"], ["nope", "ring8-blog"]),
        (["dance"], ["dance"]),
        (["run", "--dance"], ["--dance"]),
    ],
)  # fmt: skip
def test_bad_arguments_get_one_line_and_status_2(arguments, words, capsys):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert all(word in said.err for word in words), said.err


def test_a_missing_folder_is_found_before_training_and_not_made(tmp_path, monkeypatch):
    from gan_desktop.training import GanTrainer

    monkeypatch.setattr(GanTrainer, "step", lambda _self: pytest.fail("trained"))
    assert run("--gif", tmp_path / "sub" / "a.gif") == 2
    assert not (tmp_path / "sub").exists()


def test_divergence_is_status_3_and_keeps_what_was_written(tmp_path, capsys, monkeypatch):
    import torch

    from gan_desktop.training import GanTrainer

    original = GanTrainer.step

    def poisoned(self):
        if self.steps_done == 70:
            with torch.no_grad():
                self.generator[0].weight.fill_(float("inf"))
        original(self)

    monkeypatch.setattr(GanTrainer, "step", poisoned)
    status = run("--steps", 200, "--metrics", tmp_path / "m.csv", "--gif", tmp_path / "a.gif")
    assert status == 3
    err = capsys.readouterr().err
    assert "step 71" in err
    assert len(err.splitlines()) == 1
    assert [row["step"] for row in read_csv(tmp_path / "m.csv")] == ["50"]
    assert (tmp_path / "a.gif").exists()


def test_a_failure_while_writing_is_status_1_and_leaves_no_part(tmp_path, capsys, monkeypatch):
    from gan_desktop.recording.gif import GifWriter

    def full(self, frame):
        raise OSError(28, "No space left on device", str(tmp_path / "a.gif"))

    monkeypatch.setattr(GifWriter, "add", full)
    (tmp_path / "a.gif").write_bytes(b"the old one")
    assert run("--steps", 60, "--gif", tmp_path / "a.gif") == 1
    err = capsys.readouterr().err
    assert "No space left" in err
    assert len(err.splitlines()) == 1
    assert (tmp_path / "a.gif").read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.glob("*")] == ["a.gif"]


def test_list_presets_prints_key_then_label(capsys):
    assert main(["list", "presets"]) == 0
    lines = capsys.readouterr().out.splitlines()
    keys = [line.split()[0] for line in lines]
    assert set(keys) >= {"ring8-blog", "two-modes", "ring8", "grid25", "ring8-blog-fan-in"}
    assert all(len(line.split()) > 1 for line in lines)


def bare_environment():
    kept = {k: v for k, v in os.environ.items() if "DISPLAY" not in k and not k.startswith("QT_")}
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[2])}


def test_a_run_without_pictures_needs_no_qt_and_no_display(tmp_path):
    points = str(tmp_path / "p.npz")
    code = (
        "import sys; from gan_desktop.cli import main\n"
        "arguments = ['run', '--preset', 'two-modes', '--steps', '3', '--points']\n"
        f"status = main([*arguments, {points!r}])\n"
        "assert not [m for m in sys.modules if m.startswith('PySide6.Qt')], 'Qt was loaded'\n"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=bare_environment(), capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_ctrl_c_finishes_the_files_and_is_status_130(tmp_path):
    command = [
        sys.executable, "-m", "gan_desktop", "run", "--preset", "two-modes", *QUICK,
        "--steps", "100000000", "--gif", str(tmp_path / "a.gif"),
        "--metrics", str(tmp_path / "m.csv"), "--log-every", "50",
    ]  # fmt: skip
    process = subprocess.Popen(
        command, env=bare_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    for _ in range(3):
        process.stdout.readline()
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1
    assert time.monotonic() - started < 30
    rows = read_csv(tmp_path / "m.csv")
    assert len(rows) >= 3
    with Image.open(tmp_path / "a.gif") as picture:
        assert picture.n_frames >= 1


def test_one_output_that_fails_leaves_the_others_complete(tmp_path, capsys, monkeypatch):
    from gan_desktop.recording.gif import GifWriter

    def full(self, frame):
        raise OSError(28, "No space left on device", str(tmp_path / "a.gif"))

    monkeypatch.setattr(GifWriter, "add", full)
    status = run(
        "--steps", 120, "--metrics", tmp_path / "m.csv", "--gif", tmp_path / "a.gif",
        "--checkpoint", tmp_path / "c.pt", "--png", tmp_path / "a.png",
    )  # fmt: skip
    assert status == 1
    assert "a.gif: No space left on device" in capsys.readouterr().err
    # The animation was given up at its first frame; training went on for the others.
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["a.png", "c.pt", "m.csv"]
    assert [row["step"] for row in read_csv(tmp_path / "m.csv")] == ["50", "100", "120"]


@pytest.mark.parametrize("kind", ["device", "link"])
def test_a_device_is_refused_and_a_link_is_followed(tmp_path, kind):
    if kind == "device":
        os.mkfifo(tmp_path / "pipe.csv")
        assert run("--steps", 3, "--metrics", tmp_path / "pipe.csv") == 2
        assert not (tmp_path / "pipe.csv").is_file()
    else:
        (tmp_path / "real.csv").write_text("old")
        (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
        assert run("--steps", 3, "--metrics", tmp_path / "link.csv") == 0
        assert (tmp_path / "link.csv").is_symlink()
        assert (tmp_path / "real.csv").read_text().startswith("step,")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--gif", "a.gif", "--metrics", "a.gif"], "same"),
        (["--gif", "a.mp4"], ".gif"),
        (["--png", "a.jpg"], ".png"),
        (["--frames", ".", "--every", "100", "--steps", "60"], "100"),
        (["--metrics", "x" * 300 + ".csv"], "too long"),
    ],
)
def test_outputs_that_make_no_sense_are_refused_before_training(
    arguments, word, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    assert word in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_another_target_than_the_checkpoints_is_refused(tmp_path, capsys):
    assert run("--steps", 5, "--checkpoint", tmp_path / "c.pt") == 0
    arguments = ["run", "--preset", "two-modes", *QUICK, "--resume", str(tmp_path / "c.pt")]
    assert main(arguments) == 2
    assert "another target" in capsys.readouterr().err
    assert main(["run", "--resume", str(tmp_path / "c.pt"), "--steps", "8"]) == 0
    assert main(["run", "--resume", str(tmp_path / "c.pt"), "--steps", "8", "--seed", "4"]) == 2
    assert "training.seed" in capsys.readouterr().err


def test_a_reader_that_goes_away_stops_the_lines_and_not_the_training(tmp_path):
    command = (
        f"{sys.executable} -m gan_desktop run --preset two-modes {' '.join(QUICK)} --steps 400 "
        f"--log-every 1 --metrics {tmp_path / 'm.csv'} | head -1; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(
        ["bash", "-c", command],
        env=bare_environment(), capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert read_csv(tmp_path / "m.csv")[-1]["step"] == "400"


def test_list_with_a_reader_that_goes_away_says_nothing(tmp_path):
    command = f"{sys.executable} -m gan_desktop list presets | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        env=bare_environment(), capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.returncode == 0


def test_an_early_ctrl_c_is_status_130_without_a_traceback(monkeypatch, capsys):
    from gan_desktop.cli import commands

    def interrupted(argv):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "execute", interrupted)
    assert main(["list", "presets"]) == 130
    assert "Traceback" not in capsys.readouterr().err
