import json
import struct
import sys
import tracemalloc
import zlib

import numpy as np
import pytest

from gan_desktop.core.errors import GanDesktopError
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.recording.spool import SpoolReader, SpoolWriter
from gan_desktop.recording.spool_format import SpoolError

VIEW = (-1.5, 1.1, -2.0, 0.1 + 0.2)
META = {"title": "eight modes ü", "fps": 10, "nested": {"list": [1, 2.5, None, True]}}
MAGIC = b"GAN Desktop spool 1\n"


def snapshot(step, real=3, fake=2):
    rng = np.random.default_rng(step)
    target = GaussianMixture(
        weights=(1.0, 2.0),
        means=((rng.normal(), 0.0), (1.0, rng.normal())),
        covariances=(((0.02, 0.0), (0.0, 0.02)), ((0.1, 0.05), (0.05, 0.1))),
    )
    return Snapshot(
        run_id="run-1",
        step=step,
        real=rng.normal(size=(real, 2)),
        fake=rng.normal(size=(fake, 2)) * 1e-30,
        metrics={"d_loss": rng.normal() * 1e-7, "covered": 8, "single": np.float32(0.1)},
        target=target,
    )


def write(path, snapshots):
    """Write a spool; returns the size of the file after the header and after each record."""
    with SpoolWriter(path, META) as writer:
        sizes = [writer.size]
        for item in snapshots:
            writer.add(item, VIEW)
            sizes.append(writer.size)
            assert writer.frames == len(sizes) - 1
    assert path.stat().st_size == sizes[-1]
    return sizes


def same(record, expected):
    read, view = record
    assert view == VIEW
    for name in ("run_id", "step", "target"):
        assert getattr(read, name) == getattr(expected, name)
    assert dict(read.metrics) == {key: float(value) for key, value in expected.metrics.items()}
    for name in ("real", "fake"):
        points = getattr(read, name)
        assert points.shape == getattr(expected, name).shape
        assert points.tobytes() == getattr(expected, name).tobytes()
        assert not points.flags.writeable


def framed(payload):
    length = struct.pack("<I", len(payload))
    return length + struct.pack("<I", zlib.crc32(length + payload)) + payload


def test_round_trip_is_exact(tmp_path):
    path = tmp_path / "run.spool"
    expected = [snapshot(0), snapshot(50, 1000, 1000), snapshot(100, 0, 1), snapshot(150, 0, 0)]
    sizes = write(path, expected)
    assert sizes[2] - sizes[1] < 20_000
    reader = SpoolReader(path)
    assert reader.meta == META
    assert reader.frames == len(reader) == 4
    for record, item in zip(reader, expected, strict=True):
        same(record, item)
    same(reader.read(1), expected[1])
    for index in (-1, 4):
        with pytest.raises(IndexError):
            reader.read(index)


def test_cut_off_at_every_byte(tmp_path):
    path = tmp_path / "run.spool"
    expected = [snapshot(i) for i in range(3)]
    sizes = write(path, expected)
    whole = path.read_bytes()
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        if cut < sizes[0]:
            with pytest.raises(SpoolError, match=r"run\.spool"):
                SpoolReader(path)
            continue
        records = list(SpoolReader(path))
        assert len(records) == sum(size <= cut for size in sizes[1:])
        for record, item in zip(records, expected, strict=False):
            same(record, item)


