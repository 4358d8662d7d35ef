"""Damaged, foreign, newer and malicious files: one sentence, and nothing else happens."""

import os
import random
import sqlite3
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.layers.data import LayerData
from gan_desktop.store.run_file import RunReader
from gan_desktop.store.run_file.blobs import sealed, text_blob
from gan_desktop.store.run_file.layer_blobs import layer_blobs
from gan_desktop.store.run_file.schema import APPLICATION_ID, VERSION


def read_all(path: Path) -> None:
    """Everything that can be read of a run."""
    with RunReader.open(path) as run:
        for index in range(len(run)):
            run.snapshot(index)
        for event in run.events():
            run.config_at(event.step)
        run.history()
        run.config_at(10**9)
        for step in run.state_steps:
            run.state_at(step)
        run.refresh()


def refusal(path: Path) -> str | None:
    """The sentence that a file is refused with; None when all of it was read."""
    try:
        read_all(path)
    except (InvalidValueError, OSError) as error:
        sentence = str(error)
        assert sentence
        assert len(sentence.splitlines()) == 1
        assert path.name in sentence
        return sentence
    return None


def changed(path: Path, *statements: str, values: tuple[object, ...] = ()) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement, values)
    return path


def test_a_whole_file_is_read(stored: Path) -> None:
    assert refusal(stored) is None


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0", b"gan", b"\x89PNG" + bytes(200), bytes(4096)]
)
def test_what_is_no_run_file_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.ganrun"
    path.write_bytes(content)
    assert refusal(path) == "other.ganrun: this is not a run of GAN Desktop."
    assert [each.name for each in tmp_path.iterdir()] == ["other.ganrun"]


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("beside", [False, True])
def test_a_pipe_and_a_folder_are_named_and_not_waited_for(tmp_path: Path, beside: bool) -> None:
    """With what SQLite keeps beside a file that is written, too."""
    pipe, folder = tmp_path / "pipe.ganrun", tmp_path / "folder.ganrun"
    os.mkfifo(pipe)
    folder.mkdir()
    for path in (pipe, folder):
        if beside:
            path.with_name(f"{path.name}-wal").write_bytes(b"")
        assert refusal(path) == f"{path} is not a file"


def test_another_programs_database_is_said(tmp_path: Path) -> None:
    path = changed(tmp_path / "other.ganrun", "CREATE TABLE run (id)")
    assert "not a run" in refusal(path)
    changed(path, f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {VERSION}")
    assert "not a run" in refusal(path)


def test_a_newer_version_is_said(stored: Path) -> None:
    changed(stored, f"PRAGMA user_version = {VERSION + 1}")
    assert "newer version" in refusal(stored)
    changed(stored, "PRAGMA user_version = 0")
    assert "damaged" in refusal(stored)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        RunReader.open(tmp_path / "missing.ganrun")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (x)",
        "CREATE VIEW more AS SELECT * FROM run",
        "CREATE TRIGGER more AFTER INSERT ON run BEGIN SELECT 1; END",
        "CREATE INDEX more ON event (step)",
        "CREATE VIRTUAL TABLE more USING fts5(x)",
        "ALTER TABLE cloud ADD COLUMN more",
        "DROP TABLE event",
    ],
)
def test_a_schema_that_is_not_ours_is_refused(stored: Path, statement: str) -> None:
    assert "not a run" in refusal(changed(stored, statement))


BOMB = sealed(zlib.compress(bytes(1 << 28), 9))
HEAD = {"discriminator": {"arrays": {"values": [[2, 2], 0]}, "region": None, "reason": ""}}


