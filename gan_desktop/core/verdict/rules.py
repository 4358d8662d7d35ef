"""How a run is judged: one rule for each verdict, the first that holds is the verdict.

The order matters: what ends a run comes first, then what is good, then what a person would change
something for. The thresholds are in `thresholds.py`.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.verdict import shape_rules
from gan_desktop.core.verdict.evidence import evidence_for
from gan_desktop.core.verdict.judgement import Judgement
from gan_desktop.core.verdict.observation import Observation
from gan_desktop.core.verdict.thresholds import THRESHOLDS, Thresholds
from gan_desktop.core.verdict.verdicts import Verdict
from gan_desktop.core.verdict.window import Window
from gan_desktop.core.words import Text


@dataclass(frozen=True, eq=False)
class Case:
    """A run as the rules see it.

    Attributes:
        window: its last refreshes.
        earlier: twice as many before them; the window again where there were none.
        recent: the window and as many before it.
        run: all refreshes.
        floor: bands by metric.
        limits: the thresholds.
    """

    window: Window
    earlier: Window
    recent: Window
    run: Window
    floor: Mapping[str, Band]
    limits: Thresholds

    def at_least(self, key: str, value: float) -> bool:
        """Whether a metric's median is known and not smaller."""
        median = self.window.median(key)
        return median is not None and median >= value

    @property
    def complete(self) -> bool:
        """Whether all modes are captured nearly all the time (true where none are known)."""
        whole = self.window.captured.all(axis=1)
        return bool(whole.mean() >= self.limits.steady)

    @property
    def lacking(self) -> bool:
        """Whether some modes are missing nearly all the time."""
        return bool((self.window.occupancy <= 1 - self.limits.steady).any())

    @property
    def gathered(self) -> bool:
        """Whether the points sit on modes: a wide cloud just brushes them."""
        return self.at_least("high_quality", self.limits.gathered)

    @property
    def improving(self) -> bool:
        """Whether the window is better than what came before it, beyond chance."""
        limits = self.limits
        signs = {"modes": 1}
        # Points that sit on some of the modes may well get sharper there: that leads nowhere.
        if not (self.lacking and self.gathered):
            signs["js"] = -1
        if not self.lacking:
            signs["high_quality"] = 1
        for key, sign in signs.items():
            rise, error = self.recent.rise(key)
            least = limits.improved * (self.window.modes if key == "modes" else 1)
            if sign * rise > max(least, limits.noise * error):
                return True
        return False

    @property
    def drifting(self) -> bool:
        """Whether the points go somewhere on a straight path."""
        drift, rest = self.window.drift
        return drift >= max(self.limits.drift, self.limits.straight * rest)

    @property
    def settling(self) -> bool:
        """Whether the points' centre swung widely at first, and less and less since."""
        first, second = (half.swing for half in self.earlier.halves)
        dying = first >= self.limits.swing and second <= first
        return dying and self.window.swing <= self.limits.settled * second

    @property
    def young(self) -> bool:
        """Whether the run is too short to tell its first swings from hopping."""
        return len(self.run.observations) < self.limits.fewest_for_hops

    @property
    def far(self) -> bool:
        """Whether the points are far from the target, beyond what chance explains."""
        high = self.floor.get("js", (0.0, 0.0))[1]
        return self.at_least("js", high + self.limits.far)


def _diverged(case: Case) -> bool:
    limits, last = case.limits, case.window
    reach = float(np.median(last.reaches))
    losses = [abs(last.median(key) or 0.0) for key in ("d_loss", "g_loss")]
    return not math.isfinite(reach) or reach > limits.reach or max(losses) > limits.loss


def _converged(case: Case) -> bool:
    limits, last = case.limits, case.window
    if not last.modes:
        return shape_rules.converged(case)
    kl, width = last.median("reverse_kl"), last.median("width")
    _, quality = last.values("high_quality")
    return (
        case.complete
        and case.at_least("high_quality", limits.high_quality)
        and (kl is not None and kl <= limits.reverse_kl)
        and (width is None or limits.width[0] <= width <= limits.width[1])
        and float(quality.std()) <= limits.quality_spread
        and last.swing < limits.swing
    )


def _collapsed_inside(case: Case) -> bool:
    width = case.window.median("width")
    return (
        case.complete
        and case.at_least("high_quality", case.limits.high_quality)
        and width is not None
        and width < case.limits.width[0]
    )


def _discriminator_won(case: Case) -> bool:
    if case.improving or not case.at_least("d_accuracy", case.limits.sure):
        return False
    _, gradients = case.run.values("g_gradient")
    now = case.window.median("g_gradient")
    # A small initialisation has hardly any gradient at first: that of a young run says nothing.
    least = 0.0 if case.young else case.limits.gradient
    vanished = now is not None and now <= max(least, case.limits.vanished * float(gradients.max()))
    # Points that nobody pushes may still drift: their gradient tells.
    return vanished or (case.window.movement <= case.limits.still and not case.drifting)