def test_a_changed_byte_ends_the_recording_there(tmp_path):
    path = tmp_path / "run.spool"
    expected = [snapshot(i) for i in range(3)]
    sizes = write(path, expected)
    whole = path.read_bytes()
    for position in range(len(MAGIC), len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1 << position % 8
        path.write_bytes(damaged)
        if position < sizes[0]:
            with pytest.raises(SpoolError, match="damaged"):
                SpoolReader(path)
            continue
        records = list(SpoolReader(path))
        assert len(records) == sum(size <= position for size in sizes[1:])
        for record, item in zip(records, expected, strict=False):
            same(record, item)


@pytest.mark.parametrize("tail", [b"\0" * 4096, b"\xff" * 4096, b"{}", framed(b"")[:7]])
def test_rubbish_at_the_end_is_not_a_record(tmp_path, tail):
    path = tmp_path / "run.spool"
    write(path, [snapshot(1)])
    path.write_bytes(path.read_bytes() + tail)
    reader = SpoolReader(path)
    assert reader.frames == 1
    same(reader.read(0), snapshot(1))


def test_a_length_is_checked_before_memory_is_taken(tmp_path):
    path, foreign = tmp_path / "run.spool", tmp_path / "film.mp4"
    write(path, [snapshot(1)])
    path.write_bytes(path.read_bytes() + struct.pack("<II", (64 << 20) + 1, 0))
    foreign.write_bytes(b"x" * (4 << 20))
    tracemalloc.start()
    try:
        assert SpoolReader(path).frames == 1
        with pytest.raises(SpoolError):
            SpoolReader(foreign)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a GAN Desktop spool"),
        (b"GIF89a" * 100, "not a GAN Desktop spool"),
        (b"GAN Desktop spool one\n", "not a GAN Desktop spool"),
        (b"GAN Desktop spool 0\n" + framed(b"{}"), "not a GAN Desktop spool"),
        (b"GAN Desktop spool " + b"1" * 5000, "not a GAN Desktop spool"),
        (b"GAN Desktop spool 3\nwhatever", "newer version"),
        (MAGIC, "cut off or damaged"),
        (MAGIC + framed(b"[]"), "not a JSON object"),
        (MAGIC + framed(b"{"), "unreadable"),
        (MAGIC + framed(b"\xff{}"), "unreadable"),
        (MAGIC + framed(b'{"a": NaN}'), "finite"),
        (MAGIC + framed(b'{"a": 1e999}'), "finite"),
        (MAGIC + framed(b'{"a": ' + b"[" * 200_000), "nested too deeply"),
        (MAGIC + framed(b" " * (1 << 20) + b"{}"), "cut off or damaged"),
    ],
)
def test_a_broken_start_is_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "x.spool"
    path.write_bytes(content)
    with pytest.raises(SpoolError, match=sentence) as caught:
        SpoolReader(path)
    assert isinstance(caught.value, GanDesktopError)
    assert "\n" not in str(caught.value)


def hostile(**changes):
    """A record with a right CRC and some wrong fields."""
    target = snapshot(1).target.model_dump(mode="json")
    head = {
        "run_id": "r", "step": 1, "view": VIEW, "metrics": {}, "target": target,
        "real": 1, "fake": 1, **changes,
    }  # fmt: skip
    points = struct.pack("<4f", *head.pop("points", (1, 2, 3, 4)))
    text = json.dumps(head).encode()
    return framed(struct.pack("<I", head.pop("head_bytes", len(text))) + text + points)


@pytest.mark.parametrize(
    "record",
    [
        hostile(points=(1, 2, 3, float("nan"))),
        hostile(points=(float("inf"), 2, 3, 4)),
        hostile(view=(0, 0, 0, 1)),
        hostile(view=(0, float("inf"), 0, 1)),
        hostile(view=(0, 1, 0)),
        hostile(metrics={"loss": float("nan")}),
        hostile(metrics={"loss": "1"}),
        hostile(step=-1),
        hostile(step=1.5),
        hostile(real=2),
        hostile(real=1_000_001),
        hostile(real=3, fake=-1),
        hostile(target={"kind": "other"}),
        hostile(extra=1),
        framed(b""),
        framed(b"\0\0\0\0"),
        framed(b"\xff\xff\xff\xff{}"),
        framed(struct.pack("<I", 200_000) + b"[" * 200_000),
    ],
)
def test_a_record_that_is_whole_but_wrong_is_one_sentence(tmp_path, record):
    path = tmp_path / "x.spool"
    path.write_bytes(MAGIC + framed(b"{}") + hostile() + record + hostile(step=2))
    reader = SpoolReader(path)
    assert reader.frames == 3
    assert [reader.read(i)[0].step for i in (0, 2)] == [1, 2]
    with pytest.raises(SpoolError, match=r"x\.spool: record 2 is unreadable: ") as caught:
        reader.read(1)
    assert "\n" not in str(caught.value)


