"""What the curves show: measures by step, in bounded memory."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray


class History:
    """Rows of (step, values), append-only; NaN marks what was not measured at a step.

    When `capacity` rows are reached every second one is dropped, and from then on every second
    new one: memory stays flat and the whole run stays visible, evenly, at half the resolution.
    The latest row is always there.
    """

    def __init__(self, keys: Iterable[str], capacity: int = 8192) -> None:
        self._keys = tuple(keys)
        self._rows = np.full((capacity, 1 + len(self._keys)), np.nan)
        self.clear()

    def __len__(self) -> int:
        return self._count

    def clear(self) -> None:
        """Start over, for a new run."""
        self._count = 0
        self._appended = 0
        self._stride = 1

    def append(self, step: int, values: Mapping[str, float]) -> None:
        """Add a row; a step that is there already (the last one) is completed instead."""
        if self._count and self._rows[self._count - 1, 0] == step:
            row = self._rows[self._count - 1]
        else:
            if (self._appended - 1) % self._stride:
                self._count -= 1  # the latest row was there for its own sake: its turn is over
            elif self._count == len(self._rows):
                kept = self._rows[::2].copy()
                self._rows[: len(kept)] = kept
                self._count = len(kept)
                self._stride *= 2
            self._appended += 1
            row = self._rows[self._count]
            row[:] = np.nan
            row[0] = step
            self._count += 1
        for column, key in enumerate(self._keys, start=1):
            if key in values:
                row[column] = values[key]

    def curve(self, key: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Steps and values of one measure, without the gaps."""
        rows = self._rows[: self._count]
        values = rows[:, 1 + self._keys.index(key)]
        known = ~np.isnan(values)
        return rows[known, 0], values[known]
