"""`SeedSummary`: what several seeds of one design say of the design."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from gan_desktop.core.metrics import METRICS
from gan_desktop.core.verdict.seed_row import CURVES, Ending, SeedRow
from gan_desktop.core.verdict.statistics import Average, Interval, average, wilson
from gan_desktop.core.verdict.verdicts import Verdict, Words, words_for


@dataclass(frozen=True)
class Band:
    """One measure over the steps; None where no seed has a value.

    Attributes:
        mean: (S,) over the seeds that have a value at that step.
        low: (S,) the smallest.
        high: (S,) the largest.
        count: (S,) how many seeds have a value.
    """

    mean: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    count: tuple[int, ...]


@dataclass(frozen=True)
class Success:
    """How often every mode is there at the end.

    Attributes:
        count: seeds with every mode at the end.
        rate: their share, 0 to 1.
        interval: 95% interval of the rate (Wilson).
    """

    count: int
    rate: float
    interval: Interval

    @classmethod
    def of(cls, rows: Sequence[SeedRow]) -> Self:
        """Of one finished seed or more, on a target with known modes."""
        count = sum(row.success for row in rows)
        return cls(count, count / len(rows), wilson(count, len(rows)))


@dataclass(frozen=True)
class SeedSummary:
    """A design, judged over the seeds that finished: all steps done, or diverged.

    Attributes:
        verdict: converged if every finished seed is, else the most frequent other verdict
            (`combined`); None without a finished seed.
        rows: one a seed, by seed, those that failed included.
        success: how many finished seeds have every mode at the end; None without a finished seed,
            and on a target without known modes.
        metrics: mean over the seeds at the end by key, in the order of `METRICS`; what no seed
            has is absent.
        steps: (S,) the steps of the curves.
        curves: a band by key: modes, high quality, reverse KL.
    """

    verdict: Verdict | None
    rows: tuple[SeedRow, ...]
    success: Success | None
    metrics: Mapping[str, Average]
    steps: tuple[int, ...]
    curves: Mapping[str, Band]

    @classmethod
    def of(cls, rows: Iterable[SeedRow]) -> Self:
        """Summarise one seed or more.

        Raises:
            ValueError: no rows.
        """
        rows = tuple(sorted(rows, key=lambda row: row.seed))
        if not rows:
            raise ValueError("there is no seed to judge by")
        steps = tuple(sorted({step for row in rows for step in row.curves}))
        means = {
            metric.key: average([r.metrics[metric.key] for r in rows if metric.key in r.metrics])
            for metric in METRICS
        }
        finished = [row for row in rows if row.finished]
        return cls(
            combined(finished) if finished else None,
            rows,
            Success.of(finished) if finished and rows[0].modes_known else None,
            {key: mean for key, mean in means.items() if mean is not None},
            steps,
            {key: _band(rows, steps, key) for key in CURVES},
        )

    @property
    def words(self) -> Words:
        """The verdict in words that suit the target."""
        return words_for(self.verdict, self.rows[0].modes_known)

    @property
    def finished(self) -> tuple[SeedRow, ...]:
        """The seeds that verdict and rate rest on."""
        return tuple(row for row in self.rows if row.finished)

    @property
    def supporting(self) -> int:
        """How many seeds have the design's verdict."""
        return sum(row.verdict is self.verdict for row in self.finished)

    @property
    def failures(self) -> Mapping[str, int]:
        """How many seeds failed by each reason, the most frequent one first."""
        return dict(Counter(row.why for row in self.rows if not row.finished).most_common())

    def ended(self, ending: Ending) -> int:
        """How many seeds ended so."""
        return sum(row.ending is ending for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """Plain values; null for what is not available."""
        return {
            "verdict": self.verdict and self.verdict.value,
            "seeds_finished": len(self.finished),
            "success_rate": self.success and self.success.rate,
            "success_interval": self.success and list(self.success.interval),
            "modes_mean": self._mean("modes"),
            "modes_any_mean": self._mean("modes_any"),
            "high_quality_mean": self._mean("high_quality"),
            "reverse_kl_mean": self._mean("reverse_kl"),
            "metrics": {key: asdict(mean) for key, mean in self.metrics.items()},
            "curves": {
                "steps": list(self.steps),
                **{
                    key: {
                        "mean": list(band.mean),
                        "min": list(band.low),
                        "max": list(band.high),
                        "count": list(band.count),
                    }
                    for key, band in self.curves.items()
                },
            },
            "seeds": [row.to_json() for row in self.rows],
        }

    def _mean(self, key: str) -> float | None:
        return self.metrics[key].mean if key in self.metrics else None


def combined(rows: Sequence[SeedRow]) -> Verdict:
    """The verdict of a design whose seeds have all finished.

    Converged only if every seed is; otherwise the most frequent other verdict, the worse one of
    those that are equally frequent.
    """
    counts = Counter(row.verdict for row in rows if row.verdict not in (None, Verdict.CONVERGED))
    if not counts:
        return Verdict.CONVERGED
    return max(counts, key=lambda verdict: (counts[verdict], verdict.rank))


def _band(rows: Sequence[SeedRow], steps: Sequence[int], key: str) -> Band:
    columns = [[r.curves[s][key] for r in rows if key in r.curves.get(s, {})] for s in steps]
    means = [average(column) for column in columns]
    return Band(
        tuple(None if mean is None else mean.mean for mean in means),
        tuple(min(column, default=None) for column in columns),
        tuple(max(column, default=None) for column in columns),
        tuple(map(len, columns)),
    )
