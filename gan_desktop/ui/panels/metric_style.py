"""How metrics are grouped, coloured and written wherever the window shows them."""

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gan_desktop.core.metrics import METRICS, Metric
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.words import Text, counted, unit_of
from gan_desktop.ui.words import translated

Band = tuple[float, float]

_GROUPS = (
    (
        QT_TRANSLATE_NOOP("MetricStyle", "The game"),
        (
            ("d_loss", "g_loss"),
            ("d_real", "d_fake"),
            ("d_accuracy",),
            ("d_gradient", "g_gradient"),
            ("input_gradient",),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("MetricStyle", "Modes"),
        (("modes",), ("modes_any",), ("high_quality",), ("reverse_kl",)),
    ),
    (QT_TRANSLATE_NOOP("MetricStyle", "Within the modes"), (("width",), ("offset",))),
    (
        QT_TRANSLATE_NOOP("MetricStyle", "Distance from the target"),
        (("js",), ("sliced_wasserstein",), ("energy",), ("log_likelihood",)),
    ),
    (
        QT_TRANSLATE_NOOP("MetricStyle", "Neighbours"),
        (("precision", "recall"), ("density",), ("prdc_coverage",)),
    ),
)
_OTHERS = QT_TRANSLATE_NOOP("MetricStyle", "Others")

# Names of the palette's colours: the discriminator judges real data, the generator makes fakes.
_COLOURS = {
    "d_loss": "real", "g_loss": "fake", "d_real": "real", "d_fake": "fake",
    "d_gradient": "real", "g_gradient": "fake", "input_gradient": "real", "d_accuracy": "real",
    "modes": "modes", "modes_any": "modes", "high_quality": "quality", "reverse_kl": "fake",
    "precision": "quality", "recall": "modes",
}  # fmt: skip
_OTHER_COLOUR = "accent"


def groups() -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Headings with their plots, each plot the keys that share it; every metric is in one.

    What the registry has and no group knows is under "Others".
    """
    placed: set[str] = set()
    for heading, plots in _GROUPS:
        known = [tuple(key for key in plot if key in METRICS) for plot in plots]
        placed.update(key for plot in known for key in plot)
        yield _text(heading), [plot for plot in known if plot]
    others = [(metric.key,) for metric in METRICS if metric.key not in placed]
    if others:
        yield _text(_OTHERS), others


def colour_role(key: str) -> str:
    """Name of the palette's colour for a metric's curve."""
    return _COLOURS.get(key, _OTHER_COLOUR)


def scale(metric: Metric) -> float:
    """Factor from a value to what is shown: shares are shown in per cent."""
    return 100.0 if metric.unit == "share" else 1.0


def value_text(metric: Metric, value: float) -> str:
    """A value with its unit, at most eight characters and the unit."""
    if metric.unit == "share":
        return number_text(metric, value)
    number = number_text(metric, value)
    return f"{number} {translated(unit_of(number, metric.unit))}".rstrip()


def number_text(metric: Metric, value: float) -> str:
    """A value without its unit, but for the sign of per cent."""
    if metric.unit == "share":
        return f"{100 * value:.1f}%"
    return f"{value:.0f}" if metric.unit == "modes" else _number(value)


def widest_text(metric: Metric) -> str:
    """As wide as a value ever is (but for freaks)."""
    if metric.unit == "share":
        return "100.0%"
    number = "100" if metric.unit == "modes" else "0.0000"
    return f"{number} {translated(metric.unit)}".rstrip()


def about_html(metric: Metric, mixture: GaussianMixture | None, band: Band | None) -> str:
    """What a metric means, its unit, and what is good: for tooltips and for reading."""
    lines = [escape(translated(metric.about), quote=False)]
    unit = _text("per cent") if metric.unit == "share" else translated(metric.unit)
    if unit:
        lines.append(_text("Unit: {unit}.").format(unit=unit))
    best = None if mixture is None else metric.best_for(mixture)
    if best is not None:
        text = _text(
            "Dotted line: {value}, what a perfect generator reaches with any number of points."
        )
        lines.append(text.format(value=value_text(metric, best)))
    elif mixture is not None:
        lines.append(_text("There is no best value."))
    if band is not None:
        text = _text(
            "Band: {low} to {high}, what a perfect generator reads with as many points as here, "
            "nine times in ten."
        )
        low, high = (value_text(metric, limit) for limit in band)
        lines.append(text.format(low=low, high=high))
    return f"<b>{escape(translated(metric.label), quote=False)}</b>" + "".join(
        f"<p>{line}</p>" for line in lines
    )


def _number(value: float) -> str:
    size = abs(value)
    if size and not 5e-5 <= size < 99_999.5:
        return f"{value:.1e}"
    decimals = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 10 else 3
    return f"{value:,.{decimals}f}" if size >= 0.1 else f"{value:.4f}"


def _text(text: str) -> str:
    return QCoreApplication.translate("MetricStyle", text)


def values_not_drawn(count: int) -> Text:
    """What a plot with a logarithmic axis leaves out."""
    one, many = "{count} value ≤ 0 is not drawn", "{count} values ≤ 0 are not drawn"
    return counted(count, one, many)
