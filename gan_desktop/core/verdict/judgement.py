"""`Judgement`: a verdict with the numbers that it rests on."""

from dataclasses import dataclass

from gan_desktop.core.verdict.verdicts import Verdict


@dataclass(frozen=True)
class Evidence:
    """One number behind a verdict.

    Attributes:
        label: what it is (English; translated where it is shown).
        value: the number as it is read, "n/a" where there is none.
        wanted: what a converged run reads, "" where that says nothing.
        met: whether it is so.
    """

    label: str
    value: str
    wanted: str = ""
    met: bool = True


@dataclass(frozen=True)
class Judgement:
    """What became of a run, judged over its last refreshes.

    Attributes:
        verdict: one of the nine.
        evidence: the numbers, the most telling first.
        steps: first and last step of the refreshes looked at; (0, 0) for none.
        missing: indices of the modes that were captured in none of the very last refreshes.
        period: steps of one round, where the points go round in circles.
        more_steps: how many more are likely to tell, where it is too early; a guess from the trend.
    """

    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    steps: tuple[int, int] = (0, 0)
    missing: tuple[int, ...] = ()
    period: int | None = None
    more_steps: int | None = None