def _hopping(case: Case) -> bool:
    last, limits = case.window, case.limits
    if case.young or case.settling:
        # Many runs swing about at first.
        return False
    unsettled = (last.occupancy > (1 - limits.steady) / 2) & (last.occupancy < limits.steady)
    hops = case.gathered and unsettled.sum() >= 2 and min(last.changes) >= limits.losses
    orbits = min(last.swing, case.earlier.swing) >= limits.swing
    return bool(hops or orbits)


def _too_early(case: Case) -> bool:
    swinging = case.window.swing >= case.limits.swing
    moving = case.settling or case.drifting or (swinging and case.young)
    return moving or case.improving


def _dropping(case: Case) -> bool:
    return case.lacking if case.window.modes else shape_rules.thin(case)


def _generator_won(case: Case) -> bool:
    accuracy = case.window.median("d_accuracy")
    return accuracy is not None and abs(accuracy - 0.5) <= case.limits.guessing and case.far


def _blurred(case: Case) -> bool:
    if not case.window.modes:
        return shape_rules.blurred(case)
    # A wide cloud reaches the modes by turns; none of them stays away.
    return not case.lacking and not case.at_least("high_quality", case.limits.high_quality)


RULES: tuple[tuple[Verdict, Callable[[Case], bool]], ...] = (
    (Verdict.DIVERGED, _diverged),
    (Verdict.CONVERGED, _converged),
    (Verdict.DISCRIMINATOR_WON, _discriminator_won),
    (Verdict.MODE_HOPPING, _hopping),
    (Verdict.TOO_EARLY, _too_early),
    (Verdict.COLLAPSE_INSIDE_MODES, _collapsed_inside),
    (Verdict.BLUR, _blurred),
    (Verdict.GENERATOR_WON, _generator_won),
    (Verdict.MODE_DROPPING, _dropping),
)


def judge(
    observations: Sequence[Observation],
    floor: Mapping[str, Band] | None = None,
    diverged: str = "",
    thresholds: Thresholds = THRESHOLDS,
) -> Judgement:
    """Judge a run by its last refreshes.

    Args:
        observations: all refreshes of the run, oldest first, of one target and one design: what
            was seen before a change of either does not count.
        floor: noise floor of the metrics (`noise_floor`), where it is known.
        diverged: the sentence with which training stopped by itself, "" if it did not.
        thresholds: the numbers that the rules depend on.
    """
    if not observations:
        return Judgement(Verdict.DIVERGED if diverged else Verdict.TOO_EARLY)
    window = Window.last(observations, thresholds.window, thresholds.fewest)
    count = len(window.observations)
    run = Window(tuple(observations))
    earlier = Window(run.observations[-3 * count : -count] or window.observations)
    recent = Window(run.observations[-2 * count :])
    case = Case(window, earlier, recent, run, floor or {}, thresholds)
    if diverged:
        verdict = Verdict.DIVERGED
    elif len(observations) < thresholds.fewest:
        verdict = Verdict.TOO_EARLY
    else:
        verdict = next((v for v, holds in RULES if holds(case)), Verdict.TOO_EARLY)
    why = diverged or (_why_early(case) if verdict is Verdict.TOO_EARLY else "")
    return Judgement(
        verdict,
        evidence_for(verdict, case.window, case.floor, thresholds, why),
        (int(window.steps[0]), int(window.steps[-1])),
        _missing(window, thresholds),
        recent.period if verdict is Verdict.MODE_HOPPING else None,
        _more_steps(case) if verdict is Verdict.TOO_EARLY else None,
    )


def _why_early(case: Case) -> str:
    """What of it holds: few refreshes, getting better, on the move, or none of the rules."""
    seen, needed = len(case.run.observations), case.limits.fewest
    if seen < needed:
        return Text("refresh {seen} of {needed}", seen=seen, needed=needed)
    if case.improving:
        return "getting better"
    return "still moving" if _too_early(case) else "no rule holds"


def _missing(window: Window, thresholds: Thresholds) -> tuple[int, ...]:
    """The modes that were captured in none of the very last refreshes."""
    lately = window.captured[-thresholds.lately :].any(axis=0)
    return tuple(int(k) for k in np.flatnonzero(~lately))


def _more_steps(case: Case) -> int:
    """How many more steps are likely to tell, by the trend of the quality.

    At least as many as the window has, at most three times the run.
    """
    run, last = case.run, case.window
    done = int(run.steps[-1])
    interval = max(done // len(run.steps), 1)
    missing = max(case.limits.fewest - len(run.steps), 1) * interval
    window = max(int(last.steps[-1] - last.steps[0]), missing)
    rise, error = last.rise("high_quality")
    now = last.median("high_quality")
    wanted = done
    if now is not None and rise > error:
        # The halves' middles are half a window apart.
        wanted = round(max(case.limits.high_quality - now, 0.0) / rise * window / 2)
    # The step that is reached is what is told, so that is what is round.
    return _rounded(done + min(max(wanted, window), 3 * max(done, 100))) - done


def _rounded(steps: int) -> int:
    """Two significant digits, upwards: a guess should look like one."""
    unit = 10 ** max(len(str(steps)) - 2, 0)
    return int(-(-steps // unit) * unit)
