import sys
from concurrent.futures import ThreadPoolExecutor

import imageio.v3 as iio
import numpy as np
import pytest
from PIL import Image, ImageSequence

from gan_desktop.recording.gif import GifWriter

AMBER = (255, 191, 0)
# Of 255 in one channel. Measured: 19 at the worst pixel of a blend, 0.5 on average.
WORST_PIXEL = 24
WORST_MEAN = 1.0


def dot(position, width=64, height=48):
    frame = np.full((height, width, 3), 255, np.uint8)
    frame[10:14, position : position + 4] = (220, 50, 47)
    return frame


def write(path, frames, **options):
    with GifWriter(path, **options) as writer:
        for frame in frames:
            writer.add(frame)


def read(path):
    """Decoded frames and their durations in ms, by Pillow."""
    with Image.open(path) as image:
        frames = ImageSequence.Iterator(image)
        pairs = [(np.asarray(f.convert("RGB")), f.info["duration"]) for f in frames]
    return [frame for frame, _ in pairs], [duration for _, duration in pairs]


def played(path, frame_ms):
    """The picture that is seen at each multiple of `frame_ms`."""
    return [f for f, ms in zip(*read(path), strict=True) for _ in range(ms // frame_ms)]


def error(frame, expected):
    return np.abs(frame.astype(int) - expected).max(axis=2)


@pytest.mark.parametrize(
    ("options", "total", "last"),
    [
        ({}, 600, 200),
        ({"frame_ms": 20}, 120, 40),
        ({"frame_ms": 50, "last_frame_ms": 2000}, 2250, 2050),
        ({"frame_ms": 50, "last_frame_ms": 20}, 270, 70),
    ],
)
def test_total_duration_counts_equal_neighbours(tmp_path, options, total, last):
    path = tmp_path / "run.gif"
    write(path, [dot(0), dot(5), dot(5), dot(5), dot(9), dot(9)], **options)
    _, durations = read(path)
    assert (sum(durations), durations[-1]) == (total, last)
    count = iio.improps(path, index=..., plugin="pillow").n_images
    assert sum(iio.immeta(path, index=i)["duration"] for i in range(count)) == total


@pytest.mark.parametrize("loop", [0, 1, 65_535])
def test_loop_is_read_back(tmp_path, loop):
    path = tmp_path / "run.gif"
    write(path, [dot(0), dot(5)], loop=loop)
    with Image.open(path) as image:
        assert image.info["loop"] == loop
    assert iio.immeta(path, index=0)["loop"] == loop


# 2 x 327,680 ms is 10 ms more than a delay can hold; a rest of 10 ms would play as 100 ms.
@pytest.mark.parametrize(("frame_ms", "equal"), [(600_000, 3), (327_680, 2)])
def test_a_picture_that_stays_longer_than_a_delay_can_hold(tmp_path, frame_ms, equal):
    path = tmp_path / "run.gif"
    write(path, [dot(0), *[dot(5)] * equal, dot(9)], frame_ms=frame_ms)
    frames, durations = read(path)
    assert sum(durations) == (equal + 2) * frame_ms
    assert min(durations) >= 20
    for frame in frames[1:-1]:
        assert (frame == dot(5)).all()


def test_one_frame_keeps_its_duration(tmp_path):
    path = tmp_path / "run.gif"
    write(path, [dot(0)], last_frame_ms=700)
    assert read(path)[1] == [700]


def test_every_frame_looks_like_its_input(tmp_path, scatter):
    path = tmp_path / "run.gif"
    frames = [scatter(i, handle=i >= 15) for i in range(25)]
    write(path, frames)
    for shown in (played(path, 100), iio.imread(path, index=None)):
        assert len(shown) == len(frames)
        for frame, expected in zip(shown, frames, strict=True):
            difference = error(frame, expected)
            assert difference.max() <= WORST_PIXEL
            assert difference.mean() <= WORST_MEAN


def test_a_late_colour_and_the_surfaces_are_nearly_exact(tmp_path, scatter):
    path = tmp_path / "run.gif"
    write(path, [scatter(i, handle=i >= 15) for i in range(16)])
    last = read(path)[0][-1]
    assert error(last[118:123, 158:163], AMBER).max() <= 8
    assert (last[0, 0] == 255).all()


def test_a_dark_late_theme_after_white_frames(tmp_path):
    path = tmp_path / "run.gif"
    frames = [np.full((48, 64, 3), 255, np.uint8)] * 10 + [255 - dot(3)]
    write(path, frames)
    assert error(read(path)[0][-1], frames[-1]).max() == 0


def test_a_late_surface_is_exact_though_a_near_colour_is_there(tmp_path):
    path = tmp_path / "run.gif"
    cube = np.stack(np.meshgrid(*[np.arange(0, 256, 51)] * 3), axis=-1).astype(np.uint8)
    surface = np.full((12, 18, 3), (51 + 15, 102, 102), np.uint8)
    write(path, [cube.reshape(12, 18, 3), surface])
    assert np.array_equal(read(path)[0], [cube.reshape(12, 18, 3), surface])


def test_more_colours_than_a_table_holds_stay_near(tmp_path):
    path = tmp_path / "run.gif"
    frames = np.random.default_rng(0).integers(0, 256, (3, 64, 64, 3), dtype=np.uint8)
    write(path, frames)
    for frame, expected in zip(read(path)[0], frames, strict=True):
        assert error(frame, expected).max() <= 48
        assert error(frame, expected).mean() <= 20


def test_only_the_changed_part_is_written(tmp_path):
    for count in (1, 101):
        write(tmp_path / f"{count}.gif", [dot(i % 50, 640, 480) for i in range(count)])
    growth = (tmp_path / "101.gif").stat().st_size - (tmp_path / "1.gif").stat().st_size
    assert growth < 100 * 100


def test_the_caller_may_draw_into_the_same_array_again(tmp_path):
    path = tmp_path / "run.gif"
    expected = [dot(0), dot(5), dot(20)]
    with GifWriter(path) as writer:
        buffer = dot(0)
        for frame in expected:
            buffer[:] = frame
            writer.add(buffer)
        buffer[:] = 0
    assert np.array_equal(read(path)[0], expected)


def test_a_view_with_gaps_between_rows_is_a_frame(tmp_path):
    path = tmp_path / "run.gif"
    wide = np.concatenate([dot(5), dot(9)], axis=1)
    write(path, [dot(0), wide[:, :64]])
    assert (read(path)[0][1] == dot(5)).all()


def test_nothing_under_the_final_name_before_close(tmp_path):
    path = tmp_path / "run.gif"
    path.write_bytes(b"older")
    writer = GifWriter(path)
    writer.add(dot(0))
    writer.add(dot(5))
    assert path.read_bytes() == b"older"
    writer.close()
    writer.close()
    writer.abort()
    assert len(read(path)[0]) == 2
    assert list(tmp_path.iterdir()) == [path]


def test_abort_leaves_the_folder_as_it_was(tmp_path):
    path = tmp_path / "run.gif"
    path.write_bytes(b"older")
    writer = GifWriter(path)
    writer.add(dot(0))
    writer.add(dot(5))
    writer.abort()
    writer.abort()
    writer.close()
    with pytest.raises(ValueError, match="ended"):
        writer.add(dot(9))
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"older"


def fail_inside(path):
    with GifWriter(path) as writer:
        writer.add(dot(0))
        raise KeyError


def test_an_exception_inside_the_block_aborts(tmp_path):
    with pytest.raises(KeyError):
        fail_inside(tmp_path / "run.gif")
    assert not list(tmp_path.iterdir())


def test_no_frame_is_no_file(tmp_path):
    writer = GifWriter(tmp_path / "run.gif")
    with pytest.raises(ValueError, match=r"run\.gif: .*no frame"):
        writer.close()
    assert not list(tmp_path.iterdir())


LIMITED = """
import resource, sys
from pathlib import Path
import numpy as np
from gan_desktop.recording.gif import GifWriter

path, limit = Path(sys.argv[1]), int(sys.argv[2])
noise = np.random.default_rng(0)
writer = GifWriter(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    for _ in range(int(sys.argv[3])):
        writer.add(noise.integers(0, 256, (48, 64, 3), dtype=np.uint8))
    print("added")
    writer.close()
except OSError as error:
    print(type(error).__name__, error.errno, *Path(path.parent).iterdir())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
@pytest.mark.parametrize(
    ("limit", "count", "during_close"), [(100, 3, False), (5_000, 2, True), (20_000, 30, False)]
)
def test_a_full_disk_leaves_the_older_file(tmp_path, run_python, limit, count, during_close):
    path = tmp_path / "run.gif"
    path.write_bytes(b"older")
    output = run_python(LIMITED, path, limit, count)
    assert output.startswith("added") == during_close
    assert output.splitlines()[-1] == f"OSError 27 {path}"
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failing_commit_leaves_the_older_file(tmp_path, monkeypatch):
    def refuse(part, path):
        raise PermissionError(13, "refused")

    monkeypatch.setattr("gan_desktop.core.files.commit", refuse)
    path = tmp_path / "run.gif"
    path.write_bytes(b"older")
    writer = GifWriter(path)
    writer.add(dot(0))
    with pytest.raises(PermissionError):
        writer.close()
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


MEMORY = """
import sys
from pathlib import Path
import numpy as np
from gan_desktop.recording.gif import GifWriter

def peak_kib():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

plot = np.full((480, 640, 3), 255, np.uint8)
for x, y in np.random.default_rng(0).integers(0, 470, (500, 2)):
    plot[y : y + 5, x : x + 5] = (220 - x % 8, 50, 47 + y % 8)
before = peak_kib()
with GifWriter(Path(sys.argv[1])) as writer:
    for step in range(600):
        writer.add(np.roll(plot, step, axis=1))
print(peak_kib() - before)
"""


# ru_maxrss would keep the peak of the process that started it.
@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_memory_does_not_grow_with_the_frames(tmp_path, run_python):
    path = tmp_path / "run.gif"
    assert int(run_python(MEMORY, path)) < 30 * 1024
    assert path.stat().st_size < 40e6


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (np.zeros((4, 4), np.uint8), r"shape \(4, 4\)"),
        (np.zeros((4, 4, 4), np.uint8), r"shape \(4, 4, 4\)"),
        (np.zeros((4, 4, 3), np.float32), "float32"),
        (np.zeros((0, 4, 3), np.uint8), "4 x 0 pixels; allowed: 1 to"),
        (np.zeros((1, 70_000, 3), np.uint8), "70000 x 1 pixels; allowed: 1 to"),
        (np.zeros((48, 65, 3), np.uint8), "65 x 48 pixels; allowed: 64 x 48"),
    ],
)
def test_a_wrong_frame_is_refused_and_the_recording_goes_on(tmp_path, frame, sentence):
    path = tmp_path / "run.gif"
    with GifWriter(path) as writer:
        writer.add(dot(0))
        with pytest.raises(ValueError, match=sentence):
            writer.add(frame)
        writer.add(dot(5))
    assert len(read(path)[0]) == 2


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"frame_ms": 105}, "Frame duration: 105 ms; allowed: a multiple of 10 ms"),
        ({"frame_ms": 10}, "Frame duration: 10 ms"),
        ({"frame_ms": 600_010}, "Frame duration"),
        ({"last_frame_ms": 0}, "last frame: 0 ms"),
        ({"loop": -1}, "Loop: -1"),
        ({"loop": 65_536}, "Loop: 65536"),
    ],
)
def test_wrong_options_are_refused_before_a_file_is_made(tmp_path, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        GifWriter(tmp_path / "run.gif", **options)
    assert not list(tmp_path.iterdir())


def test_writers_on_two_threads_do_not_know_each_other(tmp_path):
    stories = [[dot(i) for i in range(40)], [255 - dot(i) for i in range(40)]]
    paths = [tmp_path / f"{i}.gif" for i in range(4)]
    for path, story in zip(paths[:2], stories, strict=True):
        write(path, story)
    with ThreadPoolExecutor() as pool:
        list(pool.map(write, paths[2:], stories))
    assert [p.read_bytes() for p in paths[:2]] == [p.read_bytes() for p in paths[2:]]
