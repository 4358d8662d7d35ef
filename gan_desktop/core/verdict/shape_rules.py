"""The rules for a target without known modes, where there is nothing to count.

In the place of modes, shares and widths: the divergence on the grid against its noise floor, and
whether the points are on the target (precision) and all of it is reached (recall, coverage).
"""

from typing import TYPE_CHECKING

from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.verdict.thresholds import Thresholds

if TYPE_CHECKING:
    from gan_desktop.core.verdict.rules import Case


def largest_divergence(band: Band | None, limits: Thresholds) -> float | None:
    """What a converged run's Jensen-Shannon divergence reads at most; None without a floor."""
    return None if band is None else band[1] + limits.shape_js


def converged(case: "Case") -> bool:
    """Whether the points lie on all of the target, in its density, and it stays so."""
    _, divergence = case.window.values("js")
    return (
        _close(case)
        and case.at_least("precision", case.limits.shape_precision)
        and _whole(case)
        and float(divergence.std()) <= case.limits.quality_spread
    )


def blurred(case: "Case") -> bool:
    """Whether all of the target is reached, and many points are beside it."""
    return (
        case.window.median("precision") is not None
        and not case.at_least("precision", case.limits.shape_precision)
        and case.at_least("recall", case.limits.shape_recall)
    )


def thin(case: "Case") -> bool:
    """Whether parts of the target are missing, or hold too few points."""
    measured = case.window.median("recall") is not None and "js" in case.floor
    return measured and not (_whole(case) and _close(case))


def _close(case: "Case") -> bool:
    most = largest_divergence(case.floor.get("js"), case.limits)
    now = case.window.median("js")
    return most is not None and now is not None and now <= most


def _whole(case: "Case") -> bool:
    limits = case.limits
    return case.at_least("recall", limits.shape_recall) and case.at_least(
        "prdc_coverage", limits.shape_coverage
    )
