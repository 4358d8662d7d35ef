import sys

import imageio.v3 as iio
import numpy as np
import pytest

from gan_desktop.recording.stills import StillWriter, write_png


def test_the_last_frame_is_written_exactly_and_only_at_close(tmp_path, scatter):
    path = tmp_path / "run.png"
    last = scatter(3)
    writer = StillWriter(path)
    writer.add(scatter(1))
    buffer = last.copy()
    writer.add(buffer)
    buffer[:] = 0
    assert not list(tmp_path.iterdir())
    writer.close()
    writer.close()
    assert np.array_equal(iio.imread(path), last)
    assert list(tmp_path.iterdir()) == [path]


def test_abort_leaves_the_older_file(tmp_path, scatter):
    path = tmp_path / "run.png"
    path.write_bytes(b"older")
    writer = StillWriter(path)
    writer.add(scatter(1))
    writer.abort()
    writer.close()
    with pytest.raises(ValueError, match="ended"):
        writer.add(scatter(1))
    assert path.read_bytes() == b"older"


def test_no_frame_is_no_file(tmp_path):
    writer = StillWriter(tmp_path / "run.png")
    with pytest.raises(ValueError, match=r"run\.png: .*no frame"):
        writer.close()
    writer.close()
    assert not list(tmp_path.iterdir())


def test_a_frame_of_another_size_is_refused(tmp_path):
    writer = StillWriter(tmp_path / "run.png")
    writer.add(np.zeros((4, 6, 3), np.uint8))
    with pytest.raises(ValueError, match="4 x 6 pixels; allowed: 6 x 4"):
        writer.add(np.zeros((6, 4, 3), np.uint8))


def test_write_png_is_exact_and_replaces(tmp_path, scatter):
    path = tmp_path / "0001.png"
    for step in (1, 2):
        write_png(path, scatter(step))
        assert np.array_equal(iio.imread(path), scatter(step))
    assert list(tmp_path.iterdir()) == [path]


def test_write_png_refuses_what_is_no_frame(tmp_path):
    with pytest.raises(ValueError, match="float64"):
        write_png(tmp_path / "a.png", np.zeros((4, 4, 3)))
    assert not list(tmp_path.iterdir())


LIMITED = """
import resource, sys
from pathlib import Path
import numpy as np
from gan_desktop.recording.stills import write_png

frame = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
try:
    write_png(Path(sys.argv[1]), frame)
except OSError as error:
    print(error.errno)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_leaves_the_older_file(tmp_path, run_python):
    path = tmp_path / "run.png"
    path.write_bytes(b"older")
    assert run_python(LIMITED, path).strip() == "27"
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]
