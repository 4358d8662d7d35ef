"""A GIF file, streamed: one colour table, only what changed of each frame, flat memory."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.GifImagePlugin import getdata, getheader

from gan_desktop.core.files import NewFile
from gan_desktop.recording.palette import GrowingPalette, Indices
from gan_desktop.recording.writer import Frame, FrameWriter, check_frame

UNIT_MS = 10
# Browsers show a frame of 10 ms for 100 ms.
MIN_FRAME_MS = 20
MAX_FRAME_MS = 600_000
# What the application holds the last frame for: it is the result.
LAST_FRAME_MS = 2000
# A frame's delay has 16 bits. Cutting a longer one at half of them never leaves a tiny rest.
_MAX_DELAY_MS = 65_535 * UNIT_MS
_CUT_MS = 32_000 * UNIT_MS
_MAX_LOOP = 65_535
# Leave the picture as it is when the next frame is drawn over a part of it.
_KEEP = 1
_TRAILER = b";"


@dataclass
class _Shown:
    """The last picture, of which a part is not written yet: its duration may still grow.

    Attributes:
        picture: (H, W, 3) RGB, our own copy.
        offset: x, y of the part that changed, in px.
        indices: (h, w) that part.
        duration_ms: how long it is shown so far.
    """

    picture: Frame
    offset: tuple[int, int]
    indices: Indices
    duration_ms: int


class GifWriter(FrameWriter):
    """Streams frames into a GIF with one colour table.

    Equal neighbours become one longer frame, so the total duration is that of all frames, and
    their count may be smaller. Each colour is within a few units of what was added as long as
    255 colours can do that (see `GrowingPalette`).
    """

    def __init__(
        self,
        path: Path,
        *,
        frame_ms: int = 100,
        loop: int = 0,
        last_frame_ms: int | None = None,
    ) -> None:
        """Create the part file.

        Args:
            path: the final name; an older file is replaced at `close`.
            frame_ms: how long a frame is shown, in ms; a multiple of 10, 20 at least.
            loop: how often the animation is repeated; 0 means for ever.
            last_frame_ms: the same for the last frame; None means `frame_ms`.

        Raises:
            ValueError: one sentence on the duration or the loop.
            OSError: the folder is missing or not writable.
        """
        self._frame_ms = _checked_ms("Frame duration", frame_ms)
        self._last_ms = (
            frame_ms
            if last_frame_ms is None
            else _checked_ms("Duration of the last frame", last_frame_ms)
        )
        if not 0 <= loop <= _MAX_LOOP:
            raise ValueError(f"Loop: {loop}; allowed: 0 (for ever) to {_MAX_LOOP:,}.")
        self._loop = loop
        self._path = path
        self._palette = GrowingPalette()
        self._shown: _Shown | None = None
        self._ended = False
        self._new = NewFile(path)
        self._file = self._new.file

    def add(self, frame: Frame) -> None:
        """Append one frame; see `FrameWriter.add`."""
        if self._ended:
            raise ValueError("Frame: the recording has ended.")
        check_frame(frame, self._shown.picture if self._shown else None)
        try:
            self._add(frame)
        except BaseException:
            self.abort()
            raise

    def close(self) -> None:
        """Complete the file; see `FrameWriter.close`."""
        if self._ended:
            return
        try:
            shown = self._shown
            if shown is None:
                raise ValueError(f"{self._path.name}: not written, there is no frame to write.")
            shown.duration_ms += self._last_ms - self._frame_ms
            self._write_part(shown)
            self._file.write(_TRAILER)
            self._file.seek(0)
            self._write_header(shown.picture)
            self._new.commit()
        except BaseException:
            self.abort()
            raise
        self._end()

    def abort(self) -> None:
        """Remove the part file; see `FrameWriter.abort`."""
        if self._ended:
            return
        self._end()
        self._new.abort()

    def _end(self) -> None:
        self._ended = True
        self._shown = None

    def _add(self, frame: Frame) -> None:
        shown = self._shown
        if shown is None:
            self._write_header(frame)
            indices = self._palette.indices(frame)
            self._shown = _Shown(frame.copy(), (0, 0), indices, self._frame_ms)
            return
        box = _changed_box(shown.picture, frame)
        if box is None:
            shown.duration_ms += self._frame_ms
            return
        self._write_part(shown)
        rows, columns = box
        changed = frame[rows, columns]
        shown.picture[rows, columns] = changed
        shown.offset = (columns.start, rows.start)
        shown.indices = self._palette.indices(changed)
        shown.duration_ms = self._frame_ms

    def _write_header(self, picture: Frame) -> None:
        """At the start, and over it again at the end, when the colour table is known."""
        height, width, _ = picture.shape
        image = Image.new("P", (width, height))
        # The table always has its full length, and so has the header.
        blocks, _ = getheader(image, palette=self._palette.table, info={"loop": self._loop})
        self._file.writelines(blocks)

    def _write_part(self, shown: _Shown) -> None:
        indices, rest_ms = shown.indices, shown.duration_ms
        while rest_ms > _MAX_DELAY_MS:
            self._write_image(shown.offset, indices, _CUT_MS)
            rest_ms -= _CUT_MS
            indices = indices[:1, :1]  # the same pixel once more: only time passes
        self._write_image(shown.offset, indices, rest_ms)

    def _write_image(self, offset: tuple[int, int], indices: Indices, duration_ms: int) -> None:
        image = Image.fromarray(indices)
        self._file.writelines(getdata(image, offset, duration=duration_ms, disposal=_KEEP))


def _checked_ms(name: str, value: int) -> int:
    if not MIN_FRAME_MS <= value <= MAX_FRAME_MS or value % UNIT_MS:
        raise ValueError(
            f"{name}: {value} ms; allowed: a multiple of {UNIT_MS} ms "
            f"from {MIN_FRAME_MS} to {MAX_FRAME_MS:,} ms."
        )
    return value


def _changed_box(before: Frame, after: Frame) -> tuple[slice, slice] | None:
    """The smallest (rows, columns) that hold all differing pixels, or None."""
    changed = (before != after).reshape(len(before), -1)
    rows = np.flatnonzero(changed.any(axis=1))
    if not rows.size:
        return None
    columns = np.flatnonzero(changed.any(axis=0)) // 3  # three values a pixel
    return _span(rows), _span(columns)


def _span(positions: NDArray[np.intp]) -> slice:
    return slice(int(positions[0]), int(positions[-1]) + 1)
