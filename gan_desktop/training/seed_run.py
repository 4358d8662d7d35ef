"""One seed of a design, trained and judged: what a worker of `app.jury` does."""

import hashlib
from collections.abc import Callable

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.metrics import METRICS, Cost, noise_floor
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Judgement, Observation, ObservationLog, judge
from gan_desktop.core.verdict.seed_row import CURVES, Ending, SeedRow, curve_steps
from gan_desktop.core.words import told
from gan_desktop.training.trainer import GanTrainer

# Costly metrics are taken at every so-manieth refresh, and at the last one.
COSTLY_EVERY = 10
# Generated points, and as many real ones: what the window measures with.
POINTS = 1000


def run_seed(config: ExperimentConfig, go_on: Callable[[int], bool]) -> SeedRow | None:
    """Train a config to its last step and judge it; the training is bit for bit the window's.

    Args:
        config: what to train, the seed and the steps included.
        go_on: called after every step with the steps done; False gives the run up.

    Returns:
        The row, also of a run that diverged; None if it was given up.
    """
    run = _Run(config)
    try:
        complete = run.train(go_on)
    except DivergedError as error:
        return run.row(told(error))
    return run.row() if complete else None


class _Run:
    """A trainer with what has been seen of it so far."""

    def __init__(self, config: ExperimentConfig) -> None:
        self._trainer = GanTrainer(config)
        self._log = ObservationLog()
        self._refreshes = 0
        self._last: Snapshot | None = None
        self._kept = frozenset(curve_steps(config.training.steps, config.display.snapshot_every))
        self._curves: dict[int, dict[str, float]] = {}

    def train(self, go_on: Callable[[int], bool]) -> bool:
        """Train to the end and measure at every refresh; False if it was given up."""
        trainer = self._trainer
        steps, every = trainer.config.training.steps, trainer.config.display.snapshot_every
        while trainer.steps_done < steps:
            trainer.step()
            done = trainer.steps_done
            if done % every == 0 or done == steps:
                self._measure(last=done == steps)
            if not go_on(done):
                return False
        return True

    def _measure(self, *, last: bool) -> None:
        self._refreshes += 1
        costly = last or self._refreshes % COSTLY_EVERY == 0
        chosen = METRICS if costly else METRICS.of(Cost.CHEAP)
        snapshot = self._trainer.snapshot(POINTS, chosen)
        self._log.add(Observation.of(snapshot))
        if snapshot.step in self._kept:
            values = snapshot.metrics
            self._curves[snapshot.step] = {key: values[key] for key in CURVES if key in values}
        self._last = snapshot if last else None

    def row(self, diverged: str = "") -> SeedRow:
        """What became of it."""
        seed, done = self._trainer.config.training.seed, self._trainer.steps_done
        judgement, last = self._judgement(diverged), self._last
        modes_known = self._trainer.config.target.known_modes is not None
        if diverged or last is None:
            return SeedRow(
                seed,
                Ending.DIVERGED,
                judgement,
                done,
                curves=self._curves,
                why=diverged,
                modes_known=modes_known,
            )
        return SeedRow(
            seed,
            Ending.FINISHED,
            judgement,
            done,
            dict(last.metrics),
            success=modes_known and last.metrics.get("modes") == len(last.target),
            curves=self._curves,
            points_sha256=hashlib.sha256(last.fake.tobytes()).hexdigest(),
            modes_known=modes_known,
        )

    def _judgement(self, diverged: str) -> Judgement:
        config = self._trainer.config
        (x_low, x_high), (y_low, y_high) = config.display.x_limits, config.display.y_limits
        # Once a process: the same arguments come out of a cache. As the cheap ones only take 0.3 s,
        # every worker computes it for itself, beside the others.
        floor = noise_floor(
            config.target,
            POINTS,
            METRICS.of(Cost.CHEAP),
            x_limits=(x_low, x_high),
            y_limits=(y_low, y_high),
        )
        return judge(self._log.observations(), floor, diverged)
