"""Prints what each metric costs, in milliseconds: the median of repeated measurements.

python scripts/metric_costs.py [points ...]     (default: 1000 2500; some seconds)
"""

import sys
import time
import tracemalloc
from collections.abc import Callable
from statistics import median

import numpy as np

from gan_desktop.bench.failures import LIMITS, RING
from gan_desktop.core.metrics import METRICS, Cost, Reference, Scene, measure, noise_floor

REPEATS = 25


def milliseconds(run: Callable[[Scene], object], scenes: list[Scene]) -> float:
    """Median over scenes that nothing has been computed of."""
    times = []
    for scene in scenes:
        start = time.perf_counter()
        run(scene)
        times.append(time.perf_counter() - start)
    return 1000 * median(times)


def costs(count: int) -> dict[str, float]:
    """What each metric and each class takes, once the real side is known, as in a run."""
    rng = np.random.default_rng(0)
    reference = Reference.drawn(RING, count, rng, LIMITS, LIMITS)
    fakes = [RING.sample(count, rng) for _ in range(REPEATS)]
    measure(Scene(fakes[0], reference), METRICS)
    scenes = lambda: [Scene(fake, reference) for fake in fakes]  # noqa: E731
    found = {m.key: milliseconds(m.compute, scenes()) for m in METRICS}
    for cost in Cost:
        metrics = METRICS.of(cost)
        found[f"all {cost}"] = milliseconds(lambda scene, m=metrics: measure(scene, m), scenes())
    fresh = Reference(reference.points, RING, LIMITS, LIMITS)
    found["the real side, once"] = milliseconds(
        lambda scene: measure(scene, METRICS), [Scene(fakes[0], fresh)]
    )
    for cost in Cost:
        start = time.perf_counter()
        noise_floor(RING, count, METRICS.of(cost))
        found[f"noise floor, {cost}"] = 1000 * (time.perf_counter() - start)
    tracemalloc.start()
    measure(Scene(fakes[0], Reference(reference.points, RING)), METRICS)
    found["peak memory, kB"] = tracemalloc.get_traced_memory()[1] / 1000
    tracemalloc.stop()
    return found


def main() -> None:
    """The command."""
    counts = [int(argument) for argument in sys.argv[1:]] or [1000, 2500]
    columns = [costs(count) for count in counts]
    print(f"| metric | {' | '.join(f'{count:,} points' for count in counts)} |")
    print("|---" * (len(counts) + 1) + "|")
    for key in columns[0]:
        cells = " | ".join(f"{column[key]:,.2f}" for column in columns)
        print(f"| {key} | {cells} |")


if __name__ == "__main__":
    main()
