"""`Course`: a synthetic run before it is measured; and its measuring, by the real metrics."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gan_desktop.bench.labelled.clouds import Cloud, Latent
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.targets import stage
from gan_desktop.bench.labelled.trajectory import (
    ALL,
    CHEAP,
    COSTLY_EVERY,
    POINTS,
    Half,
    Trajectory,
)
from gan_desktop.core.metrics import Scene, measure, shapes
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Observation, Verdict


@dataclass(frozen=True, eq=False)
class Course:
    """How one synthetic run goes.

    Attributes:
        stage: name of its target.
        clouds: the generated points' law at each refresh.
        opponents: the discriminator at each refresh.
        every: steps between refreshes.
        lag: how many refreshes the discriminator is behind.
        inner: part of the points' noise that is new at each refresh.
        missing: modes that are missing at the end and for at least the last third; `None` where
            that is not what it is about.
        diverged: the sentence with which training stops after the last refresh.
    """

    stage: str
    clouds: tuple[Cloud, ...]
    opponents: tuple[Opponent, ...]
    every: int = 50
    lag: int = 0
    inner: float = 0.1
    missing: tuple[int, ...] | None = None
    diverged: str = ""


@dataclass(frozen=True)
class Recipe:
    """A generator of synthetic runs.

    Attributes:
        name: its name.
        label: what its runs are.
        half: calibration or unseen.
        why: why the label follows from how they are made.
        plan: a run's course, from the run's own random numbers.
        seeds: which runs.
    """

    name: str
    label: Verdict
    half: Half
    why: str
    plan: Callable[[np.random.Generator], Course]
    seeds: tuple[int, ...] = (0, 1, 2, 3, 4)

    def course(self, seed: int) -> Course:
        """The course of one run."""
        return self.plan(self._rng(seed, 0))

    def make(self, seed: int, points: int = POINTS) -> Trajectory:
        """One run, measured."""
        course = self.course(seed)
        return Trajectory(
            self.name,
            seed,
            self.label,
            self.half,
            course.stage,
            points,
            observed(course, points, self._rng(seed, 1)),
            course.diverged,
        )

    def _rng(self, seed: int, stream: int) -> np.random.Generator:
        return np.random.default_rng((*self.name.encode(), seed, stream))


def observed(course: Course, points: int, rng: np.random.Generator) -> tuple[Observation, ...]:
    """What a verdict sees of a course."""
    place = stage(course.stage)
    reference = place.reference(points, rng)
    latent = Latent.drawn(points, rng)
    shown = [
        cloud.draw(place, latent.moved(course.inner, rng)).astype(np.float32).astype(np.float64)
        for cloud in course.clouds
    ]
    observations = []
    for index, (fake, opponent) in enumerate(zip(shown, course.opponents, strict=True)):
        learnt = shown[max(0, index - course.lag)]
        real = reference.points
        game = opponent.game(place, real, fake, learnt, rng)
        scene = Scene(fake, reference, game)
        costly = (index + 1) % COSTLY_EVERY == 0 or index == len(shown) - 1
        chosen = ALL if costly else CHEAP
        snapshot = Snapshot(
            "synthetic",
            (index + 1) * course.every,
            real.astype(np.float32),
            fake.astype(np.float32),
            measure(scene, chosen),
            place.target,
            frozenset(metric.key for metric in chosen),
            scene.shared(shapes),
        )
        observations.append(Observation.of(snapshot))
    return tuple(observations)
