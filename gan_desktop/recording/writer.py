"""`FrameWriter`: the one interface of everything that turns frames into a file."""

from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]

MAX_SIDE_PX = 16_384


class FrameWriter(Protocol):
    """Frames in, one complete file out; nothing under the final name before `close`.

    Leaving a `with` block closes the writer; leaving it by an exception aborts it.
    """

    def add(self, frame: Frame) -> None:
        """Append one (H, W, 3) RGB frame; it is copied, so the caller may draw into it again.

        Raises:
            ValueError: one sentence: not such an array, another size than the frames before,
                or the writer has ended.
            OSError: the file could not be written; the writer has then been aborted.
        """

    def close(self) -> None:
        """Complete the file under its final name; does nothing when the writer has ended.

        Raises:
            ValueError: no frame was added; nothing is left.
            OSError: the file could not be written; nothing is left, an older file is untouched.
        """

    def abort(self) -> None:
        """Leave the folder as it was; does nothing when the writer has ended."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()


def check_frame(frame: Frame, earlier: Frame | None) -> None:
    """Raise ValueError with one sentence unless `frame` can follow `earlier` (None: the first)."""
    if frame.dtype != np.uint8:
        raise ValueError(f"Frame: values of type {frame.dtype}; allowed: uint8.")
    if frame.ndim != 3 or frame.shape[2] != 3:
        raise ValueError(f"Frame: shape {frame.shape}; allowed: (height, width, 3).")
    height, width, _ = frame.shape
    if not (1 <= height <= MAX_SIDE_PX and 1 <= width <= MAX_SIDE_PX):
        raise ValueError(
            f"Frame: {width} x {height} pixels; allowed: 1 to {MAX_SIDE_PX:,} on each side."
        )
    if earlier is not None and frame.shape != earlier.shape:
        raise ValueError(
            f"Frame: {width} x {height} pixels; allowed: {earlier.shape[1]} x {earlier.shape[0]}, "
            "as the frames before it."
        )
