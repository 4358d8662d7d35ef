"""`ExportJob`: the part of a run that is exported, and how far that is."""

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gan_desktop.app.exports.order import ExportOrder
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.layers import Region
from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.series import nearest
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.words import Text
from gan_desktop.recording.writer import Frame
from gan_desktop.store.run_file import RunReader

# Panels of a strip whose steps nobody chose.
USUAL_PANELS = 5


class CancelledError(Exception):
    """The person does not want it any more."""


class Studio(Protocol):
    """Draws snapshots, in the clean light style; made by the layer above.

    Attributes:
        region: the part of the plane that pictures show.
    """

    @property
    def region(self) -> Region:
        """See the class."""

    def frame(self, snapshot: Snapshot) -> Frame:
        """A picture of it, (height, width, 3) RGB."""

    def picture(self, kind: str, snapshot: Snapshot) -> bytes:
        """A file with a picture of it; `kind` is png, svg or pdf. Raises InvalidValueError."""

    def strip(self, kind: str, snapshots: list[Snapshot]) -> bytes:
        """The same with all of them side by side, and the target at the right."""

    def close(self) -> None:
        """Give back what it draws with."""


class ExportJob:
    """One export under way.

    Attributes:
        order: what is wanted.
        reader: the run.
        indices: of the snapshots in the range, ascending; at least one.
        moment: index of the snapshot that a single picture shows.
        step: where weights and a script are made: the chosen step itself, else the moment's.
        panels: indices of the snapshots that a strip shows.
        notes: sentences that the person should read.
        total: what `tick` counts up to; set before the work begins. It is an estimate: training a
            run again may take more steps than that, or fewer.
    """

    def __init__(
        self,
        order: ExportOrder,
        reader: RunReader,
        studio: Callable[[ExportOrder, DisplayConfig], Studio],
        progressed: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """Find the snapshots.

        Raises:
            InvalidValueError: a step is not within the run, or none is stored in the range.
        """
        self.order, self.reader = order, reader
        self.notes: list[str] = []
        self.total = 0
        self._done = 0
        self._make_studio = studio
        self._studio: Studio | None = None
        self._progressed, self._cancelled = progressed, cancelled
        self.indices = self._found()
        self.moment = int(self.indices[-1])
        self.panels = self._panels()
        self.step = int(self.reader.steps[self.moment])
        if len(order.at) == 1:
            (self.moment,), (self.step,) = self.panels, order.at

    @property
    def studio(self) -> Studio:
        """What draws; brought up for the first picture."""
        if self._studio is None:
            # One view for all pictures: a film whose axes jump shows nothing.
            shown = int(self.reader.steps[max(self.moment, *self.panels)])
            self._studio = self._make_studio(self.order, self.reader.config_at(shown).display)
        return self._studio

    def snapshots(self) -> Iterator[Snapshot]:
        """Those of the range, one after the other; each counts as one of the work."""
        for index in self.indices:
            yield self.reader.snapshot(int(index))
            self.tick()

    def tick(self, count: int = 1) -> None:
        """So much of the work is done. Raises CancelledError."""
        self._done += count
        self.total = max(self.total, self._done)
        self._progressed(self._done, self.total)
        self.check()

    def finish(self) -> None:
        """All of the work is done, also where it was less than estimated."""
        if self._done < self.total:
            self._progressed(self.total, self.total)

    def note(self, text: str) -> None:
        """Remember a sentence that the person should read; each is said once."""
        if text not in self.notes:
            self.notes.append(text)

    def note_moments(self) -> None:
        """Say of the chosen steps which others pictures show instead."""
        stored = self.reader.steps
        for step in self.order.at:
            shown = int(stored[self._inside[nearest(stored[self._inside].astype(float), step)]])
            if shown != step:
                self.note(
                    Text(
                        "Pictures: no snapshot is stored of step {step}; step {shown} is shown.",
                        step=f"{step:,}",
                        shown=f"{shown:,}",
                    )
                )

    def check(self) -> None:
        """Raise CancelledError if it is not wanted any more."""
        if self._cancelled():
            raise CancelledError

    @property
    def cancelled(self) -> bool:
        """Whether it is not wanted any more."""
        return self._cancelled()

    def close(self) -> None:
        """Give back what drew."""
        if self._studio is not None:
            self._studio.close()
            self._studio = None

    def _found(self) -> NDArray[np.intp]:
        steps, order = self.reader.steps, self.order
        name = self.reader.path.name
        if not len(steps):
            raise InvalidValueError(Text("{name}: no snapshot is stored in it yet", name=name))
        first = int(steps[0]) if order.first is None else order.first
        last = int(steps[-1]) if order.last is None else order.last
        for step in (first, last, *order.at):
            self._check_within(step)
        outside = [step for step in order.at if not first <= step <= last]
        if outside and first <= last:
            raise InvalidValueError(
                Text(
                    "{name}: step {step} is outside the steps {first} to {last}",
                    name=name,
                    step=f"{outside[0]:,}",
                    first=f"{first:,}",
                    last=f"{last:,}",
                )
            )
        inside = self._inside = np.flatnonzero((steps >= first) & (steps <= last))
        if first > last or not len(inside):
            raise InvalidValueError(
                Text(
                    "{name}: no snapshot is stored from step {first} to {last}",
                    name=name,
                    first=f"{first:,}",
                    last=f"{last:,}",
                )
            )
        chosen = inside[:: order.every]
        # The last one is the result.
        return chosen if chosen[-1] == inside[-1] else np.append(chosen, inside[-1])

    def _check_within(self, step: int) -> None:
        end = int(self.reader.steps[-1])
        if step > end:
            raise InvalidValueError(
                Text(
                    "{name}: step {step} is not stored; the last one is {end}",
                    name=self.reader.path.name,
                    step=f"{step:,}",
                    end=f"{end:,}",
                )
            )

    def _panels(self) -> tuple[int, ...]:
        wanted = np.linspace(0, len(self.indices) - 1, min(USUAL_PANELS, len(self.indices)))
        found = [int(self.indices[round(place)]) for place in wanted]
        if self.order.at:
            steps = self.reader.steps[self._inside].astype(np.float64)
            found = [int(self._inside[nearest(steps, step)]) for step in self.order.at]
        return tuple(sorted(set(found)))
