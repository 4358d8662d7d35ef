"""`-` as a file's name: standard output for every kind of file, standard input for experiments."""

import argparse
import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_desktop.app.jury import Jury
from gan_desktop.cli import main, standard_streams
from gan_desktop.cli.commands import build_parser
from gan_desktop.core.verdict import Judgement, Verdict
from gan_desktop.core.verdict.seed_row import Ending, SeedRow
from gan_desktop.store.experiment_text import text_of
from gan_desktop.store.run_file import RunReader
from gan_desktop.store.share import share_string
from gan_desktop.training.checkpoint import load_checkpoint
from gan_desktop.training.state import unpack

QUICK = [
    "--set", "networks.latent_size=4", "--set", "networks.generator_hidden=16",
    "--set", "networks.discriminator_hidden=16", "--set", "training.batch_size=32",
]  # fmt: skip
SHORT = [*QUICK, "--set", "display.snapshot_every=2", "--steps", "4", "--log-every", "2"]


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    yield
    assert not list((tmp_path / "here").iterdir()), "a file called - ?"
    assert not list((tmp_path / "temporary").glob("gan-desktop*")), "a temporary file stays"


def steps_of_table(content: bytes) -> list[str]:
    return [row["step"] for row in csv.DictReader(io.StringIO(content.decode()))]


def steps_of_run(content: bytes, folder: Path) -> list[int]:
    path = folder / "r.ganrun"
    path.write_bytes(content)
    with RunReader.open(path) as reader:
        return list(reader.steps)


def steps_of_checkpoint(content: bytes, folder: Path) -> int:
    path = folder / "c.pt"
    path.write_bytes(content)
    return unpack(load_checkpoint(path))[1]


@pytest.mark.parametrize(
    ("option", "read"),
    [
        ("--metrics", lambda content, _: steps_of_table(content) == ["2", "4"]),
        ("--points", lambda content, _: int(np.load(io.BytesIO(content))["step"]) == 4),
        ("--png", lambda content, _: Image.open(io.BytesIO(content)).size == (640, 640)),
        ("--gif", lambda content, _: Image.open(io.BytesIO(content)).n_frames == 2),
        ("--save", lambda content, folder: steps_of_run(content, folder) == [0, 2, 4]),
        ("--checkpoint", lambda content, folder: steps_of_checkpoint(content, folder) == 4),
    ],
)
def test_each_file_of_run_is_all_that_is_on_standard_output(option, read, tmp_path, capsysbinary):
    assert main(["run", *SHORT, option, "-"]) == 0
    sent, told = capsysbinary.readouterr()
    assert read(sent, tmp_path)
    assert [line.split()[1] for line in told.decode().splitlines()] == ["2/4", "4/4"]


@pytest.mark.parametrize(
    ("option", "begins"),
    [
        ("--gif", b"GIF89a"), ("--mp4", b"\0\0\0"), ("--png", b"\x89PNG"), ("--svg", b"<?xml"),
        ("--csv", b"step,"), ("--npz", b"PK"), ("--weights", b""), ("--script", b'"""'),
    ],
)  # fmt: skip
def test_each_product_of_export(option, begins, stored_run, tmp_path, capsysbinary):
    named = (
        tmp_path / f"named.{option[2:].replace('weights', 'safetensors').replace('script', 'py')}"
    )
    assert main(["export", str(stored_run), option, str(named)]) == 0
    assert capsysbinary.readouterr().out.decode().splitlines() == [str(named)]
    assert main(["export", str(stored_run), option, "-"]) == 0
    sent, told = capsysbinary.readouterr()
    assert sent.startswith(begins)
    assert sent
    # Two of them are not always the same bytes: times, and the order of safetensors' header.
    assert len(sent) == len(named.read_bytes())
    assert b"standard-output" not in told


def test_other_files_of_an_export_are_listed_on_standard_error(stored_run, tmp_path, capsysbinary):
    table = tmp_path / "m.csv"
    assert main(["export", str(stored_run), "--csv", str(table), "--png", "-"]) == 0
    sent, told = capsysbinary.readouterr()
    assert sent.startswith(b"\x89PNG")
    assert told.decode().splitlines()[-1] == str(table)


@pytest.fixture
def _judged(monkeypatch):
    row = SeedRow(0, Ending.FINISHED, Judgement(Verdict.CONVERGED), 230)
    monkeypatch.setattr(Jury, "run", lambda _self, _tell: (row,))


@pytest.mark.usefixtures("_judged")
def test_the_json_of_a_verdict_is_alone_and_the_card_beside_it(capsysbinary):
    assert main(["verdict", *QUICK, "--seeds", "1", "--json", "-"]) == 0
    sent, told = capsysbinary.readouterr()
    assert json.loads(sent)["complete"] is True
    assert told.startswith(b"ring8-blog, 1 seed")


def options(kind: type) -> list[tuple[str, str]]:
    commands = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return [
        (command, action.option_strings[0])
        for command, parser in commands.choices.items()
        for action in parser._actions
        if isinstance(action, kind) and action.option_strings
    ]


