"""The numbers that are told with a verdict: medians over the refreshes that it looks at."""

from collections.abc import Callable, Mapping

from gan_desktop.core.metrics.floor import Band
from gan_desktop.core.verdict.judgement import Evidence
from gan_desktop.core.verdict.shape_rules import largest_divergence
from gan_desktop.core.verdict.thresholds import Thresholds
from gan_desktop.core.verdict.verdicts import Verdict
from gan_desktop.core.verdict.window import Window
from gan_desktop.core.words import Text, counted

NOT_AVAILABLE = "n/a"
Teller = Callable[[Window, Mapping[str, Band], Thresholds], Evidence]


def evidence_for(
    verdict: Verdict,
    window: Window,
    floor: Mapping[str, Band],
    limits: Thresholds,
    why: str,
) -> tuple[Evidence, ...]:
    """Why, where there is a word for it; what the verdict rests on; then four common numbers.

    Those four tell a converged run from others.
    """
    label = "Training stopped" if verdict is Verdict.DIVERGED else "Why"
    first = (Evidence(label, why, met=False),) if why else ()
    own = _OWN.get(verdict, ())
    if window.modes:
        tellers = (*own, _modes, _quality, _reverse_kl, _width)
    else:
        others = tuple(teller for teller in own if teller not in (_js, _hops, _precision, _recall))
        tellers = (*others, _close, _precise, _reached, _covered)
    return first + tuple(tell(window, floor, limits) for tell in tellers)


def percent(value: float | None) -> str:
    """A share in per cent."""
    return NOT_AVAILABLE if value is None else f"{100 * value:.1f}%"


def plain(value: float | None) -> str:
    """Three digits behind the point, or significant for tiny numbers."""
    if value is None:
        return NOT_AVAILABLE
    return f"{value:.3f}" if abs(value) >= 0.001 or value == 0 else f"{value:.1e}"


def _modes(window: Window, _floor: Mapping[str, Band], limits: Thresholds) -> Evidence:
    found = window.median("modes")
    complete = bool(window.captured.all(axis=1).mean() >= limits.steady)
    value = (
        NOT_AVAILABLE
        if found is None
        else Text("{found} of {all}", found=f"{found:g}", all=window.modes)
    )
    return Evidence("Modes captured", value, Text("all {all}", all=window.modes), complete)


def _quality(window: Window, _floor: Mapping[str, Band], limits: Thresholds) -> Evidence:
    value = window.median("high_quality")
    least = limits.high_quality
    wanted = Text("at least {value}", value=percent(least))
    return Evidence("High quality", percent(value), wanted, value is not None and value >= least)


def _reverse_kl(window: Window, _floor: Mapping[str, Band], limits: Thresholds) -> Evidence:
    value = window.median("reverse_kl")
    wanted = Text("at most {value}", value=f"{limits.reverse_kl:g}")
    met = value is not None and value <= limits.reverse_kl
    return Evidence("Reverse KL", plain(value), wanted, met)


def _width(window: Window, _floor: Mapping[str, Band], limits: Thresholds) -> Evidence:
    value = window.median("width")
    low, high = limits.width
    wanted = Text("{low} to {high} sigma", low=f"{low:g}", high=f"{high:g}")
    shown = NOT_AVAILABLE if value is None else f"{value:.2f}"
    met = value is not None and low <= value <= high
    return Evidence("Width", shown, wanted, met)


def _accuracy(window: Window, _floor: Mapping[str, Band], _limits: Thresholds) -> Evidence:
    value = percent(window.median("d_accuracy"))
    return Evidence("D accuracy", value, "about 50%", met=False)


def _gradient(window: Window, _floor: Mapping[str, Band], _limits: Thresholds) -> Evidence:
    return Evidence("G gradient", plain(window.median("g_gradient")), "", met=False)


def _js(window: Window, floor: Mapping[str, Band], _limits: Thresholds) -> Evidence:
    wanted = ""
    if "js" in floor:
        low, high = floor["js"]
        wanted = Text("{low} to {high} bits", low=f"{low:.3f}", high=f"{high:.3f}")
    value = plain(window.median("js"))
    return Evidence("JS divergence", value, wanted, met=False)


def _hops(window: Window, _floor: Mapping[str, Band], _limits: Thresholds) -> Evidence:
    lost, won = window.changes
    value = Text("{lost} lost, {won} won", lost=lost, won=won)
    return Evidence("Mode changes", value, "0", met=False)


def _period(window: Window, _floor: Mapping[str, Band], _limits: Thresholds) -> Evidence:
    value = (
        NOT_AVAILABLE
        if window.period is None
        else counted(window.period, "{count} step", "{count} steps")
    )
    return Evidence("Period", value, "", met=False)


def _reach(window: Window, _floor: Mapping[str, Band], _limits: Thresholds) -> Evidence:
    value = Text("{reach} x the target's radius", reach=f"{window.reaches[-1]:.3g}")
    return Evidence("Reach of the points", value, "1", met=False)


def _precision(window: Window, _floor: Mapping[str, Band], _limits: Thresholds) -> Evidence:
    return Evidence("Precision", percent(window.median("precision")), "", met=False)


def _recall(window: Window, _floor: Mapping[str, Band], _limits: Thresholds) -> Evidence:
    return Evidence("Recall", percent(window.median("recall")), "")


def _close(window: Window, floor: Mapping[str, Band], limits: Thresholds) -> Evidence:
    value, most = window.median("js"), largest_divergence(floor.get("js"), limits)
    wanted = "" if most is None else Text("at most {value} bits", value=f"{most:.3f}")
    met = value is not None and most is not None and value <= most
    return Evidence("JS divergence", plain(value), wanted, met)


def _share(label: str, key: str, limit: str) -> Teller:
    def tell(window: Window, _floor: Mapping[str, Band], limits: Thresholds) -> Evidence:
        value, least = window.median(key), getattr(limits, limit)
        wanted = Text("at least {value}", value=percent(least))
        return Evidence(label, percent(value), wanted, value is not None and value >= least)

    return tell


_precise = _share("Precision", "precision", "shape_precision")
_reached = _share("Recall", "recall", "shape_recall")
_covered = _share("Coverage", "prdc_coverage", "shape_coverage")

_OWN: dict[Verdict, tuple[Teller, ...]] = {
    Verdict.DISCRIMINATOR_WON: (_accuracy, _gradient),
    Verdict.GENERATOR_WON: (_accuracy, _js),
    Verdict.MODE_HOPPING: (_hops, _period),
    Verdict.DIVERGED: (_reach,),
    Verdict.BLUR: (_precision, _recall),
}
