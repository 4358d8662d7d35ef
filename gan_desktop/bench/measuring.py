"""What measuring costs the training, by the same rules as in the window."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

from gan_desktop.app.measuring import RunMeasuring
from gan_desktop.bench.benchmark import Figure
from gan_desktop.core.presets import load_preset
from gan_desktop.training import GanTrainer

SECONDS = 10.0
GOAL = 0.1
SMALL: Mapping[str, Any] = {
    "networks.generator_hidden": (16,),
    "networks.discriminator_hidden": (16,),
    "training.batch_size": 32,
}


def measure() -> Iterator[Figure]:
    """Time spent on metrics and verdicts over time spent on steps."""
    for name, every, values in (
        ("the blog's recipe, every 50 steps", 50, {}),
        ("the blog's recipe, every step", 1, {}),
        ("the smallest networks, every step", 1, SMALL),
    ):
        share, metrics = _share(every, values)
        yield Figure(
            f"measuring / training: {name} ({metrics})",
            f"{100 * share:.1f}%",
            f"<= {100 * GOAL:.0f}%",
            share <= GOAL,
        )


def _share(every: int, values: Mapping[str, Any]) -> tuple[float, str]:
    trainer = GanTrainer(load_preset("ring8-blog").with_values(values))
    measuring = RunMeasuring()
    trained = spent = 0.0
    refreshes = measured = costly = 0
    trainer.step()
    trainer.snapshot()
    while trained < SECONDS:
        started = time.perf_counter()
        trainer.run(every)
        between = time.perf_counter()
        measuring.trained(between - started)
        snapshot = measuring.snapshot(trainer)
        measuring.judgement()
        if snapshot.measured:
            spent += time.perf_counter() - between
        trained += between - started
        refreshes += 1
        measured += bool(snapshot.measured)
        costly += "energy" in snapshot.measured
    return spent / trained, f"{100 * measured / refreshes:.0f}% of refreshes, {costly} costly ones"
