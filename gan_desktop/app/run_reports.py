"""What the window is told of a run in words: its states, its events, the parts of a step."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from gan_desktop.app.measuring import RunMeasuring
from gan_desktop.app.messages import Happened, StateReport, TrainingState, Walked, error_details
from gan_desktop.app.run_storing import RunStoring
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.phases import SubStep
from gan_desktop.core.words import told

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


class RunReports:
    """Makes them in the name of the current run; what decides how it goes on is stored as well.

    Args:
        reported: called with each new state.
        happened: called with each event.
        walked: called with each part of a step.
        measuring: judges a run that has diverged.
        storing: takes the events.
    """

    def __init__(
        self,
        reported: Callable[[StateReport], None],
        happened: Callable[[Happened], None],
        walked: Callable[[Walked], None],
        measuring: RunMeasuring,
        storing: RunStoring,
    ) -> None:
        self._reported, self._happened, self._walked = reported, happened, walked
        self._measuring, self._storing = measuring, storing
        self._run_id = ""

    def begin(self, run_id: str) -> None:
        """What is told from now on is told of this run."""
        self._run_id = run_id

    def state(self, state: TrainingState) -> None:
        """Training does something else now."""
        self._reported(StateReport(self._run_id, state))

    def error(self, error: Exception, trainer: "GanTrainer | None") -> None:
        """Training has ended by an error: a loss that diverged, or a failure of ours."""
        if not isinstance(error, DivergedError):
            reason, details = f"{type(error).__name__}: {error}", error_details(error)
            self._reported(StateReport(self._run_id, TrainingState.FAILED, reason, details))
            return
        if trainer is not None:
            # Half a step was taken: no repetition from before it comes to where it stands.
            half = Event(trainer.steps_done, EventKind.HALF_STEP, trainer.config)
            self.event(half, trainer)
        reason = self._measuring.diverged = told(error)
        judgement = self._measuring.judgement(wanted=True)
        self._reported(
            StateReport(self._run_id, TrainingState.DIVERGED, reason, judgement=judgement)
        )

    def event(self, event: Event, trainer: "GanTrainer") -> None:
        """Something happened that decides how the run goes on."""
        self._storing.add_event(event, trainer)
        self._happened(Happened(self._run_id, event))

    def part(self, part: SubStep | None) -> None:
        """A part of a step was made; None: the rest of it is made at once."""
        self._walked(Walked(self._run_id, part))
