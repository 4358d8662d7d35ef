"""What the window, a recording and the run's file are given of a run, and when."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from gan_desktop.app.bursts import Bursts
from gan_desktop.app.layer_duty import LayerDuty
from gan_desktop.app.measuring import RunMeasuring
from gan_desktop.app.messages import LossRow, Update
from gan_desktop.app.recording_duty import RecordingDuty
from gan_desktop.app.run_storing import RunStoring
from gan_desktop.core.snapshot import Snapshot

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

# Losses kept for a window that does not draw; older ones are dropped.
MAX_PENDING_LOSSES = 4096


class Delivery:
    """Builds a snapshot only when the window has drawn the last one, or something keeps it.

    A slow window skips frames, it never queues them. What must be shown (a pause, a step) is owed
    to it until it has drawn the last one.

    Args:
        update: called with what the window is to draw; answered by `acknowledge`.
        bursts: whether it trains, and how fast.
        measuring, layers: what snapshots hold beside their points.
        recording, storing: what keeps snapshots.
    """

    def __init__(
        self,
        update: Callable[[Update], None],
        bursts: Bursts,
        measuring: RunMeasuring,
        layers: LayerDuty,
        recording: RecordingDuty,
        storing: RunStoring,
    ) -> None:
        self._update, self._bursts = update, bursts
        self._measuring, self._layers = measuring, layers
        self._recording, self._storing = recording, storing
        self._losses: deque[LossRow] = deque(maxlen=MAX_PENDING_LOSSES)
        self._trainer: GanTrainer | None = None
        self._awaiting = False
        self._owed = self._owed_whole = self._owed_recorded = False

    def begin(self, trainer: "GanTrainer") -> None:
        """A run begins."""
        self._trainer = trainer

    def end(self) -> None:
        """The run is over; nothing of it is delivered any more."""
        self._trainer = None
        self._awaiting = False
        self._forget_debt()
        self._losses.clear()

    def note_losses(self) -> None:
        """The losses of the present step belong to the curves."""
        if self._trainer is not None and self._trainer.losses is not None:
            row = LossRow(self._trainer.steps_done, *self._trainer.losses)
            self._losses.append(row)
            self._storing.add_losses(row)

    @property
    def ready(self) -> bool:
        """Whether the window has drawn the last snapshot."""
        return not self._awaiting

    def acknowledge(self) -> None:
        """The window has drawn the last snapshot: it gets what is owed to it."""
        self._awaiting = False
        if self._owed:
            self._publish(shown=True, whole=self._owed_whole, recorded=self._owed_recorded)

    def show(self, whole: bool = False) -> None:
        """Show where the run stands, as soon as the window is ready; with all metrics if `whole`.

        What keeps snapshots gets one now.
        """
        if self._trainer is None:
            return
        if not self.ready:
            self._owed = self._owed_recorded = True
            self._owed_whole = self._owed_whole or whole
        if self.ready or self._kept:
            self._publish(shown=self.ready, whole=whole, recorded=True)

    def refresh(self, at_interval: bool) -> None:
        """Training passes a step that may be shown.

        A recording has those `at_interval` alone: its frames do not depend on how fast the run is
        watched.
        """
        # It is shown when the window is ready; the next step may be a second away.
        self._owed = self._owed or (self._awaiting and self._bursts.limited)
        if self.ready or (self._kept and at_interval):
            self._publish(shown=self.ready, whole=False, recorded=at_interval)

    @property
    def _kept(self) -> bool:
        """Whether a snapshot goes elsewhere than to the window."""
        return self._recording.active or self._storing.active

    def _publish(self, shown: bool, whole: bool, recorded: bool) -> None:
        """In the middle of a step a snapshot is for the window alone, and not measured."""
        trainer = self._trainer
        if trainer is None:
            return
        still, midway = not self._bursts.running, trainer.in_step
        if shown and not midway:
            snapshot = self._measuring.snapshot(trainer, still, whole)
        else:
            snapshot = trainer.snapshot(metrics=())
        snapshot = self._layers.added(trainer, snapshot, free=still)
        if not midway:
            if recorded:
                self._recording.add(snapshot)
            self._storing.add(snapshot)
        if shown:
            self._send(snapshot, still)

    def _send(self, snapshot: Snapshot, still: bool) -> None:
        self._forget_debt()
        self._awaiting = True
        rate = 0.0 if still else self._bursts.rate.per_second
        judgement = self._measuring.judgement(wanted=still)
        share = self._measuring.budget.share
        update = Update(snapshot, tuple(self._losses), rate, judgement, share)
        self._losses.clear()
        self._update(update)

    def _forget_debt(self) -> None:
        self._owed = self._owed_whole = self._owed_recorded = False
