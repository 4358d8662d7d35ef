"""Synthetic runs of the unseen half that leave every bound."""

from dataclasses import replace

import numpy as np

from gan_desktop.bench.labelled.course import Course
from gan_desktop.bench.labelled.film import Array, Film, Rng, direction, some_modes, tremble
from gan_desktop.bench.labelled.fresh_film import (
    course,
    envelope,
    film,
    hop,
    off_the_modes,
    recipes,
    rivals,
    stays,
    time,
)
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.verdict import Verdict

_STAGES = ("five", "grid9", "ring8-wgan-gp", "long")


def _stopped(shown: Film, rng: Rng) -> Course:
    """The run ends with the trainer's sentence."""
    run = course(shown, rng)
    step = shown.length * run.every + int(rng.integers(1, run.every))
    network = str(rng.choice(["generator", "discriminator"]))
    return replace(
        run, diverged=str(DivergedError(step, network, f"loss {rng.choice(['nan', 'inf'])}"))
    )


def _growth(rng: Rng, shown: Film, begin: float, top: float) -> Array:
    """(n,) 1 up to the part `begin`, then by the same factor each time to `top`, with jitter."""
    logs = envelope(shown, (begin, 0), (1, np.log(top)))
    return np.asarray(np.exp(logs + tremble(rng, (shown.length,), 0.1) * (logs > 0)))


def _settled(rng: Rng, shortest: int = 40) -> Film:
    shown = film(rng, _STAGES, shortest)
    shown.learn(rng, 0.02, 0.3)
    shown.jitter(rng)
    return shown


def after_convergence(rng: Rng) -> Course:
    """Converged until 0.6 of the run or later; then the points run away by orders of magnitude."""
    shown = _settled(rng)
    begin = rng.uniform(0.6, 0.8)
    far = _growth(rng, shown, begin, 10 ** rng.uniform(2.5, 5))
    shown.astray = np.maximum(shown.astray, envelope(shown, (begin, 0), (begin + 0.03, 1)))
    shown.at = far[:, None] * direction(rng)
    shown.size = 0.3 * far
    return course(shown, rng)


def spiral(rng: Rng) -> Course:
    """One blob circles about the target, each turn wider than the last one."""
    shown = film(rng, (*_STAGES, "pair"), 50)
    phase = 2 * np.pi * (rng.uniform(4, 10) * time(shown) + rng.random())
    far = 0.8 * _growth(rng, shown, 0.1, 10 ** rng.uniform(2.2, 3.5))
    shown.astray[:] = 1.0
    shown.at = far[:, None] * np.stack([np.cos(phase), np.sin(phase)], axis=1)
    shown.size = 0.2 + 0.1 * far
    return course(shown, rng)


def outputs_only(rng: Rng) -> Course:
    """The points stay on some modes while outputs, losses and gradients grow without bound."""
    shown = _settled(rng)
    if len(shown.stage.target) > 1:
        shown.lose(some_modes(rng, shown.stage, 2))
    scales = _growth(rng, shown, rng.uniform(0.2, 0.5), 10 ** rng.uniform(4.5, 8)).tolist()
    against = rivals(shown, rng, 0.5, 1.0)
    return course(
        shown,
        rng,
        tuple(replace(each, scale=scale) for each, scale in zip(against, scales, strict=True)),
    )


def some_points(rng: Rng) -> Course:
    """A tenth to a third of the points leave, to thousands of radii; the others stay on modes."""
    shown = _settled(rng)
    begin = rng.uniform(0.4, 0.6)
    away = envelope(shown, (begin, 0), (begin + 0.1, rng.uniform(0.1, 0.35)))
    shown.astray = np.maximum(shown.astray, away)
    far = _growth(rng, shown, begin, 10 ** rng.uniform(3, 4.5))
    shown.at = far[:, None] * direction(rng)
    shown.size = 0.25 + 0.1 * (far - 1)
    return course(shown, rng)


def inflating(rng: Rng) -> Course:
    """One cloud about the target's centre that grows evenly, to a hundred radii and more."""
    shown = film(rng, _STAGES)
    shown.astray[:] = 1.0
    shown.at = tremble(rng, (shown.length, 2), 0.2)
    shown.size = envelope(shown, (0, 0.3), (0.1, 1), (1, rng.uniform(100, 400)))
    return course(shown, rng)


def stopped_in_hopping(rng: Rng) -> Course:
    """From mode to mode until a loss is NaN or infinite."""
    shown = film(rng, ("five", "grid9", "ring8-wgan-gp"), 20, 200)
    for stay in stays(rng, shown.length, 2, 6):
        hop(shown, rng, stay, some_modes(rng, shown.stage, int(rng.integers(1, 3))))
    shown.jitter(rng)
    return _stopped(shown, rng)


def stopped_at_once(rng: Rng) -> Course:
    """Two to four refreshes of a small blob, and a loss is NaN or infinite."""
    shown = film(rng, _STAGES, 2, 4)
    shown.astray[:] = 1.0
    shown.at = tremble(rng, (shown.length, 2), 0.1)
    shown.size = 0.02 + 0.1 * time(shown)
    return _stopped(shown, rng)


def stopped_off_the_modes(rng: Rng) -> Course:
    """A blob on no mode that has not moved for long, when a loss is NaN or infinite."""
    shown = film(rng, ("five", "grid9", "pair"), 20, 200)
    shown.astray[:] = 1.0
    shown.at[:] = off_the_modes(shown, rng, 0.05)
    shown.size[:] = 0.05
    return _stopped(shown, rng)


RECIPES = recipes(
    "diverged",
    Verdict.DIVERGED,
    "Points or outputs grow by two orders at least, or training stops by itself",
    (
        after_convergence,
        spiral,
        outputs_only,
        some_points,
        inflating,
        stopped_in_hopping,
        stopped_at_once,
        stopped_off_the_modes,
    ),
)
