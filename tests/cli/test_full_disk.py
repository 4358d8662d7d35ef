"""Commands on a disk that is full: one sentence, status 1, and whatever has room is written."""

import sys
from pathlib import Path

import pytest

from gan_desktop.cli import main
from gan_desktop.store.run_file import RunReader

RUN = (
    "run", "--preset", "two-modes", "--steps", "60", "--set", "display.snapshot_every=10",
    "--set", "networks.generator_hidden=64", "--set", "networks.discriminator_hidden=64",
)  # fmt: skip


@pytest.mark.parametrize(
    ("option", "name"),
    [("--checkpoint", "a.pt"), ("--points", "a.npz"), ("--gif", "a.gif"), ("--png", "a.png")],
)
def test_a_file_without_room_leaves_the_older_one_and_the_others_are_written(
    option, name, tmp_path, capsys, no_larger_than
):
    path = tmp_path / name
    path.write_bytes(b"the older file")
    with no_larger_than(2000):
        status = main([*RUN, option, str(path), "--metrics", str(tmp_path / "m.csv")])
    assert status == 1
    assert capsys.readouterr().err == f"gan-desktop run: {path}: File too large\n"
    assert path.read_bytes() == b"the older file"
    assert (tmp_path / "m.csv").read_text().count("\n") == 7
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted((name, "m.csv"))


def test_a_run_file_without_room_ends_and_the_training_goes_on(tmp_path, capsys, no_larger_than):
    path = tmp_path / "a.ganrun"
    with no_larger_than(150_000):
        status = main([*RUN, "--save", str(path), "--metrics", str(tmp_path / "m.csv")])
    assert status == 1
    told = capsys.readouterr().err
    assert told.startswith(f"gan-desktop run: {path}: ")
    assert told.count("\n") == 1
    assert (tmp_path / "m.csv").read_text().count("\n") == 7
    with RunReader.open(path) as reader:
        assert len(reader)
        reader.snapshot(len(reader) - 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("command", ["run", "list"])
def test_standard_output_without_room(command, tmp_path, capsys, monkeypatch):
    words = ["list", "presets"]
    if command == "run":
        words = [*RUN, "--log-every", "10", "--metrics", str(tmp_path / "m.csv")]
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        status = main(words)
    assert status == 1
    assert capsys.readouterr().err == "gan-desktop: standard output: No space left on device\n"
    assert (tmp_path / "m.csv").exists() == (command == "run")
    monkeypatch.undo()
    assert main(["list", "presets"]) == 0
