"""Judges the labelled runs and prints how often that is right, or puts it into docs/verdict.md.

python scripts/verdict_table.py [--write] [--synthetic-only] [--half calibration|unseen|all]
    [--jobs N] [--cache FOLDER] [--features]

The first time it draws the synthetic runs and trains the others, which takes a while; with --cache
they are kept, and the next time takes seconds.
"""

import argparse
from pathlib import Path

from gan_desktop.bench.labelled import features, gather, scoring
from gan_desktop.bench.labelled.running import RealRecipe
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.bench.tables import write_between

DOCS = Path(__file__).resolve().parents[1] / "docs" / "verdict.md"


def options() -> argparse.Namespace:
    """The command line's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the tables in the docs")
    parser.add_argument("--synthetic-only", action="store_true", help="train nothing")
    parser.add_argument("--half", choices=[*Half, "all"], default="all", help="which recipes")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--cache", type=Path, help="folder in which runs are kept")
    parser.add_argument("--features", action="store_true", help="also a line of numbers a run")
    chosen = parser.parse_args()
    if chosen.write and (chosen.synthetic_only or chosen.half != "all"):
        parser.error("--write needs all runs of both halves")
    return chosen


def report(scored: list[scoring.Scored]) -> str:
    """Accuracies, the confusion matrix of the unseen half (or of the only one), the wrong ones."""
    halves = {each.trajectory.half for each in scored}
    half = Half.UNSEEN if Half.UNSEEN in halves else Half.CALIBRATION
    shown = [each for each in scored if each.trajectory.half is half]
    nothing = "none\n"
    return (
        f'{scoring.accuracies(scored)}\nThe half "{half}", number of runs:\n\n'
        f"{scoring.confusion(shown)}\nJudged otherwise than labelled:\n\n"
        f"{scoring.mistakes(scored) or nothing}"
    )


def main() -> None:
    """The command."""
    chosen = options()
    halves = tuple(Half) if chosen.half == "all" else (Half(chosen.half),)
    todo = gather.tasks(halves, chosen.synthetic_only)
    scored = []
    runs = gather.gather(todo, chosen.cache, chosen.jobs)
    for (recipe, _), trajectory in zip(todo, runs, strict=True):
        scored.append(scoring.score(trajectory, isinstance(recipe, RealRecipe)))
        if chosen.features:
            print(features.line(scored[-1]), flush=True)
    told = report(scored)
    if not chosen.write:
        print(told, end="")
        return
    write_between(DOCS, "verdict table", told)


if __name__ == "__main__":
    main()
