"""Values of a result as a person reads them."""

from PySide6.QtCore import QCoreApplication

from gan_desktop.app.jury_card import some_seeds, value_text
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.core.verdict.statistics import Average
from gan_desktop.core.words import counted, unit_of
from gan_desktop.ui.words import translated

__all__ = ["average_text", "rate_text", "seeds_text", "some_seeds", "time_text", "value_text"]

MINUTE, HOUR = 60, 3600


def average_text(mean: Average | None, unit: str) -> str:
    """Mean ± standard error with its unit, "n/a" where there is none."""
    if mean is None:
        return QCoreApplication.translate("Judging", "n/a")
    text = value_text(mean.mean, unit)
    if mean.standard_error is not None:
        text += f" ± {value_text(mean.standard_error, unit)}"
    return text if unit == "share" else f"{text} {translated(unit_of(text, unit))}".rstrip()


def seeds_text(some: int, summary: SeedSummary) -> str:
    """A number of the seeds that count: "4 of 5 seeds", "2 of 3 seeds that finished"."""
    every = len(summary.finished)
    if every == len(summary.rows):
        return translated(some_seeds(some, every))
    one, many = "{some} of {count} seed that finished", "{some} of {count} seeds that finished"
    return translated(counted(every, one, many, some=some))


def rate_text(summary: SeedSummary) -> str:
    """The success rate: "4 of 5 seeds, 80% (38% to 96%)", n/a where there are no modes."""
    if summary.success is None:
        return QCoreApplication.translate("Judging", "n/a, the target has no modes to count")
    low, high = summary.success.interval
    text = QCoreApplication.translate("Judging", "{seeds}, {rate} ({low} to {high})")
    return text.format(
        seeds=seeds_text(summary.success.count, summary),
        rate=f"{summary.success.rate:.0%}",
        low=f"{low:.0%}",
        high=f"{high:.0%}",
    )


def time_text(seconds: float) -> str:
    """A time that is a guess, as coarse as such a guess is."""
    translate = QCoreApplication.translate
    if seconds < MINUTE:
        coarse = max(5, 5 * round(seconds / 5))
        return translate("Judging", "about {seconds} s left").format(seconds=coarse)
    if seconds < HOUR:
        minutes = round(seconds / MINUTE)
        return translate("Judging", "about {minutes} min left").format(minutes=minutes)
    hours, minutes = divmod(round(seconds / MINUTE), 60)
    return translate("Judging", "about {hours} h {minutes} min left").format(
        hours=hours, minutes=minutes
    )
