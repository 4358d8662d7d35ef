"""Observes a stored run so that it can be judged at any of its steps; a piece at a time."""

from collections.abc import Iterable
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import Event, trains_otherwise
from gan_desktop.core.history import History
from gan_desktop.core.metrics import METRICS, Cost, noise_floor
from gan_desktop.core.series import nearest
from gan_desktop.core.verdict import Observation
from gan_desktop.core.verdict.judged import ObservedRun
from gan_desktop.store.run_file import RunReader

# Snapshots that verdicts are made from, evenly: of what was trained last, and of what was before.
MOST_OBSERVED = 200
# Says at which steps the run was measured.
_ALWAYS = "high_quality"


class RunObserving:
    """Reads a few hundred snapshots of a run, a few milliseconds each; then the noise floor.

    Args:
        reader: of the run; it stays open until all is done.
        events, history: what was read of it already.
    """

    def __init__(self, reader: RunReader, events: Iterable[Event], history: History) -> None:
        self._reader = reader
        self._begins, self._target_since, self._config = _phases(reader.config, events)
        measured, _ = history.curve(_ALWAYS)
        last = measured >= self._begins[-1]
        wanted = np.concatenate([_evenly(measured[~last]), _evenly(measured[last])])
        self._waiting = [int(step) for step in wanted[::-1]]
        self._steps = reader.steps.astype(float)
        self._found: list[Observation] = []
        # Of the latest snapshot that was read.
        self._points = 0

    def advance(self) -> bool:
        """Read one more snapshot; False when there is none left.

        A damaged one is left out: the others can be judged, and the damage is told when its
        moment is looked at.

        Raises:
            OSError: the file cannot be read.
        """
        if not self._waiting:
            return False
        index = nearest(self._steps, self._waiting.pop())
        with suppress(InvalidValueError):
            snapshot = self._reader.snapshot(index)
            self._found.append(Observation.of(snapshot))
            self._points = len(snapshot.real)
        return bool(self._waiting)

    def result(self) -> ObservedRun:
        """What was found; makes the noise floor, which takes half a second the first time."""
        if not self._found:
            return ObservedRun(())
        display = self._config.display
        (x_low, x_high), (y_low, y_high) = display.x_limits, display.y_limits
        floor = noise_floor(
            self._config.target,
            self._points,
            METRICS.of(Cost.CHEAP),
            x_limits=(x_low, x_high),
            y_limits=(y_low, y_high),
        )
        return ObservedRun(tuple(self._found), self._begins, self._target_since, floor)


def _evenly(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(steps):
        return steps
    places = np.linspace(0, len(steps) - 1, MOST_OBSERVED).round().astype(int)
    return np.asarray(steps[np.unique(places)])


def _phases(
    config: ExperimentConfig, events: Iterable[Event]
) -> tuple[tuple[int, ...], int, ExperimentConfig]:
    """First steps of what is judged by itself; that of the last target; the config at the end.

    A snapshot of the very step of a change may still be of before it.
    """
    begins, target_since = [0], 0
    for event in events:
        if trains_otherwise(config, event.config):
            begins.append(event.step + 1)
        if config.target != event.config.target:
            target_since = event.step + 1
        config = event.config
    return tuple(begins), target_since, config