def test_a_file_that_changes_under_the_reader(tmp_path):
    path = tmp_path / "x.spool"
    write(path, [snapshot(1)])
    reader = SpoolReader(path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(SpoolError, match="record 1 has changed"):
        reader.read(0)


def test_the_writer_refuses_what_could_not_be_read(tmp_path):
    path = tmp_path / "run.spool"
    good = snapshot(1)

    def changed(**changes):
        names = ("run_id", "step", "real", "fake", "metrics", "target")
        return Snapshot(**{**{name: getattr(good, name) for name in names}, **changes})

    with SpoolWriter(path, {}) as writer:
        for wrong, sentence in (
            (changed(metrics={"loss": float("nan")}), "loss"),
            (changed(fake=np.full((1, 2), np.inf)), "generated points: not all are finite"),
            (changed(real=np.zeros((2, 3))), "real points: shape"),
            (changed(real=np.zeros((1_000_001, 2))), "at most 1,000,000"),
            (changed(step=-1), "step"),
            (changed(run_id="x" * (64 << 20)), "bytes; allowed: 67,108,864"),
        ):
            with pytest.raises(ValueError, match=sentence):
                writer.add(wrong, VIEW)
        with pytest.raises(ValueError, match="View"):
            writer.add(good, (0.0, float("nan"), 0.0, 1.0))
        writer.add(good, VIEW)
    with pytest.raises(ValueError, match=r"The spool is closed\."):
        writer.add(good, VIEW)
    writer.close()
    reader = SpoolReader(path)
    assert reader.frames == 1
    same(reader.read(0), good)


@pytest.mark.parametrize("meta", [{"a": float("nan")}, {"a": object()}, {"a": "x" * (1 << 20)}])
def test_a_wrong_header_is_refused_before_a_file_is_made(tmp_path, meta):
    with pytest.raises(ValueError, match="Spool header"):
        SpoolWriter(tmp_path / "run.spool", meta)
    assert not list(tmp_path.iterdir())


def test_a_spool_that_is_there_is_never_written_over(tmp_path):
    path = tmp_path / "run.spool"
    path.write_bytes(b"left by a crash")
    with pytest.raises(FileExistsError):
        SpoolWriter(path, {})
    assert path.read_bytes() == b"left by a crash"


def test_records_can_be_read_while_the_writer_goes_on(tmp_path):
    path = tmp_path / "run.spool"
    with SpoolWriter(path, {}) as writer:
        for step in range(3):
            writer.add(snapshot(step), VIEW)
            assert SpoolReader(path).frames == step + 1


CHILD = """
import sys
from pathlib import Path
import numpy as np
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.recording.spool import SpoolReader, SpoolWriter

path = Path(sys.argv[1])
covariance = ((1.0, 0.0), (0.0, 1.0))
target = GaussianMixture(weights=(1.0,), means=((0.0, 0.0),), covariances=(covariance,))

def item(step):
    points = np.full((1000, 2), step, dtype=np.float32)
    return Snapshot("r", step, points, -points, {}, target)

view = (0.0, 1.0, 0.0, 1.0)
"""

ENDLESS = """
writer = SpoolWriter(path, {})
step = 0
while True:
    writer.add(item(step), view)
    step += 1
    print(step, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_kill_9_loses_only_what_was_being_written(tmp_path, start_python):
    path = tmp_path / "run.spool"
    with start_python(CHILD + ENDLESS, path) as process:
        for line in process.stdout:
            if int(line) >= 100:
                process.kill()
                break
        written = [int(line), *map(int, process.stdout.read().split()[:-1])]
        process.wait()
    reader = SpoolReader(path)
    assert reader.frames >= max(written) >= 100
    for step, (read, _) in enumerate(reader):
        assert read.step == step
        assert (read.real == step).all()
        assert (read.fake == -step).all()


FULL = """
import resource

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

writer = SpoolWriter(path, {})
for step in range(3):
    writer.add(item(step), view)
limit(writer.size + 5000)
for _ in range(2):
    try:
        writer.add(item(99), view)
    except OSError as error:
        print(error.errno, error.filename == str(path), writer.size == path.stat().st_size)
limit(resource.RLIM_INFINITY)
writer.add(item(3), view)
writer.close()
print([read.step for read, _ in SpoolReader(path)])
limit(10)
try:
    SpoolWriter(path.with_name("other"), {})
except OSError as error:
    print(error.errno, path.with_name("other").exists())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_keeps_the_earlier_records(tmp_path, run_python):
    lines = run_python(CHILD + FULL, tmp_path / "run.spool").splitlines()
    assert lines == ["27 True True", "27 True True", "[0, 1, 2, 3]", "27 False"]
