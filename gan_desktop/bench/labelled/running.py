"""Runs a real recipe and keeps what a verdict looks at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gan_desktop.bench.labelled.targets import stage
from gan_desktop.bench.labelled.trajectory import (
    ALL,
    CHEAP,
    COSTLY_EVERY,
    POINTS,
    Half,
    Trajectory,
)
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.presets import load_preset
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Observation, Verdict
from gan_desktop.training import GanTrainer


@dataclass(frozen=True)
class RealRecipe:
    """A design that is trained.

    Attributes:
        name: its name.
        label: what its runs are.
        half: calibration or unseen.
        why: why the label follows from how it is made.
        steps: how many.
        seeds: the runs for which that is known.
        stage: name of the target; the preset of that name, or ring8-blog's, is the starting point.
        values: changed settings by path.
        every: steps between refreshes.
    """

    name: str
    label: Verdict
    half: Half
    why: str
    steps: int
    seeds: tuple[int, ...]
    stage: str = "ring8-blog"
    values: Mapping[str, Any] = field(default_factory=dict)
    every: int = 50

    def config(self, seed: int) -> ExperimentConfig:
        """What is trained."""
        place = stage(self.stage)
        base = load_preset(self.stage if self.stage in _PRESETS else "ring8-blog")
        return base.replaced(target=place.target).with_values(
            {
                "display.x_limits": place.x_limits,
                "display.y_limits": place.y_limits,
                "display.snapshot_every": self.every,
                "training.steps": self.steps,
                "training.seed": seed,
                **self.values,
            }
        )


_PRESETS = ("ring8", "ring8-blog", "grid25", "two-modes")


def run(
    recipe: RealRecipe, seed: int, watch: Callable[[Snapshot], None] | None = None
) -> Trajectory:
    """Train it; `watch` sees each snapshot."""
    trainer = GanTrainer(recipe.config(seed))
    observations, sentence = [], ""
    last = recipe.steps // recipe.every
    try:
        for index in range(1, last + 1):
            trainer.run(recipe.every)
            costly = index % COSTLY_EVERY == 0 or index == last
            snapshot = trainer.snapshot(POINTS, ALL if costly else CHEAP)
            observations.append(Observation.of(snapshot))
            if watch is not None:
                watch(snapshot)
    except DivergedError as error:
        sentence = str(error)
    return Trajectory(
        recipe.name,
        seed,
        recipe.label,
        recipe.half,
        recipe.stage,
        POINTS,
        tuple(observations),
        sentence,
    )
