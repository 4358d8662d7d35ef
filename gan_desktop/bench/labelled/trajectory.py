"""`Trajectory`: the refreshes of one run, with the label that how it was made gives it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from gan_desktop.core.metrics import METRICS, Cost
from gan_desktop.core.verdict import Observation, Verdict

POINTS = 1000
# All metrics at every tenth refresh and at the last, the cheap ones at the others.
COSTLY_EVERY = 10
CHEAP = METRICS.of(Cost.CHEAP)
ALL = tuple(METRICS)


class Half(StrEnum):
    """What a recipe is for: thresholds are set on one half and tested on the other."""

    CALIBRATION = "calibration"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class Trajectory:
    """One run.

    Attributes:
        recipe: name of the recipe that it was made by.
        seed: which of the recipe's runs.
        label: what it is.
        half: the recipe's half.
        stage: name of the target (`targets.stage`).
        points: number of points that were measured at each refresh.
        observations: the refreshes, oldest first.
        diverged: the sentence with which training stopped by itself, "" if it did not.
    """

    recipe: str
    seed: int
    label: Verdict
    half: Half
    stage: str
    points: int
    observations: tuple[Observation, ...]
    diverged: str = ""

    def labelled(self, recipe: str, label: Verdict, half: Half) -> "Trajectory":
        """The same run under another recipe's name, label and half."""
        return replace(self, recipe=recipe, label=label, half=half)

    @property
    def name(self) -> str:
        """How it is told in lists."""
        return f"{self.recipe} #{self.seed}"