def test_every_option_that_names_a_file_to_write_is_one_of_these():
    named = {
        (command, option)
        for command, parser in build_parser()._subparsers._group_actions[0].choices.items()
        for action in parser._actions
        for option in action.option_strings
        if action.metavar in {"FILE", "DIR"}
    }
    assert named - set(options(standard_streams._OutputFile)) == {
        ("run", "--resume"), ("run", "--frames"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "--gif", "-", "--png", "-"], ["--png", "--gif does already"]),
        (["run", "--frames", "-"], ["--frames", "a name on the disk"]),
        (["run", "--resume", "-"], ["--resume", "a name on the disk"]),
        (["export", "-", "--csv", "a.csv"], ["FILE.ganrun", "a name on the disk"]),
        (["export", "r.ganrun", "--strip", "-"], ["--strip", ".pdf, .svg, .png"]),
    ],
)
def test_what_cannot_be_is_one_sentence(arguments, words, capsys):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert not said.out
    assert len(said.err.splitlines()) == 1
    assert all(word in said.err for word in words), said.err


def test_the_last_of_an_option_that_is_given_twice_counts(tmp_path, capsysbinary):
    table = tmp_path / "m.csv"
    assert main(["run", *SHORT, "--metrics", "-", "--metrics", str(table)]) == 0
    assert steps_of_table(table.read_bytes()) == ["2", "4"]
    assert capsysbinary.readouterr().out.startswith(b"step 2/4")


@pytest.mark.parametrize("option", ["--gif", "--png", "--points", "--checkpoint", "--save"])
def test_a_terminal_is_sent_no_binary_file(option, monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["run", *SHORT, option, "-"]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert said.err.startswith(f"gan-desktop: {option} -: a terminal cannot show this")
    assert said.err.count("\n") == 1


def test_a_terminal_shows_a_table(monkeypatch, capsysbinary):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["run", *SHORT, "--metrics", "-"]) == 0
    assert steps_of_table(capsysbinary.readouterr().out) == ["2", "4"]


def test_a_closed_standard_output_is_one_sentence(capsys):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        assert main(["run", *SHORT, "--metrics", "-"]) == 2
    assert capsys.readouterr().err == "gan-desktop: --metrics -: standard output is closed\n"


def test_a_file_that_could_not_be_written_leaves_standard_output_empty(monkeypatch, capsysbinary):
    def full(*_, **__):
        raise OSError(28, "No space left on device", "x.npz")

    monkeypatch.setattr(np, "savez", full)
    assert main(["run", *SHORT, "--points", "-"]) == 1
    sent, told = capsysbinary.readouterr()
    assert not sent
    assert b"No space left on device" in told


def shell(command: str, **more) -> "subprocess.CompletedProcess[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    # A process without torch: what is written is a table of a stored run.
    return subprocess.run(
        ["bash", "-c", command], env=environment, capture_output=True, timeout=100, check=False,
        **more,
    )  # fmt: skip


def test_a_reader_that_goes_away_and_a_full_disk_end_without_a_traceback(stored_run):
    export = f"{sys.executable} -m gan_desktop export {stored_run} --csv - "
    done = shell(f"{export} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, b"5 of 5")
    done = shell(f"{export} > /dev/full")
    assert done.returncode == 1
    sentence = b"gan-desktop export: standard output: No space left on device"
    assert done.stderr.splitlines()[-2:] == [b"5 of 5", sentence]


@pytest.mark.parametrize("form", ["toml", "string"])
def test_an_experiment_from_standard_input(form, quick_config, monkeypatch, capsysbinary):
    config = quick_config.with_values({"display.snapshot_every": 2})
    text = text_of(config) if form == "toml" else share_string(config)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["run", "-", "--steps", "4", "--metrics", "-"]) == 0
    assert steps_of_table(capsysbinary.readouterr().out) == ["2", "4"]


@pytest.mark.usefixtures("_judged")
def test_a_verdict_on_standard_input(quick_config, monkeypatch, capsys):
    text = share_string(quick_config)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["verdict", "-", "--seeds", "1"]) == 0
    assert capsys.readouterr().out.startswith("experiment, 1 seed")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "standard input: no experiment; allowed: TOML, or a string that begins with gan1:"),
        (b"\xff\xfe", "standard input, line 1: not a text"),
        (b"schema = 1\n[training]\nseed = ", "standard input, line 3: this is not TOML"),
        (b"gan1:abc", "standard input: the string is incomplete"),
        (None, "standard input is closed"),
    ],
)
def test_what_is_no_experiment_is_one_sentence(content, words, monkeypatch, capsys):
    stream = None if content is None else io.TextIOWrapper(io.BytesIO(content))
    monkeypatch.setattr(sys, "stdin", stream)
    assert main(["run", "-"]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_ctrl_c_sends_what_there_is(monkeypatch, capsysbinary):
    from gan_desktop.training import GanTrainer

    original = GanTrainer.step

    def interrupted(self):
        original(self)
        if self.steps_done == 3:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(GanTrainer, "step", interrupted)
    assert main(["run", *SHORT, "--metrics", "-"]) == 130
    assert steps_of_table(capsysbinary.readouterr().out) == ["2", "3"]
