"""What the curves show: measures by step, in bounded memory."""

import math
from collections.abc import Iterable, Mapping

from gan_desktop.core.series import Floats, Series, known_at

Curves = Mapping[str, tuple[Floats, Floats]]


class History:
    """One `Series` for each key: a measure that is taken seldom is thinned for itself alone.

    Keys that are absent from what is appended were not measured at that step; NaN says that they
    were, and had no value (n/a).
    """

    def __init__(self, keys: Iterable[str], capacity: int = 8192) -> None:
        self._series = {key: Series(capacity) for key in keys}

    def __len__(self) -> int:
        """Rows of the measure that has most."""
        return max(map(len, self._series.values()), default=0)

    @property
    def last_step(self) -> float | None:
        """The latest step at which anything was measured."""
        steps = [series.last_step for series in self._series.values()]
        return max((step for step in steps if step is not None), default=None)

    def clear(self) -> None:
        """Start over, for a new run."""
        for series in self._series.values():
            series.clear()

    def append(self, step: int, values: Mapping[str, float]) -> None:
        """Add what was measured at a step; what is there of it already is corrected."""
        for key, value in values.items():
            series = self._series.get(key)
            if series is not None:
                series.append(step, value)

    def curve(self, key: str) -> tuple[Floats, Floats]:
        """Copies of steps and values of one measure; NaN where it was not available."""
        try:
            return self._series[key].curve()
        except KeyError:
            raise ValueError(f"'{key}' is not in the history") from None

    def latest(self, key: str, step: float = math.inf) -> float | None:
        """The last value of one measure up to a step, None where it has none."""
        value = known_at(*self.curve(key), step)
        return None if math.isnan(value) else value

    def curves(self) -> Curves:
        """Copies of all of them: they stay as they are while the run goes on."""
        return {key: series.curve() for key, series in self._series.items()}
