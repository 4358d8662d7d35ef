"""Snapshots with all the layers that their pictures show."""

from dataclasses import replace

import numpy as np

from gan_desktop.app.exports.job import ExportJob
from gan_desktop.app.exports.repetition import Repetition, steps_to
from gan_desktop.core.layers import LayerRequest
from gan_desktop.core.snapshot import Snapshot


class Seen:
    """Computes what was not stored: a layer is stored only while it is on, if there is time.

    The networks at a step come from training on from the nearest stored state.
    """

    def __init__(self, job: ExportJob) -> None:
        self._job = job
        self._repetition = Repetition(job)
        self._told = False

    def needed(self) -> bool:
        """Whether a picture may need the networks."""
        return self._job.order.choice.request((0.0, 1.0, 0.0, 1.0)) is not None

    def total(self, last: int) -> int:
        """Steps to be trained up to the last snapshot, at most."""
        return steps_to(self._job, last) if self.needed() else 0

    def whole(self, snapshot: Snapshot) -> Snapshot:
        """A snapshot with its layers. Raises as `Repetition.at`."""
        if not self.needed():
            return snapshot
        request = self._job.order.choice.request(self._job.studio.region)
        if request is None or request.keys <= snapshot.layers.keys():
            return snapshot
        return self._computed(snapshot, request)

    def _computed(self, snapshot: Snapshot, request: LayerRequest) -> Snapshot:
        trainer = self._repetition.at(snapshot.step)
        again = trainer.snapshot(len(snapshot.fake), ())
        if not self._told and not np.array_equal(again.fake, snapshot.fake):
            self._told = True
            self._job.notes.append(
                f"Layers: they are those of a repetition of the run, whose points at step "
                f"{snapshot.step:,} are not quite the stored ones (another machine, or version)."
            )
        return replace(snapshot, layers={**snapshot.layers, **trainer.layers(snapshot, request)})
