"""Trains each named method and prints what became of it, or puts it into docs/methods.md.

python scripts/method_table.py [--write] [--steps N] [--seeds N] [--jobs N] [--targets KEY ...]
    [--methods KEY ...] [--cache FOLDER]

A method is applied to the preset of each target; a run is judged as the application would judge
it. One line is printed for each run as it ends; with --cache they are kept, and a call that was
stopped goes on where it was.
"""

import argparse
import sys
from collections import Counter
from itertools import product
from pathlib import Path
from statistics import fmean

from gan_desktop.bench.tables import write_between
from gan_desktop.bench.trials import Trial, trials
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.methods import method, methods
from gan_desktop.core.presets import load_preset

DOCS = Path(__file__).resolve().parents[1] / "docs" / "methods.md"


def options() -> argparse.Namespace:
    """The command line's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the table in the docs")
    parser.add_argument("--steps", type=int, default=3000, help="generator updates of each run")
    parser.add_argument("--seeds", type=int, default=3, help="runs of each method and target")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--targets", nargs="+", default=["ring8-blog", "grid25"], help="presets")
    parser.add_argument("--methods", nargs="+", default=list(methods()), help="which methods")
    parser.add_argument("--cache", type=Path, help="folder in which runs are kept")
    return parser.parse_args()


def config(key: str, target: str, seed: int, steps: int) -> ExperimentConfig:
    """One run."""
    changed = {"training.seed": seed, "training.steps": steps}
    return method(key).apply(load_preset(target)).with_values(changed)


def cell(found: list[Trial], modes: int) -> str:
    """Verdicts with their number, then the means over the seeds."""
    counts = Counter(trial.verdict for trial in found)
    words = ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items()))
    captured = fmean(trial.modes for trial in found)
    share = 100 * fmean(trial.high_quality for trial in found)
    return f"{words} | {captured:.1f}/{modes} | {share:.0f}%"


def command(chosen: argparse.Namespace) -> str:
    """The call that makes the table again."""
    words = f"python scripts/method_table.py --write --steps {chosen.steps} --seeds {chosen.seeds}"
    return f"{words} --targets {' '.join(chosen.targets)}"


def main() -> None:
    """The command."""
    chosen = options()
    # The first seed of all of them first: a stopped call has something of each.
    cases = list(product(range(chosen.seeds), chosen.methods, chosen.targets))
    configs = [config(key, target, seed, chosen.steps) for seed, key, target in cases]
    found: dict[tuple[str, str], list[Trial]] = {}
    runs = trials(configs, chosen.jobs, chosen.cache)
    for (seed, key, target), trial in zip(cases, runs, strict=True):
        found.setdefault((key, target), []).append(trial)
        line = f"{key} {target} {seed}: {trial.verdict} {trial.modes} {trial.high_quality:.2f}"
        print(line, file=sys.stderr, flush=True)
    rows = [
        "| method | " + " | ".join(f"{t}: verdicts | modes | HQ" for t in chosen.targets) + " |",
        "|---|" + "---|---|---|" * len(chosen.targets),
    ]
    for key in chosen.methods:
        cells = [cell(found[key, t], len(load_preset(t).target)) for t in chosen.targets]
        rows.append(f"| {key} | {' | '.join(cells)} |")
    told = f"Made by `{command(chosen)}`:\n\n" + "\n".join(rows) + "\n"
    if not chosen.write:
        print(told, end="")
        return
    write_between(DOCS, "method table", told)


if __name__ == "__main__":
    main()
