"""Attempts rows of published tables with the papers' own recipes: theirs and ours side by side.

python scripts/published_rows.py [--write] [--full] [--runs N] [--jobs N] [--cache FOLDER]

Without --full the runs are shortened, and the table says by how much: with it they take hours.
--write puts the table into docs/methods.md; with --cache a call that was stopped goes on.
"""

import argparse
import sys
from itertools import product
from pathlib import Path
from statistics import fmean, stdev

from gan_desktop.bench.kept_runs import kept_runs
from gan_desktop.bench.published import ROWS, PublishedRow, Score, scored
from gan_desktop.bench.tables import row, write_between

DOCS = Path(__file__).resolve().parents[1] / "docs" / "methods.md"
HEADS = [
    "row", "target", "modes: published", "ours", "HQ %: published", "ours",
    "reverse KL: published", "ours", "our steps of theirs", "our runs of theirs",
]  # fmt: skip


def options() -> argparse.Namespace:
    """The command line's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the table in the docs")
    parser.add_argument("--full", action="store_true", help="as many steps as the papers")
    parser.add_argument("--runs", type=int, default=1, help="of each row, seeds 0, 1, ...")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--cache", type=Path, help="folder in which runs are kept, these alone")
    return parser.parse_args()


def mean(values: list[float], digits: int) -> str:
    """Mean, with its standard error over the runs if there are several."""
    if not values:
        return "n/a"
    told = f"{fmean(values):.{digits}f}"
    if len(values) > 1:
        told += f"±{stdev(values) / len(values) ** 0.5:.{digits}f}"
    return told


def line(published: PublishedRow, steps: int, found: list[Score]) -> str:
    """Published and ours; a run that diverged counts as one without points."""
    entropies = [score.reverse_kl for score in found if score.reverse_kl is not None]
    lost = sum(score.diverged for score in found)
    runs = f"{len(found)} of {published.runs}" + (f", {lost} diverged" if lost else "")
    return row([
        f"{published.name} ({published.source})",
        f"`{published.target}`",
        published.modes,
        mean([score.modes for score in found], 1),
        published.high_quality,
        mean([100 * score.high_quality for score in found], 1),
        published.reverse_kl or "none",
        mean(entropies, 2),
        f"{steps:,} of {published.steps:,}",
        runs,
    ])  # fmt: skip


def command(chosen: argparse.Namespace) -> str:
    """The call that makes the table again."""
    return (
        "python scripts/published_rows.py --write"
        + " --full" * chosen.full
        + (f" --runs {chosen.runs}" if chosen.runs > 1 else "")
    )


def main() -> None:
    """The command."""
    chosen = options()
    steps = [published.steps if chosen.full else published.shortened for published in ROWS]
    cases = list(product(range(chosen.runs), range(len(ROWS))))
    configs = [ROWS[index].config(steps[index], seed) for seed, index in cases]
    found: list[list[Score]] = [[] for _ in ROWS]
    runs = kept_runs(scored, Score, configs, chosen.jobs, chosen.cache)
    for (seed, index), score in zip(cases, runs, strict=True):
        found[index].append(score)
        name = f"{ROWS[index].name} {ROWS[index].target} {seed}"
        print(f"{name}: {score}", file=sys.stderr, flush=True)
    told = f"Made by `{command(chosen)}`"
    told += ".\n\n" if chosen.full else ". **Shortened runs**, as the table says:\n\n"
    told += row(HEADS) + row(["---"] * len(HEADS))
    told += "".join(line(*each) for each in zip(ROWS, steps, found, strict=True))
    if chosen.write:
        write_between(DOCS, "published rows", told)
    else:
        print(told, end="")


if __name__ == "__main__":
    main()
