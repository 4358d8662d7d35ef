"""Verdicts of a run's past: those that were given as it went on, and those that its file allows."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.verdict.judgement import Judgement
from gan_desktop.core.verdict.log import EvenLog
from gan_desktop.core.verdict.observation import Observation
from gan_desktop.core.verdict.rules import judge


class JudgementLog(EvenLog[Judgement | None]):
    """The judgements of a run that trains, each from the step at which it was first shown."""

    def __init__(self, capacity: int = 1000) -> None:
        super().__init__(capacity)

    def add(self, step: int, judgement: Judgement | None) -> None:
        """From this step on this one stands; None while there is none."""
        if self._latest is None or self._latest[1] != judgement:
            self.put(step, judgement)

    def at(self, step: int) -> Judgement | None:
        """The one that stood at a step, or of shortly before in a long run; None for none."""
        entries = self.entries()
        place = bisect_right(entries, step, key=lambda entry: entry[0])
        return entries[place - 1][1] if place else None


@dataclass(frozen=True, eq=False)
class ObservedRun:
    """What a stored run allows to judge it at any of its steps.

    Attributes:
        observations: evenly over the run, oldest first.
        begins: first steps of what is judged by itself, ascending: the run, and what was trained
            with other settings or another target since.
        target_since: the first step with the target that the run had at its end.
        floor: noise floor of that target.
    """

    observations: tuple[Observation, ...]
    begins: tuple[int, ...] = (0,)
    target_since: int = 0
    floor: Mapping[str, Band] = field(default_factory=dict)

    def at(self, step: int) -> Judgement | None:
        """The verdict on what was seen up to a step, since settings were changed last.

        None where nothing was measured, or where the target was another one than at the end: what
        a perfect generator reads is not known there.
        """
        since = self.begins[bisect_right(self.begins, step) - 1] if self.begins else 0
        seen = [o for o in self.observations if since <= o.step <= step]
        if not seen or step < self.target_since:
            return None
        return judge(seen, self.floor)
