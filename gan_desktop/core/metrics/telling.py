"""Which two metrics are shown of designs side by side before a person has chosen any."""

from collections.abc import Iterable

from gan_desktop.core.target import Target


def telling_pair(targets: Iterable[Target]) -> tuple[str, str]:
    """One metric of the modes and one of the shape, both available for all targets.

    The shape is `prdc_coverage`: 96% for a perfect generator of any target, 75% at most for one
    that is collapsed to a line, which `modes` and `high_quality` take for a good one where the
    modes are broad. Without known modes `js` stands for them.

    Args:
        targets: what the designs learn.

    Returns:
        Keys of two metrics.
    """
    known = all(target.known_modes is not None for target in targets)
    return ("modes" if known else "js", "prdc_coverage")
