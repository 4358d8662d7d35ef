"""How a run is judged. The thresholds are in `thresholds.py`."""

from collections.abc import Mapping, Sequence

from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.verdict.judgement import Judgement
from gan_desktop.core.verdict.observation import Observation
from gan_desktop.core.verdict.verdicts import Verdict


def judge(
    observations: Sequence[Observation],
    floor: Mapping[str, Band] | None = None,
    diverged: str = "",
) -> Judgement:
    """Judge a run by its last refreshes.

    Args:
        observations: all refreshes of the run, oldest first, of one target and one design: what
            was seen before a change of either does not count.
        floor: noise floor of the metrics (`noise_floor`), where it is known.
        diverged: the sentence with which training stopped by itself, "" if it did not.
    """
    return Judgement(Verdict.TOO_EARLY)
