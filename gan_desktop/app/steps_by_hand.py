"""Steps that the person makes one at a time, while training rests: whole, by network, in parts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gan_desktop.app.delivery import Delivery
from gan_desktop.app.measuring import RunMeasuring
from gan_desktop.app.messages import TrainingState
from gan_desktop.app.run_reports import RunReports
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.phases import Phase, SubStep, why_not_in_parts

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


class StepsByHand:
    """Makes them with a trainer and has shown what they led to.

    All of its methods raise DivergedError as `GanTrainer.step` does.

    Args:
        delivery: takes what is to be seen.
        reports: takes what is to be told.
        measuring: hears that the run goes on.
    """

    def __init__(self, delivery: Delivery, reports: RunReports, measuring: RunMeasuring) -> None:
        self._delivery, self._reports, self._measuring = delivery, reports, measuring
        self._parts: Iterator[SubStep] = iter(())

    def end(self) -> None:
        """The run is over: a step that is begun is given up."""
        self._parts = iter(())

    def step(self, trainer: "GanTrainer") -> None:
        """Exactly one step, shown whatever the interval; of one that is begun, the rest."""
        if trainer.in_step:
            self.finish(trainer)
            return
        self._measuring.diverged = ""
        trainer.step()
        self._delivery.note_losses()
        self._reports.state(TrainingState.PAUSED)
        self._delivery.show(whole=True)

    def move(self, trainer: "GanTrainer", kind: EventKind) -> None:
        """One move of one network, which is no step but an event of the run."""
        self.finish(trainer)
        self._measuring.diverged = ""
        if kind is EventKind.D_MOVE:
            trainer.move_discriminator()
        else:
            trainer.move_generator()
        self._reports.event(Event(trainer.steps_done, kind, trainer.config), trainer)
        self._reports.state(TrainingState.PAUSED)
        self._delivery.show(whole=True)

    def sub_step(self, trainer: "GanTrainer") -> None:
        """The next part of a step; one is begun if none is, where steps have parts."""
        if why_not_in_parts(trainer.config):
            return
        if not trainer.in_step:
            self._measuring.diverged = ""
            self._parts = trainer.step_in_parts()
            self._reports.state(TrainingState.PAUSED)
        part = next(self._parts)
        if part.ends_step:
            self._delivery.note_losses()
            self._delivery.show(whole=True)
        elif part.phase is Phase.D_MOVE and self._delivery.ready:
            # What is seen of the discriminator is another one now.
            self._delivery.show()
        self._reports.part(part)

    def finish(self, trainer: "GanTrainer") -> None:
        """Make the rest of a step that is begun."""
        if trainer.in_step:
            self._reports.part(None)
            trainer.finish_step()
            self._delivery.note_losses()
            self._delivery.show(whole=True)
