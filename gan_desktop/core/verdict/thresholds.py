"""Every number that a verdict depends on. How they were set: docs/verdict.md."""

from dataclasses import dataclass

from gan_desktop.core.metrics.modes import HIGH_QUALITY_CEILING


@dataclass(frozen=True)
class Thresholds:
    """Shares are from 0 to 1; lengths are in units of the target's radius (`Observation`).

    Attributes:
        window: part of the run's refreshes that is looked at, its last one.
        fewest: refreshes that are looked at in any case; a run with fewer is too early.
        steady: part of the window in which something must hold to be called lasting.
        high_quality: least high-quality share of a converged run.
        reverse_kl: largest reverse KL of a converged run, in nats.
        width: smallest and largest width of a converged run, in sigmas.
        quality_spread: largest standard deviation of the high-quality share over the window.
        improved: rise of the high-quality share, or of the share of captured modes, or fall of the
            Jensen-Shannon divergence in bits, from the window before to this one, that shows that
            a run is still learning.
        noise: in standard errors of that difference; less is chance.
        sure: discriminator's accuracy above which it tells all points apart.
        vanished: generator's gradient, as part of its largest one in the run, below which it has
            vanished.
        gradient: norm of the generator's gradient that is none, whatever it was before.
        still: movement of the points' centre and reach over the window, below which the generator
            gets nowhere.
        guessing: distance of the discriminator's accuracy from 50% that is still guessing.
        far: Jensen-Shannon divergence in bits above the noise floor that is far from the target.
        fewest_for_hops: refreshes of a run before it can be called hopping.
        gathered: high-quality share of points that sit on modes, and do not just brush them.
        lately: refreshes without a mode after which it is shown as missing.
        losses: changes of the captured modes, away and back, that are hopping rather than chance.
        swing: standard deviation of the points' centre that is an orbit.
        settled: part of its former swing below which the centre is coming to rest.
        drift: way of the points' centre and reach through the window that is going somewhere.
        straight: in root mean square distances from the straight path; less is wandering.
        reach: root mean square distance of the points that is far outside the data.
        loss: absolute value of a loss that has no bound any more.
        shape_js: distance of a converged run's Jensen-Shannon divergence from the upper end of
            its noise floor, in bits, where the target has no known modes.
        shape_precision, shape_recall, shape_coverage: least ones of a converged run there.
    """

    window: float = 0.2
    fewest: int = 10
    steady: float = 0.8
    high_quality: float = 0.8 * HIGH_QUALITY_CEILING
    reverse_kl: float = 0.1
    width: tuple[float, float] = (0.5, 1.3)
    quality_spread: float = 0.1
    improved: float = 0.04
    noise: float = 3.0
    sure: float = 0.99
    vanished: float = 0.05
    gradient: float = 1e-4
    still: float = 0.1
    guessing: float = 0.08
    far: float = 0.25
    fewest_for_hops: int = 30
    gathered: float = 0.3
    lately: int = 3
    losses: int = 2
    swing: float = 0.25
    settled: float = 0.75
    drift: float = 0.08
    straight: float = 5.0
    reach: float = 20.0
    loss: float = 1e3
    shape_js: float = 0.1
    shape_precision: float = 0.8
    shape_recall: float = 0.8
    shape_coverage: float = 0.7


THRESHOLDS = Thresholds()
