"""`gan-desktop run --save`: a run file that is complete however the run ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gan_desktop.app.branching import branch_at
from gan_desktop.app.run_output import RunOutput
from gan_desktop.cli import main
from gan_desktop.store.run_file import RunReader
from gan_desktop.training import GanTrainer

QUICK = [
    "--set", "networks.latent_size=4", "--set", "networks.generator_hidden=16",
    "--set", "networks.discriminator_hidden=16", "--set", "training.batch_size=32",
    "--set", "display.snapshot_every=5",
]  # fmt: skip


def run(*arguments) -> int:
    return main(["run", "--preset", "ring8-blog", *QUICK, *map(str, arguments)])


def test_a_run_and_the_one_that_resumes_it_are_in_files(tmp_path):
    first, rest = tmp_path / "first.ganrun", tmp_path / "rest.ganrun"
    checkpoint, points = tmp_path / "c.pt", tmp_path / "p.npz"
    assert run("--steps", 22, "--save", first, "--checkpoint", checkpoint) == 0
    assert run("--steps", 40, "--save", rest, "--resume", checkpoint, "--points", points) == 0
    assert sorted(tmp_path.iterdir()) == [checkpoint, first, points, rest]
    with RunReader.open(first) as one, RunReader.open(rest) as two:
        assert one.finished
        assert two.finished
        assert one.steps.tolist() == [0, 5, 10, 15, 20, 22]
        assert two.steps.tolist() == [22, 25, 30, 35, 40]
        assert (one.first_step, two.first_step) == (0, 22)
        assert {"d_loss", "modes", "js"} <= one.snapshot(5).measured
        assert one.history().curve("d_loss")[0].tolist() == [0, 5, 10, 15, 20, 22]
        np.testing.assert_array_equal(one.snapshot(5).fake, two.snapshot(0).fake)
        np.testing.assert_array_equal(two.snapshot(4).fake, np.load(points)["fake"])
        assert one.state_steps == (0, 22)
        assert branch_at(one, 15).exact is True
        assert branch_at(two, 35).exact is True


def test_an_older_file_and_another_ending_are_refused_before_training(tmp_path, capsys):
    older = tmp_path / "older.ganrun"
    older.write_text("mine")
    assert run("--steps", 5, "--save", older) == 2
    assert "exists already" in capsys.readouterr().err
    assert older.read_text() == "mine"
    assert run("--steps", 5, "--save", tmp_path / "run.db") == 2
    assert ".ganrun" in capsys.readouterr().err
    assert run("--steps", 5, "--save", tmp_path / "missing" / "run.ganrun") == 2
    assert list(tmp_path.iterdir()) == [older]


def test_each_refresh_is_committed_at_once(tmp_path, quick_config):
    output, trainer = RunOutput(tmp_path / "run.ganrun"), GanTrainer(quick_config)
    output.begin(trainer)
    try:
        for _ in range(3):
            trainer.step()
            output.add(trainer.snapshot(), 0.0)
            # What another process sees is what a kill leaves.
            with RunReader.open(output.path) as seen:
                assert seen.steps[-1] == trainer.steps_done
                assert seen.history().curve("d_loss")[0][-1] == trainer.steps_done
    finally:
        output.abort()


def test_ctrl_c_finishes_the_file(tmp_path):
    path = tmp_path / "run.ganrun"
    command = [
        sys.executable, "-m", "gan_desktop", "run", "--preset", "ring8-blog", *QUICK,
        "--steps", "100000000", "--save", str(path), "--log-every", "50",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.readline()
        with RunReader.open(path) as live:
            assert not live.finished
            assert len(live) >= 1
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == [path]
    with RunReader.open(path) as run_file:
        assert run_file.finished
        assert run_file.steps[-1] >= 50
        assert run_file.state_steps[-1] == run_file.steps[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_disk_that_is_full_is_status_1_and_leaves_what_was_stored(tmp_path, capsys):
    import resource

    path = tmp_path / "run.ganrun"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        assert run("--steps", 5000, "--save", path) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    (line,) = capsys.readouterr().err.splitlines()
    assert str(path) in line
    with RunReader.open(path) as stored:
        assert len(stored) >= 5
        stored.snapshot(len(stored) - 1)
        assert not stored.finished
