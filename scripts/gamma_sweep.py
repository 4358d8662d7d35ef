"""Which strength of R1, and of R1 with R2 in R3GAN, suits the toy's ring; a table on stdout.

python scripts/gamma_sweep.py [--steps N] [--seeds N] [--jobs N]
"""

import argparse
from itertools import product

from gan_desktop.bench.trials import trials
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.methods import method
from gan_desktop.core.presets import load_preset

GAMMAS = (0.01, 0.1, 1.0, 10.0)
PENALTIES = {"nsgan": ("r1",), "r3gan": ("r1", "r2")}


def config(key: str, gamma: float, seed: int, steps: int) -> ExperimentConfig:
    """The ring with one strength."""
    values = {f"regularisers.{name}": gamma for name in PENALTIES[key]}
    changed = {**values, "training.seed": seed, "training.steps": steps}
    return method(key).apply(load_preset("ring8-blog")).with_values(changed)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=1)
    chosen = parser.parse_args()
    cases = list(product(PENALTIES, GAMMAS, range(chosen.seeds)))
    found = trials([config(*case, chosen.steps) for case in cases], chosen.jobs)
    print("| method | gamma | seed | verdict | modes | HQ | sliced W2 |")
    print("|---|---|---|---|---|---|---|")
    for (key, gamma, seed), trial in zip(cases, found, strict=True):
        name = " + ".join((key, *(n.upper() for n in PENALTIES[key]))) if key == "nsgan" else key
        distance = "n/a" if trial.distance is None else f"{trial.distance:.4f}"
        print(
            f"| {name} | {gamma:g} | {seed} | {trial.verdict} | {trial.modes}/8 "
            f"| {100 * trial.high_quality:.0f}% | {distance} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
