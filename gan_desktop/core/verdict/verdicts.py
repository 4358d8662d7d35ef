"""The nine verdicts in order of merit, each with its words."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a run, from the best to the worst; the values are keys of files."""

    CONVERGED = "converged"
    TOO_EARLY = "too-early"
    BLUR = "blur"
    COLLAPSE_INSIDE_MODES = "collapse-inside-modes"
    MODE_DROPPING = "mode-dropping"
    MODE_HOPPING = "mode-hopping"
    GENERATOR_WON = "generator-won"
    DISCRIMINATOR_WON = "discriminator-won"
    DIVERGED = "diverged"

    @property
    def rank(self) -> int:
        """0 for the best; a larger number is worse."""
        return tuple(Verdict).index(self)


@dataclass(frozen=True)
class Words:
    """How a verdict is told (English; translated where it is shown).

    Attributes:
        label: its name.
        meaning: one sentence: what is seen.
    """

    label: str
    meaning: str


def words_for(verdict: Verdict | None, modes_known: bool) -> Words:
    """The words of a verdict on a target with or without known modes; None for no verdict."""
    if verdict is None:
        return NO_VERDICT
    return WORDS[verdict] if modes_known else WITHOUT_MODES.get(verdict, WORDS[verdict])


NO_VERDICT = Words("No verdict", "Nothing was trained to its end: nothing is known of the design.")

WITHOUT_MODES = {
    Verdict.CONVERGED: Words(
        "Converged",
        "The points cover the whole target in its density, and it stays so.",
    ),
    Verdict.BLUR: Words(
        "Blur",
        "The whole target is reached, but many points lie beside it.",
    ),
    Verdict.MODE_DROPPING: Words(
        "Parts are missing",
        "Parts of the target are empty or hold too few points, and it stays so.",
    ),
    Verdict.MODE_HOPPING: Words(
        "Hopping",
        "The points move about on the target and do not stay.",
    ),
}

WORDS = {
    Verdict.CONVERGED: Words(
        "Converged",
        "All modes are covered in their right shares and shapes, and it stays so.",
    ),
    Verdict.TOO_EARLY: Words(
        "Too early to say",
        "There is not enough to tell yet.",
    ),
    Verdict.BLUR: Words(
        "Blur",
        "All modes are reached, but many points lie around or between them.",
    ),
    Verdict.COLLAPSE_INSIDE_MODES: Words(
        "Collapse inside the modes",
        "All modes are reached, but their points sit on one spot instead of filling them.",
    ),
    Verdict.MODE_DROPPING: Words(
        "Mode dropping",
        "Some modes are missing, and the same ones stay missing.",
    ),
    Verdict.MODE_HOPPING: Words(
        "Mode hopping",
        "The points move from mode to mode and do not stay.",
    ),
    Verdict.GENERATOR_WON: Words(
        "Generator has won",
        "The discriminator can only guess, though the points are far from the target: it has "
        "nothing left to teach.",
    ),
    Verdict.DISCRIMINATOR_WON: Words(
        "Discriminator has won",
        "The discriminator tells all points apart and the generator no longer gets anywhere.",
    ),
    Verdict.DIVERGED: Words(
        "Diverged",
        "Losses or points have left every bound.",
    ),
}
