"""Films: read back by ffmpeg; nothing under the name before the end."""

import subprocess

import imageio_ffmpeg
import numpy as np
import pytest

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.installing import install_command
from gan_desktop.core.words import told
from gan_desktop.recording import mp4
from gan_desktop.recording.mp4 import Mp4Writer

COLOURS = ((212, 40, 28), (29, 91, 214), (255, 255, 255))


def decoded(path) -> np.ndarray:
    words = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(path)]
    done = subprocess.run(
        [*words, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], capture_output=True, check=True
    )
    return np.frombuffer(done.stdout, np.uint8)


def plain(colour, size=(64, 48)):
    frame = np.empty((size[1], size[0], 3), np.uint8)
    frame[:] = colour
    return frame


def test_colours_come_out_as_they_went_in(tmp_path):
    with Mp4Writer(tmp_path / "a.mp4", 10) as writer:
        for colour in COLOURS:
            writer.add(plain(colour))
        assert not (tmp_path / "a.mp4").exists()
    frames = decoded(tmp_path / "a.mp4").reshape(-1, 48, 64, 3)
    assert len(frames) == len(COLOURS)
    for frame, colour in zip(frames, COLOURS, strict=True):
        assert np.abs(frame.astype(int) - colour).max() <= 5
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_without_ffmpeg_one_sentence_says_how_to_add_it(monkeypatch):
    monkeypatch.setattr(mp4, "find_spec", lambda _name: None)
    with pytest.raises(InvalidValueError) as refusal:
        mp4.check_mp4((64, 48))
    command = install_command("imageio-ffmpeg")
    assert told(refusal.value) == f"an MP4 needs imageio-ffmpeg: {command} adds it."


def test_a_film_that_is_given_up_leaves_the_older_one(tmp_path):
    (tmp_path / "a.mp4").write_text("older")
    writer = Mp4Writer(tmp_path / "a.mp4", 10)
    writer.add(plain(COLOURS[0]))
    with pytest.raises(ValueError, match="as the frames before it"):
        writer.add(plain(COLOURS[0], (32, 48)))
    writer.abort()
    writer = Mp4Writer(tmp_path / "a.mp4", 10)
    writer.add(plain(COLOURS[0]))
    writer.abort()
    with pytest.raises(ValueError, match="has ended"):
        writer.add(plain(COLOURS[0]))
    with pytest.raises(ValueError, match="no frame"), Mp4Writer(tmp_path / "a.mp4", 10):
        pass
    assert (tmp_path / "a.mp4").read_text() == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_an_encoder_that_fails_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("gan_desktop.recording.mp4._COLOURS", ("-no-such-option", "1"))
    writer = Mp4Writer(tmp_path / "a.mp4", 10)

    def film() -> None:
        for _ in range(200):
            writer.add(plain(COLOURS[0], (640, 640)))
        writer.close()

    with pytest.raises(OSError, match="could not be written") as failure:
        film()
    assert "ffmpeg" not in str(failure.value).lower()
    assert writer._process.stdin.closed
    assert not list(tmp_path.iterdir())
