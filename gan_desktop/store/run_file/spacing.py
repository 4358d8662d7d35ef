"""Which states of a run are kept: a bounded number of them, evenly spaced."""

FIRST_INTERVAL = 500
MOST_STATES = 32
MOST_BYTES = 128 << 20
# Such as cannot be made again by training on from an earlier one.
MOST_PINNED = 8


class StateSpacing:
    """Keeps about one state in every `interval` steps, and doubles it when they become too many.

    A state costs the same whatever the run's length is, so their number is bounded (32), and so
    are their bytes (128 MiB): of each two neighbours one goes, the first and the latest stay. A
    state of more than half of those bytes is not stored at all: such a run is trained again from
    its beginning.

    Attributes:
        interval: in steps; the next state is due in the next interval.
    """

    def __init__(
        self, interval: int = FIRST_INTERVAL, most: int = MOST_STATES, most_bytes: int = MOST_BYTES
    ) -> None:
        self.interval = interval
        self._most, self._most_bytes = most, most_bytes
        self._sizes: dict[int, int] = {}
        self._pinned: list[int] = []

    def fits(self, size: int) -> bool:
        """Whether a state of so many bytes is stored."""
        return size <= self._most_bytes // 2

    def add(self, step: int, size: int, pinned: bool = False) -> tuple[int, ...]:
        """Note a state that is stored now, after all others; returns the steps of those to remove.

        Args:
            step: of the state; one of the same step is replaced by it.
            size: its bytes.
            pinned: it holds what training on from an earlier one would not give.
        """
        self._sizes[step] = size
        if pinned:
            self._pinned = [*(p for p in self._pinned if p != step), step][-MOST_PINNED:]
        removed: list[int] = []
        while self._too_many():
            self.interval *= 2
            going = self._crowded(step)
            for each in going:
                del self._sizes[each]
            removed += going
            if not going and self.interval > step:
                break
        return tuple(removed)

    def _too_many(self) -> bool:
        return len(self._sizes) > self._most or sum(self._sizes.values()) > self._most_bytes

    def _crowded(self, latest: int) -> list[int]:
        """All but the first state of each interval."""
        going, last = [], None
        for step in sorted(self._sizes):
            place = step // self.interval
            if place == last and step != latest and step not in self._pinned:
                going.append(step)
            last = place
        return going
