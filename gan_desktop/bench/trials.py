"""Short trainings that are judged: what the tables of methods are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gan_desktop.bench.kept_runs import kept_runs
from gan_desktop.bench.labelled.trajectory import ALL, CHEAP, COSTLY_EVERY, POINTS
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.metrics import noise_floor
from gan_desktop.core.verdict import Observation, Verdict, judge
from gan_desktop.training import GanTrainer

EVERY = 50
# VEEGAN's number of points, for the last look.
FINAL_POINTS = 2500


@dataclass(frozen=True)
class Trial:
    """What became of one run.

    Attributes:
        verdict: of its refreshes, measured as the labelled runs are.
        modes: captured at the end (10% rule), of 2,500 points.
        high_quality: share of them within 3 sigma of a mode.
        distance: their sliced Wasserstein distance from real points, in units of the data; None
            when the run diverged.
    """

    verdict: Verdict
    modes: int
    high_quality: float
    distance: float | None


def trial(config: ExperimentConfig) -> Trial:
    """Train to the config's length and judge it, with the noise floor of its target."""
    trainer, until, sentence = GanTrainer(config), config.training.steps, ""
    observations: list[Observation] = []
    try:
        while trainer.steps_done < until:
            trainer.run(min(EVERY, until - trainer.steps_done))
            due = len(observations) % COSTLY_EVERY == COSTLY_EVERY - 1
            metrics = ALL if due or trainer.steps_done == until else CHEAP
            observations.append(Observation.of(trainer.snapshot(POINTS, metrics)))
        last = trainer.snapshot(FINAL_POINTS).metrics
    except DivergedError as error:
        sentence, last = str(error), {}
    (left, right), (bottom, top) = config.display.x_limits, config.display.y_limits
    floor = noise_floor(
        config.target, POINTS, CHEAP, x_limits=(left, right), y_limits=(bottom, top)
    )
    verdict = judge(observations, floor, sentence).verdict
    return Trial(
        verdict,
        int(last.get("modes", 0)),
        last.get("high_quality", 0.0),
        last.get("sliced_wasserstein"),
    )


def trials(
    configs: Sequence[ExperimentConfig], jobs: int = 1, folder: Path | None = None
) -> Iterator[Trial]:
    """The trials of these configs, in this order.

    Args:
        configs: one for each run.
        jobs: processes.
        folder: where they are kept, one file a config, and taken from the next time. Empty it
            after a change of training, metrics or verdict.
    """
    return kept_runs(trial, Trial, configs, jobs, folder)