def layer_head(**changes: object) -> bytes:
    return text_blob({"discriminator": {**HEAD["discriminator"], **changes}})


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE run SET head = ?", text_blob({"run_id": "run"})),
        ("UPDATE run SET head = ?", b""),
        ("UPDATE run SET head = ?", "text"),
        ("UPDATE run SET head = ?", sealed(b"\xff\xfe")),
        ("DELETE FROM run WHERE ? IS NOT NULL", 1),
        ("DELETE FROM target WHERE id = ?", 1),
        ("DELETE FROM design WHERE id = ?", 1),
        ("DELETE FROM points WHERE id = ?", 1),
        ("DELETE FROM cloud WHERE step = ?", 10),
        ("UPDATE design SET content = ?", text_blob({})),
        ("UPDATE design SET content = ?", text_blob([1])),
        ("UPDATE design SET content = ?", text_blob({"training": {"batch_size": -1}})),
        ("UPDATE target SET content = ?", text_blob({"kind": "gaussian-mixture", "means": []})),
        ("UPDATE target SET content = ?", sealed(b'{"kind":"shape"},"x":1')),
        ("UPDATE points SET content = ?", sealed(b"1234567")),
        ("UPDATE cloud SET fake = ?", sealed(struct.pack("<2f", 1.0, float("nan")))),
        ("UPDATE cloud SET fake = ?", sealed(bytes(8_000_008))),
        ("UPDATE cloud SET fake = ?", bytes(80)),
        ("UPDATE cloud SET average = ?", sealed(struct.pack("<2f", float("inf"), 0.0))),
        ("UPDATE snapshot SET measures = ?", sealed(b'{"js": NaN}')),
        ("UPDATE snapshot SET measures = ?", sealed(b'{"js": 1e999}')),
        ("UPDATE snapshot SET measures = ?", sealed(b'{"js": "high"}')),
        ("UPDATE snapshot SET measures = ?", sealed(b'{"js": 1' + b"0" * 400 + b"}")),
        ("UPDATE snapshot SET measures = ?", sealed(b"[" * 100_000)),
        ("UPDATE snapshot SET measures = ?", sealed(b" " * (1 << 21))),
        ("UPDATE snapshot SET target = ?", "one"),
        ("UPDATE loss SET d = ?", "much"),
        ("UPDATE loss SET d = ?", float("inf")),
        ("UPDATE event SET kind = ?", "explosion"),
        ("UPDATE event SET step = ?", -1),
        ("UPDATE event SET step = ?", "late"),
        ("UPDATE event SET paths = ?", text_blob(["a\nb"])),
        ("UPDATE event SET paths = ?", text_blob({"a": 1})),
        ("UPDATE event SET paths = ?", text_blob(["training.new_setting"])),
        ("UPDATE event SET paths = ?", text_blob(["new_section.seed"])),
        ("UPDATE event SET paths = ?", text_blob(["target.means"])),
        ("UPDATE event SET paths = ?", text_blob([["training.batch_size"]])),
        ("UPDATE state SET tensors = ?", b"x" * 10),
        ("UPDATE state SET events = ?", -1),
        ("UPDATE layers SET content = ?", BOMB),
        ("UPDATE layers SET content = ?", sealed(b"not deflated")),
        ("UPDATE layers SET head = ?", text_blob([])),
        ("UPDATE layers SET head = ?", layer_head(arrays={"v": [[4096, 4096, 4096], 0]})),
        ("UPDATE layers SET head = ?", layer_head(arrays={"v": [[1] * 70, 0]})),
        ("UPDATE layers SET head = ?", layer_head(arrays={"v": [[-1, -1], 0]})),
        ("UPDATE layers SET head = ?", layer_head(arrays={"v": [[1], 10**9]})),
        ("UPDATE layers SET head = ?", layer_head(region=[1, 2, 3])),
        ("UPDATE layers SET head = ?", layer_head(reason=1)),
    ],
)
def test_a_value_that_is_not_allowed_is_said_with_its_place(
    stored: Path, statement: str, value: object
) -> None:
    sentence = refusal(changed(stored, statement, values=(value,)))
    assert sentence is not None
    assert "the run file is damaged (" in sentence
    assert ": " in sentence.split("(", 1)[1]


MAP, REGION = np.ones((4, 4)), (-3.0, 3.0, -4.0, 4.0)
NODES = {"nodes": np.ones((3, 3, 2)), "axes": np.ones(2), "reach": np.ones(1)}


