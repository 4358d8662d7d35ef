"""Prints which metric sees which failure, or puts it into docs/metrics.md.

python scripts/failure_table.py [--write]     (about half a minute)
"""

import argparse
from pathlib import Path

import numpy as np

from gan_desktop.bench.failures import FAILURES, POINTS, Failure
from gan_desktop.bench.tables import write_between
from gan_desktop.core.metrics import METRICS, measure

REPEATS = 20
DIGITS = {"modes": 0, "modes_any": 1, "offset": 2, "width": 2, "log_likelihood": 1}
DOCS = Path(__file__).resolve().parents[1] / "docs" / "metrics.md"


def table() -> str:
    """The table as Markdown: means over the repeated draws."""
    rows = [(failure.name, means(failure)) for failure in FAILURES]
    keys = [metric.key for metric in METRICS if metric.key in rows[0][1]]
    lines = [["generator", *(f"`{key}`" for key in keys)], ["---"] * (len(keys) + 1)]
    lines += [[name, *(shown(key, values.get(key)) for key in keys)] for name, values in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def means(failure: Failure) -> dict[str, float]:
    """Mean of each metric; absent where it was not available in some draw."""
    draws = [
        measure(failure.scene(POINTS, np.random.default_rng((0, repeat))), METRICS)
        for repeat in range(REPEATS)
    ]
    return {
        key: float(np.mean([draw[key] for draw in draws]))
        for key in draws[0]
        if all(key in draw for draw in draws)
    }


def shown(key: str, value: float | None) -> str:
    """One cell."""
    return "n/a" if value is None else f"{value:.{DIGITS.get(key, 3)}f}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the table in docs/metrics.md")
    if not parser.parse_args().write:
        print(table(), end="")
        return
    write_between(DOCS, "failure table", table())


if __name__ == "__main__":
    main()
