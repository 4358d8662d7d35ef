"""A judged design as plain text: what `gan-desktop verdict` prints and the window copies."""

from collections.abc import Iterator, Sequence

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.verdict.over_seeds import Band, SeedSummary
from gan_desktop.core.verdict.remedies import remedy_for
from gan_desktop.core.verdict.seed_row import CURVES, Ending, SeedRow
from gan_desktop.core.verdict.statistics import Average
from gan_desktop.core.words import Text, counted, unit_of

MISSING = "n/a"
HEADERS = ("modes", "high quality", "reverse KL")  # of CURVES
# Rows of the table over the steps.
STEPS_SHOWN = 8


def card(name: str, config: ExperimentConfig, summary: SeedSummary, asked: int) -> Iterator[str]:
    """The lines of the card.

    Args:
        name: what the design is called.
        config: the design.
        summary: of the seeds that are done.
        asked: how many seeds there should have been.
    """
    rows, steps = summary.rows, config.training.steps
    yield f"{name}, {_seeds(asked)} of {counted(steps, '{count} step', '{count} steps')}"
    if len(summary.finished) < asked:
        yield f"Incomplete: {len(summary.finished)} of {_seeds(asked)} finished."
    yield ""
    yield from _verdict(summary)
    remedy = remedy_for(summary.verdict, config)
    if remedy is not None:
        yield f"  Try first: {remedy.text}"
    yield ""
    if summary.finished:
        yield from _metrics(summary)
        yield ""
    if summary.steps:
        yield from _curves(summary)
        yield ""
    yield "Seeds"
    header = ("seed", "verdict", *HEADERS, "steps", "")
    yield from _table([header, *map(_seed, rows)], left=(1, 6))


def _verdict(summary: SeedSummary) -> Iterator[str]:
    words, finished, success = summary.words, summary.finished, summary.success
    # Said wherever a share is not one of all seeds.
    these = "" if len(finished) == len(summary.rows) else " that finished"
    if summary.verdict is None:
        yield words.label
    else:
        yield f"{words.label} ({summary.supporting} of {_seeds(len(finished))}{these})"
    yield f"  {words.meaning}"
    if success is not None:
        low, high = success.interval
        yield (
            f"  Success rate {success.rate:.0%}: {success.count} of {len(finished)}{these} with "
            f"every mode at the end (95% interval {low:.0%} to {high:.0%})."
        )
    elif finished:
        yield f"  Success rate {MISSING}: the target has no modes to count."
    diverged = summary.ended(Ending.DIVERGED)
    if diverged:
        yield f"  {_seeds(diverged)} diverged."
    for why, count in summary.failures.items():
        yield f"  {_seeds(count)} failed and did not vote: {why}"


def _metrics(summary: SeedSummary) -> Iterator[str]:
    yield "At the end: mean ± standard error over the seeds"
    rows = []
    for metric in METRICS:
        mean = summary.metrics.get(metric.key)
        if mean is not None:
            few = mean.count < len(summary.rows)
            note = f"{mean.count} of {_seeds(len(summary.rows))}" if few else ""
            rows.append((metric.label, _average(mean, metric.unit), note))
    yield from _table(rows, left=(0, 1, 2))
    absent = [metric.label for metric in METRICS if metric.key not in summary.metrics]
    if absent:
        yield f"  Not available: {len(absent)} of {len(METRICS.keys())} ({', '.join(absent)})."


def _curves(summary: SeedSummary) -> Iterator[str]:
    yield "Over the steps: mean (lowest to highest)"
    count = len(summary.steps)
    shown = sorted({-(-count * part // STEPS_SHOWN) - 1 for part in range(1, STEPS_SHOWN + 1)})
    lines: list[tuple[str, ...]] = [("step", *HEADERS)]
    for index in shown:
        cells = [_range(summary.curves[key], index, METRICS[key].unit) for key in CURVES]
        lines.append((f"{summary.steps[index]:,}", *cells))
    yield from _table(lines, left=(1, 2, 3))


def _seed(row: SeedRow) -> tuple[str, ...]:
    values = [value_text(row.metrics.get(key), METRICS[key].unit) for key in CURVES]
    return (str(row.seed), row.words.label, *values, f"{row.steps:,}", row.why)


def _average(mean: Average, unit: str) -> str:
    text = value_text(mean.mean, unit)
    if mean.standard_error is not None:
        text += f" ± {value_text(mean.standard_error, unit)}"
    return text if unit == "share" else f"{text} {unit_of(text, unit)}".rstrip()


def _range(band: Band, index: int, unit: str) -> str:
    mean, low, high = (value_text(v[index], unit) for v in (band.mean, band.low, band.high))
    return f"{mean} ({low} to {high})" if band.count[index] else MISSING


def value_text(value: float | None, unit: str) -> str:
    """A value as it is read, without its unit but for per cent."""
    if value is None:
        return MISSING
    if unit == "share":
        return f"{value:.1%}"
    if unit == "modes":
        return f"{value:.3g}"
    return f"{value:.3f}" if value == 0 or 0.001 <= abs(value) < 1000 else f"{value:.3g}"


def some_seeds(some: int, count: int) -> Text:
    """A number of all seeds: "4 of 5 seeds"."""
    return counted(count, "{some} of {count} seed", "{some} of {count} seeds", some=some)


def _seeds(count: int) -> str:
    return counted(count, "{count} seed", "{count} seeds")


def _table(rows: Sequence[tuple[str, ...]], left: tuple[int, ...]) -> Iterator[str]:
    """Aligned columns; those of `left` to the left, the others (numbers) to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.ljust(width) if index in left else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()
