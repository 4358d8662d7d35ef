"""A few numbers of a trajectory on one line: to look at while thresholds are set."""

from collections.abc import Sequence

import numpy as np

from gan_desktop.bench.labelled.scoring import Scored
from gan_desktop.core.verdict import Observation

_KEYS = {
    "high_quality": "hq",
    "reverse_kl": "kl",
    "width": "width",
    "js": "js",
    "sliced_wasserstein": "sw",
    "precision": "prec",
    "recall": "rec",
    "d_accuracy": "acc",
    "d_loss": "dl",
    "g_loss": "gl",
    "g_gradient": "gg",
}


def line(scored: Scored) -> str:
    """The line.

    Medians over the last fifth (and, after a slash, over the fifth before it); the sets of captured
    modes over the last half; `still`: modes missing in all refreshes of the last third; `sway`:
    standard deviation of the centre over the last third.
    """
    run, seen = scored.trajectory, scored.trajectory.observations
    end, before = _part(seen, 0.8, 1.0), _part(seen, 0.6, 0.8)
    half, third = _part(seen, 0.5, 1.0), _part(seen, 0.66, 1.0)
    numbers = [
        f"{short} {_median(end, key)}/{_median(before, key)}" for key, short in _KEYS.items()
    ]
    modes = len(seen[-1].captured) if seen else 0
    counts = [sum(each.captured) for each in end]
    missing = [not any(each.captured[mode] for each in third) for mode in range(modes)]
    centres = np.array([each.centre for each in third])
    sway = float(np.hypot(*centres.std(axis=0))) if len(third) else 0.0
    mark = "  " if scored.right else "X "
    return (
        f"{mark}{run.label:<22}{scored.judgement.verdict:<22}{run.name:<34}{run.stage:<16}"
        f"n {len(seen)} steps {seen[-1].step if seen else 0} "
        f"modes {min(counts, default=0)}-{max(counts, default=0)}/{modes} "
        f"sets {len({each.captured for each in half})} still {sum(missing)} sway {sway:.2f} "
        f"reach {max((each.reach for each in end), default=0):.3g} "
        f"{' '.join(numbers)} {run.diverged}"
    )


def _part(seen: Sequence[Observation], start: float, end: float) -> Sequence[Observation]:
    low, high = int(start * len(seen)), round(end * len(seen))
    return seen[low : max(high, low + 1)]


def _median(seen: Sequence[Observation], key: str) -> str:
    values = [each.metrics[key] for each in seen if key in each.metrics]
    return f"{float(np.median(values)):.3g}" if values else "-"
