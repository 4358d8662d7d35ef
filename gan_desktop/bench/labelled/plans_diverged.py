"""Synthetic runs that leave every bound."""

from dataclasses import replace

import numpy as np

from gan_desktop.bench.labelled.course import Course, Recipe
from gan_desktop.bench.labelled.film import Array, Film, Rng, direction, some_modes, tremble
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.verdict import Verdict


def _film(rng: Rng, shortest: int = 40, longest: int = 140) -> Film:
    name = str(rng.choice(["ring8-blog", "ring8", "grid25", "pair", "gaussian"]))
    return Film(name, int(rng.integers(shortest, longest)))


def _finished(film: Film, rng: Rng, scales: Array | None = None) -> Course:
    opponent = Opponent(skill=rng.uniform(0.4, 1.2), noise=rng.uniform(0.1, 0.5))
    factors = [1.0] * film.length if scales is None else scales.tolist()
    opponents = tuple(replace(opponent, scale=factor) for factor in factors)
    every, lag = int(rng.choice([10, 25, 50])), int(rng.integers(1, 4))
    return Course(film.name, film.clouds(), opponents, every, lag, inner=0.3)


def _stopped(film: Film, rng: Rng) -> Course:
    """The run ends with the trainer's sentence."""
    course = _finished(film, rng)
    step = film.length * course.every + int(rng.integers(1, course.every))
    network = str(rng.choice(["generator", "discriminator"]))
    error = DivergedError(step, network, f"loss {rng.choice(['nan', 'inf'])}")
    return replace(course, diverged=str(error))


def _growth(rng: Rng, film: Film, start: float, top: float) -> Array:
    """1 up to the part `start`, then evenly on a log scale to `top`, with jitter."""
    begin = film.at_part(start)
    logs = np.interp(np.arange(film.length), [begin, film.length - 1], [0, np.log(top)])
    return np.asarray(np.exp(logs + tremble(rng, (film.length,), 0.15)))


def _wild(rng: Rng, film: Film) -> None:
    """All points in a blob that jumps about near the target."""
    film.astray[:] = 1.0
    film.at = tremble(rng, (film.length, 2), 0.8, memory=0.5)
    film.size = 0.4 * np.exp(tremble(rng, (film.length,), 0.5))


def reach(rng: Rng) -> Course:
    """The points run away to a hundred up to a hundred thousand radii."""
    film = _film(rng)
    _wild(rng, film)
    far = _growth(rng, film, rng.uniform(0, 0.3), 10 ** rng.uniform(2, 5))
    film.at = film.at * 0.1 + far[:, None] * direction(rng)
    film.size = film.size * far**0.8
    return _finished(film, rng)


def logits(rng: Rng) -> Course:
    """Outputs and losses of the discriminator grow without bound; the points jump about."""
    film = _film(rng)
    _wild(rng, film)
    return _finished(film, rng, _growth(rng, film, rng.uniform(0, 0.3), 10 ** rng.uniform(4, 8)))


def stopped(rng: Rng) -> Course:
    """Stops with a loss that is NaN or infinite, after a few refreshes of wild points."""
    film = _film(rng, 2, 25)
    _wild(rng, film)
    return _stopped(film, rng)


def stopped_late(rng: Rng) -> Course:
    """The same after a run that had settled on all modes."""
    film = _film(rng)
    film.learn(rng, 0.05, 0.5)
    film.jitter(rng)
    return _stopped(film, rng)


def swing(rng: Rng) -> Course:
    """The points swing through the target, each time farther."""
    film = _film(rng)
    _wild(rng, film)
    far = _growth(rng, film, 0.1, rng.uniform(50, 2000))
    turns = np.cos(rng.uniform(0.4, 1.2) * np.arange(film.length) + rng.uniform(0, 6))
    film.at = film.at * 0.1 + (far * turns)[:, None] * direction(rng)
    film.size = film.size * np.maximum(1, far * 0.3)
    return _finished(film, rng)


def jump(rng: Rng) -> Course:
    """All is well until the points leave at once, to fifty radii and more, and stay away."""
    film = _film(rng)
    film.learn(rng, 0.05, 0.4)
    film.jitter(rng)
    start = film.at_part(rng.uniform(0.5, 0.8))
    film.astray[start:] = 1.0
    away = 10 ** rng.uniform(1.8, 4)
    film.at[start:] = away * direction(rng)
    film.size[start:] = 0.2 * away * np.exp(tremble(rng, (film.length - start,), 0.3))
    return _finished(film, rng)


def all_at_once(rng: Rng) -> Course:
    """Points and losses grow together."""
    film = _film(rng)
    _wild(rng, film)
    far = _growth(rng, film, rng.uniform(0, 0.4), 10 ** rng.uniform(2, 4))
    film.at = film.at * far[:, None]
    film.size = film.size * far
    return _finished(film, rng, far**1.5)


def stopped_after_collapse(rng: Rng) -> Course:
    """On one or two modes to the end, when a loss is NaN or infinite."""
    film = _film(rng, 10, 100)
    modes = len(film.stage.target)
    film.lose(some_modes(rng, film.stage, max(0, modes - int(rng.integers(1, 3)))))
    film.astray[:] = rng.uniform(0.05, 0.4)
    film.jitter(rng)
    return _stopped(film, rng)


_WHY = "Points or outputs grow by two orders at least, or training stops by itself: "

RECIPES = tuple(
    Recipe(
        f"diverged-{name}", Verdict.DIVERGED, Half.CALIBRATION, _WHY + (plan.__doc__ or ""), plan
    )
    for name, plan in (
        ("reach", reach),
        ("logits", logits),
        ("stopped", stopped),
        ("stopped-late", stopped_late),
        ("swing", swing),
        ("jump", jump),
        ("all-at-once", all_at_once),
        ("stopped-after-collapse", stopped_after_collapse),
    )
)
