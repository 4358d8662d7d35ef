"""An MP4 file, streamed through ffmpeg (the extra `mp4`)."""

import struct
from collections.abc import Generator
from contextlib import suppress
from errno import EIO
from importlib.util import find_spec
from inspect import getgeneratorlocals
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import commit, part_file
from gan_desktop.core.installing import install_command
from gan_desktop.core.words import Text
from gan_desktop.recording.writer import Frame, FrameWriter, check_frame

if TYPE_CHECKING:
    import subprocess

# Constant quality of x264, 0 (lossless) to 51; its default of 23 blurs marks of a few px.
QUALITY = 20
# Size and type of a box of the file, and its size where it needs 64 bits.
_BOX = struct.Struct(">I4sQ")
_LONG = 1
# RGB is turned into what the file says it holds: without both, players guess from the size, and
# reds and blues of small films come out wrong.
_COLOURS = (
    "-vf",
    ",".join(
        (
            "scale=out_color_matrix=bt709:out_range=tv",
            "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv",
        )
    ),
)


def check_mp4(size: tuple[int, int]) -> None:
    """Find out whether a film can be made.

    Args:
        size: width and height in px.

    Raises:
        InvalidValueError: ffmpeg is not there, or the size is odd.
    """
    if find_spec("imageio_ffmpeg") is None:
        raise InvalidValueError(
            Text(
                "an MP4 needs imageio-ffmpeg: {command} adds it.",
                command=install_command("imageio-ffmpeg"),
            )
        )
    width, height = size
    if width % 2 or height % 2:
        raise InvalidValueError(
            Text(
                "an MP4 of {width}x{height} is not possible; allowed: even width and height",
                width=width,
                height=height,
            )
        )


class Mp4Writer(FrameWriter):
    """Frames into H.264 (yuv420p, which every player knows); memory stays flat."""

    def __init__(self, path: Path, fps: int) -> None:
        """Create the part file.

        Args:
            path: the final name; an older file is replaced at `close`.
            fps: frames a second.

        Raises:
            OSError: the folder is missing or not writable.
        """
        self._path, self._fps = path, fps
        self._first: Frame | None = None
        self._ended = False
        self._encoder: Generator[None, Any, None] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._part = part_file(path)

    def add(self, frame: Frame) -> None:
        """Append one frame; see `FrameWriter.add`."""
        if self._ended:
            raise ValueError("Frame: the recording has ended.")
        check_frame(frame, self._first)
        try:
            if self._encoder is None:
                self._first = frame.copy()
                self._encoder = self._started(frame)
            self._encoder.send(np.ascontiguousarray(frame))
        except BaseException as error:
            self.abort()
            if isinstance(error, OSError):
                raise self._failed() from error
            raise

    def close(self) -> None:
        """Complete the file; see `FrameWriter.close`."""
        if self._ended:
            return
        try:
            if self._encoder is None:
                raise ValueError(f"{self._path.name}: not written, there is no frame to write.")
            self._encoder.close()
            # It ends in good order where the disk was full, too.
            if self._process is None or self._process.returncode or not _is_whole(self._part):
                raise self._failed()
            commit(self._part, self._path)
        except BaseException:
            self.abort()
            raise
        self._ended = True

    def abort(self) -> None:
        """Remove the part file; see `FrameWriter.abort`."""
        if self._ended:
            return
        self._ended = True
        if self._encoder is not None:
            with suppress(OSError):  # what could not be written is not wanted any more
                self._encoder.close()
        if self._process is not None and self._process.stdin is not None:
            # imageio-ffmpeg leaves it open where ffmpeg has ended by itself.
            with suppress(OSError):
                self._process.stdin.close()
        self._part.unlink(missing_ok=True)

    def _started(self, frame: Frame) -> Generator[None, Any, None]:
        from imageio_ffmpeg import write_frames

        height, width, _ = frame.shape
        encoder: Generator[None, Any, None] = write_frames(
            self._part,
            (width, height),
            fps=self._fps,
            codec="libx264",
            quality=None,
            macro_block_size=1,
            ffmpeg_log_level="quiet",
            output_params=["-crf", str(QUALITY), *_COLOURS, "-movflags", "+faststart", "-f", "mp4"],
        )
        encoder.send(None)
        self._process = getgeneratorlocals(encoder)["p"]
        return encoder

    def _failed(self) -> OSError:
        return OSError(EIO, "the film could not be written (is the disk full?)", str(self._path))


def _is_whole(path: Path) -> bool:
    """Whether a file is MP4 boxes from its beginning to its end, with the index that players need.

    ISO/IEC 14496-12, 4.2: each box begins with its size and its type.
    """
    found, place, size = set(), 0, path.stat().st_size
    with path.open("rb") as file:
        while place < size:
            file.seek(place)
            length, kind, long = _BOX.unpack(file.read(_BOX.size).ljust(_BOX.size, b"\0"))
            found.add(kind)
            place += long if length == _LONG else max(length, 8)
    return place == size and {b"ftyp", b"moov", b"mdat"} <= found