@pytest.mark.parametrize(
    ("key", "layer"),
    [
        ("discriminator", LayerData({"values": np.ones((1, 1))}, REGION)),
        ("discriminator", LayerData({"values": np.ones((1, 4))}, REGION)),
        ("discriminator", LayerData({"values": np.ones(5)}, REGION)),
        ("discriminator", LayerData({"values": MAP})),
        ("discriminator", LayerData({"values": MAP}, (1.0, 1.0, -4.0, 4.0))),
        ("discriminator", LayerData({"values": MAP}, (3.0, -3.0, -4.0, 4.0))),
        ("discriminator", LayerData({"values": MAP}, (-1e300, 1e300, -4.0, 4.0))),
        ("discriminator", LayerData({"values": MAP}, (0.0, 1e-300, -4.0, 4.0))),
        ("discriminator", LayerData({"values": MAP, "middle": np.full(1, np.nan)}, REGION)),
        ("discriminator", LayerData({"values": MAP, "output": np.ones(2)}, REGION)),
        ("discriminator", LayerData({"output": np.ones(1)}, REGION)),
        ("discriminator", LayerData()),
        ("discriminator", LayerData(reason="because " * 1000)),
        ("optimal", LayerData({"values": MAP, "bandwidth": np.ones(0)}, REGION)),
        ("arrows", LayerData({"by": np.ones((5, 2))})),
        ("arrows", LayerData({"by": np.ones((5, 2)), "at": np.ones((4, 2))})),
        ("arrows", LayerData({"by": np.ones((5, 3)), "at": np.ones((5, 3))})),
        ("field", LayerData({"by": np.full((5, 2), np.nan), "at": np.ones((5, 2))})),
        ("manifold", LayerData({"nodes": NODES["nodes"]})),
        ("manifold", LayerData({**NODES, "axes": np.full(2, np.nan)})),
        ("manifold", LayerData({**NODES, "nodes": np.ones((0, 3, 2))})),
        ("manifold", LayerData({**NODES, "nodes": np.ones((3, 3))})),
    ],
)
def test_a_layer_that_cannot_be_drawn_is_refused(stored: Path, key: str, layer: LayerData) -> None:
    head, content = layer_blobs({key: layer})
    changed(stored, "UPDATE layers SET head = ?, content = ?", values=(head, content))
    assert f"snapshot of step 10: the layer '{key}' cannot be drawn" in refusal(stored)


def test_a_bomb_takes_no_memory(stored: Path) -> None:
    changed(stored, "UPDATE layers SET content = ?", values=(BOMB,))
    tracemalloc.start()
    try:
        assert "size of the layers" in refusal(stored)
        # As large as the bomb itself.
        head = layer_head(arrays={"v": [[1 << 14, 1 << 13], 0]})
        changed(stored, "UPDATE layers SET head = ?", values=(head,))
        assert "allowed: 16,777,216" in refusal(stored)
        assert tracemalloc.get_traced_memory()[1] < 20e6
    finally:
        tracemalloc.stop()


def test_nothing_is_made_beside_a_file_that_nobody_writes(stored: Path) -> None:
    changed(stored, "PRAGMA journal_mode = WAL")
    assert [each.name for each in stored.parent.iterdir()] == [stored.name]
    with RunReader.open(stored) as run:
        run.snapshot(0)
        assert [each.name for each in stored.parent.iterdir()] == [stored.name]


def test_what_is_whole_is_read_beside_what_is_damaged(stored: Path) -> None:
    changed(stored, "UPDATE cloud SET fake = x'00' WHERE step = 10")
    with RunReader.open(stored) as run:
        assert run.snapshot(0).step == 0
        with pytest.raises(InvalidValueError, match="snapshot of step 10"):
            run.snapshot(1)
        assert run.snapshot(2).step == 20


def damaged(path: Path, count: int, damage: Callable[[bytearray, random.Random], None]) -> int:
    """How many of so many damaged copies are refused; all others are read."""
    whole, rng = path.read_bytes(), random.Random(7)  # noqa: S311 -- for damage
    copy = path.with_name("copy.ganrun")
    refused = 0
    for _ in range(count):
        content = bytearray(whole)
        damage(content, rng)
        copy.write_bytes(content)
        refused += refusal(copy) is not None
        assert copy.read_bytes() == content
        assert sorted(each.name for each in path.parent.iterdir()) == [copy.name, path.name]
    return refused


def test_files_that_are_cut_off(stored: Path) -> None:
    def cut(content: bytearray, rng: random.Random) -> None:
        del content[rng.randrange(len(content)) :]

    assert damaged(stored, 60, cut) == 60


def test_files_with_flipped_bits(stored: Path) -> None:
    def flip(content: bytearray, rng: random.Random) -> None:
        for _ in range(20):
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)

    assert damaged(stored, 100, flip) > 90


def test_files_with_a_page_of_rubbish(stored: Path) -> None:
    def fill(content: bytearray, rng: random.Random) -> None:
        at = 4096 * rng.randrange(len(content) // 4096)
        content[at : at + 4096] = rng.randbytes(4096)

    assert damaged(stored, 60, fill) > 50
