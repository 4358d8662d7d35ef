"""One PNG picture: of any frame, or of the last one of a recording."""

from pathlib import Path

import imageio.v3 as iio

from gan_desktop.core.files import write_bytes
from gan_desktop.recording.writer import Frame, FrameWriter, check_frame


def write_png(path: Path, frame: Frame) -> None:
    """Write one (H, W, 3) RGB frame to `path`, complete or not at all.

    Raises:
        ValueError: not such an array.
        OSError: the file could not be written; an older file is untouched.
    """
    check_frame(frame, None)
    write_bytes(path, iio.imwrite("<bytes>", frame, extension=".png", plugin="pillow"))


class StillWriter(FrameWriter):
    """A PNG picture of the last frame that was added, written at `close`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last: Frame | None = None
        self._ended = False

    def add(self, frame: Frame) -> None:
        """Remember a frame; see `FrameWriter.add`."""
        if self._ended:
            raise ValueError("Frame: the recording has ended.")
        check_frame(frame, self._last)
        self._last = frame.copy()

    def close(self) -> None:
        """Write the picture; see `FrameWriter.close`."""
        if self._ended:
            return
        last = self._last
        self.abort()
        if last is None:
            raise ValueError(f"{self._path.name}: not written, there is no frame to write.")
        write_png(self._path, last)

    def abort(self) -> None:
        """Forget the frame; see `FrameWriter.abort`."""
        self._ended = True
        self._last = None
