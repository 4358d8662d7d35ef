"""How it trains: short bursts of the steps that are due, under a timer."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from gan_desktop.app.pacing import Pacer
from gan_desktop.core.rate import RateMeter

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer

# How long requests may wait for a burst of steps to end (one slow step can still take longer).
BURST_S = 0.01


class Bursts:
    """Decides how many steps are made in one turn of the event loop, and when the next turn is.

    Attributes:
        until: the step at which training rests by itself; 0 for none.
        rate: steps a second as they come.

    Args:
        timer: each of its timeouts is a turn; the owner calls `train`, and `end_turn` when all
            that the turn brought is done.
        trained: called with the seconds that each burst took.
    """

    def __init__(self, timer: QTimer, trained: Callable[[float], None]) -> None:
        self.until = 0
        self.rate = RateMeter()
        self._timer, self._trained = timer, trained
        self._pacer = Pacer()
        self._idle_since = 0.0
        # Whether `until` was asked for; otherwise the planned steps decide.
        self._asked = False

    @property
    def running(self) -> bool:
        """Whether it trains."""
        return self._timer.isActive()

    @property
    def limited(self) -> bool:
        """Whether steps have to wait, so that each can be watched."""
        return self._pacer.limited

    def aim(self, trainer: "GanTrainer", until: int | None) -> None:
        """Set `until`: the step that is asked for, or the planned one.

        Without an explicit step, a run that has passed its planned steps goes on without end.
        """
        planned = trainer.config.training.steps
        self._asked = until is not None
        self.until = until or (planned if trainer.steps_done < planned else 0)

    def plan_anew(self, trainer: "GanTrainer") -> None:
        """Take over planned steps that were changed while it trains towards them or past them."""
        planned = trainer.config.training.steps
        if not self._asked and (self.until or trainer.steps_done < planned):
            self.until = planned

    def start(self, trainer: "GanTrainer") -> None:
        """Train from the next turn of the event loop on."""
        self._restart_rate(trainer)
        self._pacer.restart()
        self._idle_since = time.monotonic()
        self._timer.start(0)

    def stop(self) -> None:
        """Train no longer."""
        self._timer.stop()

    def set_speed(self, rate: float, trainer: "GanTrainer | None") -> None:
        """Steps a second from now on; 0 for as many as there can be."""
        self._pacer.set_rate(rate)
        self._idle_since = time.monotonic()
        self._timer.setInterval(0)
        if trainer is not None:
            self._restart_rate(trainer)

    def reached(self, trainer: "GanTrainer") -> bool:
        """Whether it has trained as far as it was to."""
        return bool(self.until) and trainer.steps_done >= self.until

    @staticmethod
    def at_interval(trainer: "GanTrainer") -> bool:
        """Whether this step is one of those that are always shown."""
        return trainer.steps_done % trainer.config.display.snapshot_every == 0

    def train(self, trainer: "GanTrainer") -> bool:
        """The steps that are due, for a moment; says whether what they led to is to be seen.

        Raises:
            DivergedError: as `GanTrainer.step`.
        """
        started = time.monotonic()
        # The time between two steps that have to wait is as good as the training's own: a slow run
        # is measured no less.
        since = self._idle_since if self._pacer.limited else started
        try:
            return self._step(trainer, started + BURST_S)
        finally:
            self._trained(time.monotonic() - since)

    def end_turn(self) -> None:
        """Let the timer wait until the next step is due."""
        self._idle_since = time.monotonic()
        if self._timer.isActive() and self._timer.interval() != self._pacer.wait_ms:
            self._timer.setInterval(self._pacer.wait_ms)

    def _step(self, trainer: "GanTrainer", deadline: float) -> bool:
        stepped = False
        while self._pacer.due:
            trainer.step()
            self._pacer.stepped()
            stepped = True
            if self.reached(trainer) or self.at_interval(trainer):
                return True
            if time.monotonic() > deadline:
                break
        # At a speed to be watched each step is to be seen, as far as the window keeps up.
        return stepped and self._pacer.limited

    def _restart_rate(self, trainer: "GanTrainer") -> None:
        if self._pacer.limited:
            # The first step is made at once: from there on a step takes its time.
            self.rate.clear()
        else:
            self.rate.restart(trainer.steps_done)
