"""`Series`: one measure over the steps of a run, in bounded memory."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_NONE = float("nan")


class Series:
    """(step, value) pairs, append-only; a value that is NaN was measured and not available.

    What was measured is kept in groups of `stride` in a row, each by one row: its first value, or
    NaN when it has none; the latest measurement is always there beside them. When `capacity` is
    reached, groups are joined in pairs and the stride doubles: memory stays flat, and the whole
    run stays visible, evenly, at half the resolution. That something was not available between
    two values outlives the thinning, so that no line is drawn across it.
    """

    def __init__(self, capacity: int) -> None:
        if capacity < 3:
            raise ValueError(f"a series of {capacity} is too short to be thinned")
        self._capacity = capacity
        self._steps = np.empty(capacity)
        self._values = np.empty(capacity)
        # A step at which the measure was not available, since the row before; NaN if none is known.
        self._gaps = np.empty(capacity)
        self.clear()

    def clear(self) -> None:
        """Start over, for a new run."""
        self._count = 0  # rows, the latest measurement not among them
        self._stride = 1
        self._in_group = 0  # measurements in the last row's group; 0 when it is complete
        self._latest: tuple[float, float] | None = None
        self._gap = _NONE  # as in `_gaps`, of the row to come

    def __len__(self) -> int:
        return self._count + (self._latest is not None)

    @property
    def last_step(self) -> float | None:
        """Step of the latest measurement."""
        return None if self._latest is None else self._latest[0]

    def append(self, step: float, value: float) -> None:
        """Add a measurement; a step that is there already (the last one) is corrected instead."""
        if self._latest is not None and self._latest[0] != step:
            self._settle(*self._latest)
        self._latest = (step, value)

    def curve(self) -> tuple[Floats, Floats]:
        """Copies of steps and values; NaN where the measure was not available."""
        steps, values, gaps = (
            column[: self._count] for column in (self._steps, self._values, self._gaps)
        )
        if self._latest is not None:
            step, value = self._latest
            steps, values = np.append(steps, step), np.append(values, value)
            gaps = np.append(gaps, self._gap)
        wanted = ~np.isnan(gaps)
        places = np.flatnonzero(wanted)
        return np.insert(steps, places, gaps[wanted]), np.insert(values, places, np.nan)

    def _settle(self, step: float, value: float) -> None:
        """Put what was the latest into its group."""
        if self._in_group == 0 and self._count == self._capacity - 1:
            self._halve()
        last = self._count - 1
        if self._in_group == 0:
            self._add(step, value)
        elif np.isnan(self._values[last]):
            if not np.isnan(value):
                # The first value of its group; that there was none before is remembered.
                self._gaps[last] = self._steps[last]
                self._steps[last], self._values[last] = step, value
        elif np.isnan(value):
            self._gap = step
        self._in_group = (self._in_group + 1) % self._stride

    def _add(self, step: float, value: float) -> None:
        self._steps[self._count] = step
        self._values[self._count] = value
        self._gaps[self._count] = self._gap
        self._gap = _NONE
        self._count += 1

    def _halve(self) -> None:
        """Join groups in pairs: of two rows the first with a value stays, else the first."""
        even = self._count // 2 * 2
        first, second = slice(0, even, 2), slice(1, even, 2)
        steps, values, gaps = self._steps, self._values, self._gaps
        empty, other_empty = np.isnan(values[first]), np.isnan(values[second])
        later = empty & ~other_empty
        # What a row that goes knew of gaps is for the row behind it.
        passed = np.where(other_empty, steps[second], gaps[second])
        passed = np.where(empty, np.nan, passed)
        before = np.where(np.isnan(gaps[first]), np.append(np.nan, passed[:-1]), gaps[first])
        joined = (
            np.where(later, steps[second], steps[first]),
            np.where(later, values[second], values[first]),
            np.where(later, steps[first], before),
        )
        rest = even // 2
        ends: tuple[np.float64, ...] = ()
        if self._count > even:
            # Half a group of the new stride: it goes on with what is measured next.
            ends = (steps[even], values[even], passed[-1] if np.isnan(gaps[even]) else gaps[even])
            self._in_group = self._stride
            self._count = rest + 1
        else:
            self._gap = float(passed[-1]) if np.isnan(self._gap) else self._gap
            self._count = rest
        for column, kept in zip((steps, values, gaps), joined, strict=True):
            column[:rest] = kept
        for column, end in zip((steps, values, gaps), ends, strict=False):
            column[rest] = end
        self._stride *= 2


def known_at(steps: Floats, values: Floats, step: float) -> float:
    """The value of the last of the (ascending) steps up to `step`; NaN where there is none."""
    place = int(np.searchsorted(steps, step, side="right"))
    return float(values[place - 1]) if place else _NONE


def nearest(steps: Floats, step: float) -> int:
    """Index of the step (of ascending ones, at least one) that is nearest; the earlier of two."""
    after = min(int(np.searchsorted(steps, step)), len(steps) - 1)
    before = max(after - 1, 0)
    return before if step - steps[before] <= steps[after] - step else after
