"""One colour table for a whole GIF, that grows as colours come."""

import numpy as np
from numpy.typing import NDArray

from gan_desktop.recording.writer import Frame

Indices = NDArray[np.uint8]

TABLE_SIZE = 256
# Entry 0 is no colour: it marks what the lookup table has not met yet.
_UNKNOWN = 0
# Colours are told apart by their upper 6 bits a channel: exact colours would bring thousands of
# new blends with every frame, for a difference of 3 in 255 that nobody sees.
_BITS = 6
_DROPPED = np.uint8(8 - _BITS)
# (entries in use, distance in RGB): as long as fewer are in use, a colour farther than this from
# all entries gets its own. The first frames cannot take what later frames may need.
_TOLERANCES = ((128, 6.0), (192, 12.0), (224, 20.0), (TABLE_SIZE, 32.0))
# A colour of at least this many of the new pixels is a surface, a mark or a line, not a blend at
# an edge: it is held to a quarter of the distance.
_COMMON_SHARE = 0.02
_COMMON_PIXELS = 32
_COMMON_FACTOR = 0.25
_CHUNK = 8192


class GrowingPalette:
    """Maps RGB to at most 255 colours; a colour that was mapped once is mapped so for ever.

    So a pixel that does not change keeps its index, and the table, which a GIF has at its
    start, is known only after the last frame: `table` is written over at the end.
    """

    def __init__(self) -> None:
        self._colors = np.zeros((TABLE_SIZE, 3), dtype=np.float32)
        self._used = 1
        self._lookup = np.full(1 << 3 * _BITS, _UNKNOWN, dtype=np.uint8)

    @property
    def table(self) -> bytes:
        """256 RGB triples."""
        return self._colors.astype(np.uint8).tobytes()

    def indices(self, frame: Frame) -> Indices:
        """(H, W) entries of the table for an (H, W, 3) frame."""
        cells = _joined(frame >> _DROPPED, _BITS)
        found = self._lookup.take(cells)
        unknown = found == _UNKNOWN
        if unknown.any():
            self._learn(frame[unknown])
            found = self._lookup.take(cells)
        return found

    def _learn(self, pixels: NDArray[np.uint8]) -> None:
        """Map the cells of (n, 3) new pixels: common colours first, then the worst fit first."""
        codes, counts = np.unique(_joined(pixels, 8), return_counts=True)
        order = np.argsort(-counts, kind="stable")
        codes, counts = codes[order], counts[order]
        parts = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)
        # The most frequent colour of a cell stands for it: flat surfaces stay exact.
        cells, first = np.unique(_joined(parts >> _DROPPED, _BITS), return_index=True)
        colors = parts[first].astype(np.float32)
        counts = counts[first]
        nearest, distances = self._nearest(colors)

        def add(position: int) -> None:
            self._colors[self._used] = colors[position]
            fresh = np.square(colors - colors[position]).sum(axis=1)
            closer = fresh < distances
            nearest[closer] = self._used
            distances[closer] = fresh[closer]
            self._used += 1

        common = counts >= max(_COMMON_PIXELS, _COMMON_SHARE * len(pixels))
        for position in np.flatnonzero(common):
            if distances[position] > (self._tolerance() * _COMMON_FACTOR) ** 2:
                add(int(position))
        worst = int(distances.argmax())
        while distances[worst] > self._tolerance() ** 2:
            add(worst)
            worst = int(distances.argmax())
        self._lookup[cells] = nearest

    def _nearest(
        self, colors: NDArray[np.float32]
    ) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """The nearest entry of each colour and its squared distance; infinite in an empty table."""
        nearest = np.full(len(colors), _UNKNOWN, dtype=np.uint8)
        distances = np.full(len(colors), np.inf, dtype=np.float32)
        entries = self._colors[1 : self._used]
        if len(entries):
            norms = np.square(entries).sum(axis=1)
            for start in range(0, len(colors), _CHUNK):  # bounds the memory of the product
                part = colors[start : start + _CHUNK]
                # |c - e|^2 without |c|^2, which is the same for all entries; whole numbers below
                # 2^24, so float32 is exact.
                best = (norms - 2 * part @ entries.T).argmin(axis=1)
                nearest[start : start + _CHUNK] = best + 1
                distances[start : start + _CHUNK] = np.square(part - entries[best]).sum(axis=1)
        return nearest, distances

    def _tolerance(self) -> float:
        """How far a colour may be from all entries; infinite when the table is full."""
        return next((far for entries, far in _TOLERANCES if self._used < entries), np.inf)


def _joined(channels: NDArray[np.uint8], bits: int) -> NDArray[np.uint32]:
    """(...) numbers that hold the three channels of (..., 3), `bits` of each."""
    joined = channels[..., 0].astype(np.uint32)
    for channel in (1, 2):
        joined <<= bits
        joined |= channels[..., channel]
    return joined
