"""`SeedRow`: what became of one seed of a design."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

import numpy as np

from gan_desktop.core.verdict.judgement import Evidence, Judgement
from gan_desktop.core.verdict.verdicts import Verdict, Words, words_for

# What is followed over the steps.
CURVES = ("modes", "high_quality", "reverse_kl")
# Refreshes of a run that its curves keep at most: enough for a picture, and a row stays so small
# (a few kilobytes) that a worker hands it over in one piece, whatever happens to the worker.
MOST_CURVE_STEPS = 100
# By step, by key; a value that is not available is absent.
Curves = Mapping[int, Mapping[str, float]]


class Ending(StrEnum):
    """How the training of a seed ended."""

    FINISHED = "finished"  # all steps are done
    DIVERGED = "diverged"  # training stopped by itself
    DIED = "died"  # its process ended, or failed


@dataclass(frozen=True)
class SeedRow:
    """One seed, trained and judged; small, immutable, picklable.

    Attributes:
        seed: the run's seed.
        ending: how it ended.
        judgement: its verdict with the evidence; None of a seed that died.
        steps: generator updates done.
        metrics: value by key at the last step; what is not available is absent. Empty unless all
            steps are done: what was measured earlier is not the end.
        success: whether all steps are done and every mode holds 10% of its share then.
        curves: modes, high quality and reverse KL at the steps of `curve_steps`.
        why: the sentence that says why it ended early, "" if it did not.
        points_sha256: of the last generated points' bytes (float32), "" unless all steps are done.
        modes_known: whether the target has modes to count; without, there is no success or failure.
    """

    seed: int
    ending: Ending
    judgement: Judgement | None
    steps: int
    metrics: Mapping[str, float] = field(default_factory=dict)
    success: bool = False
    curves: Curves = field(default_factory=dict)
    why: str = ""
    points_sha256: str = ""
    modes_known: bool = True

    @classmethod
    def died(cls, seed: int, steps: int, why: str, *, modes_known: bool = True) -> Self:
        """A seed whose process ended: nothing is known of it but how far it came."""
        return cls(seed, Ending.DIED, None, steps, why=why, modes_known=modes_known)

    @property
    def finished(self) -> bool:
        """Whether its training came to a result: all steps are done, or it diverged."""
        return self.ending is not Ending.DIED

    @property
    def verdict(self) -> Verdict | None:
        """Its verdict; None of a seed that died."""
        return None if self.judgement is None else self.judgement.verdict

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the verdict rests on; empty of a seed that died."""
        return () if self.judgement is None else self.judgement.evidence

    @property
    def words(self) -> Words:
        """The verdict in words that suit the target."""
        return words_for(self.verdict, self.modes_known)

    def to_json(self) -> dict[str, Any]:
        """Plain values; null for what is not available."""
        return {
            "seed": self.seed,
            "ending": self.ending.value,
            "verdict": self.verdict and self.verdict.value,
            "evidence": [asdict(item) for item in self.evidence],
            "steps": self.steps,
            "success": self.success if self.modes_known and self.finished else None,
            "modes": self.metrics.get("modes"),
            "modes_any": self.metrics.get("modes_any"),
            "high_quality": self.metrics.get("high_quality"),
            "reverse_kl": self.metrics.get("reverse_kl"),
            "metrics": dict(self.metrics),
            "why": self.why,
            "points_sha256": self.points_sha256 or None,
        }


def curve_steps(steps: int, every: int, most: int = MOST_CURVE_STEPS) -> tuple[int, ...]:
    """The refreshes that curves keep: all, or `most` evenly spread ones; the last one always.

    The same for all seeds of a design, so that their curves can be averaged.

    Args:
        steps: length of the run.
        every: steps between two refreshes; there is one more at the last step.
        most: how many to keep.
    """
    refreshes = -(-steps // every)
    kept = np.unique(np.linspace(1, refreshes, min(refreshes, most)).round().astype(np.int64))
    return tuple(min(int(index) * every, steps) for index in kept)
