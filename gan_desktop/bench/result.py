"""What the blog's recipe reaches."""

from collections.abc import Iterator

from gan_desktop.bench.benchmark import Figure
from gan_desktop.core.presets import load_preset
from gan_desktop.training import GanTrainer

SEEDS = (0, 1, 2)
STEPS = 10_000


def measure() -> Iterator[Figure]:
    """`ring8-blog` for 10,000 steps, a line a seed."""
    for seed in SEEDS:
        trainer = GanTrainer(load_preset("ring8-blog").with_values({"training.seed": seed}))
        trainer.run(STEPS)
        metrics = trainer.snapshot().metrics
        modes, quality = int(metrics["modes"]), metrics["high_quality"]
        reverse_kl = metrics.get("reverse_kl", float("nan"))
        value = (
            f"{modes} of 8 modes, {100 * quality:.1f}% high quality, reverse KL {reverse_kl:.3f}"
        )
        met = modes == 8 and quality >= 0.85 and reverse_kl <= 0.1
        yield Figure(f"ring8-blog, seed {seed}", value, "8 of 8, >= 85%, <= 0.1", met)
