"""Synthetic runs in which the discriminator can only guess though the points are wrong."""

from dataclasses import replace

import numpy as np

from gan_desktop.bench.labelled.clouds import Stray
from gan_desktop.bench.labelled.course import Course, Recipe
from gan_desktop.bench.labelled.film import Film, Rng, direction, ramp, some_modes, tremble
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict


def _film(rng: Rng, *stages: str) -> Film:
    return Film(str(rng.choice(stages)), int(rng.integers(40, 160)))


def _finished(film: Film, rng: Rng, bias: float = 0.0, noise: float = 0.05) -> Course:
    """The discriminator knows next to nothing: chance outputs around a bias."""
    blind = Opponent(skill=0.01, bound=0.03 * noise, noise=noise, bias=bias)
    every = int(rng.choice([25, 50, 100]))
    return Course(film.name, film.clouds(), (blind,) * film.length, every)


def _blob(rng: Rng, film: Film, distance: float, size: float, wander: float = 0.02) -> None:
    film.astray[:] = 1.0
    film.at = distance * direction(rng) + tremble(rng, (film.length, 2), wander, memory=0.9)
    film.size = size * np.exp(tremble(rng, (film.length,), 0.05))


def blob(rng: Rng) -> Course:
    """One blob in the middle; coin tosses around 0."""
    film = _film(rng, "ring8-blog", "ring8", "pair")
    _blob(rng, film, rng.uniform(0, 0.3), rng.uniform(0.1, 0.3))
    return _finished(film, rng, noise=rng.uniform(0.02, 0.3))


def displaced(rng: Rng) -> Course:
    """One blob beside the target."""
    film = _film(rng, "ring8-blog", "grid25", "uneven", "ring8")
    _blob(rng, film, rng.uniform(1.3, 2.5), rng.uniform(0.1, 0.5))
    return _finished(film, rng, noise=rng.uniform(0.02, 0.3))


def few_modes(rng: Rng) -> Course:
    """One to three modes of eight, and the discriminator does not notice."""
    film = _film(rng, "ring8-blog", "ring8")
    film.lose(some_modes(rng, film.stage, int(rng.integers(5, 8))))
    film.astray[:] = rng.uniform(0.05, 0.3)
    film.jitter(rng)
    return _finished(film, rng, noise=rng.uniform(0.02, 0.3))


def too_wide(rng: Rng) -> Course:
    """One cloud, much wider than the target."""
    film = _film(rng, "ring8", "grid25", "uneven")
    _blob(rng, film, rng.uniform(0, 0.3), rng.uniform(2, 4))
    return _finished(film, rng, noise=rng.uniform(0.02, 0.3))


def all_alike(rng: Rng) -> Course:
    """A blob; the discriminator gives all points the same side."""
    film = _film(rng, "ring8-blog", "uneven", "tilted")
    _blob(rng, film, rng.uniform(0, 1.5), rng.uniform(0.05, 0.2))
    bias = float(rng.choice([-1, 1])) * rng.uniform(0.2, 1.5)
    return _finished(film, rng, bias, noise=0.01)


def line(rng: Rng) -> Course:
    """A line through two neighbouring modes, nothing anywhere else."""
    film = _film(rng, "ring8-blog", "ring8", "grid25")
    mode = some_modes(rng, film.stage, 1)[0]
    film.lose([k for k in range(len(film.stage.target)) if k != mode])
    film.strays(Stray.BRIDGE)
    film.astray[:] = rng.uniform(0.7, 0.95)
    film.jitter(rng)
    return _finished(film, rng, noise=rng.uniform(0.02, 0.3))


def gone_blind(rng: Rng) -> Course:
    """Both learn at first; the discriminator goes blind, and the points flow into one blob."""
    film = _film(rng, "ring8-blog", "ring8")
    film.learn(rng, 0.05, 0.4)
    film.jitter(rng)
    start, end = 0.35, rng.uniform(0.4, 0.5)
    film.astray = np.maximum(film.astray, ramp(film.length, start, end, 0, 1))
    film.at = film.at * 0.2 + rng.uniform(0, 0.5) * direction(rng)
    film.at += tremble(rng, film.at.shape, 0.02)
    film.size[:] = rng.uniform(0.1, 0.25)
    course = _finished(film, rng, noise=rng.uniform(0.05, 0.3))
    seeing = Opponent(skill=rng.uniform(0.5, 1))
    sight = ramp(film.length, 0.3, 0.45, 1, 0).tolist()
    opponents = tuple(
        replace(seeing, skill=part * seeing.skill) if part else blind
        for part, blind in zip(sight, course.opponents, strict=True)
    )
    return replace(course, opponents=opponents)


def beside_one(rng: Rng) -> Course:
    """One mode, or two, and the blob beside them."""
    film = _film(rng, "gaussian", "pair")
    distance = rng.uniform(2.5, 4) if film.name == "gaussian" else rng.uniform(1.6, 2.5)
    _blob(rng, film, distance, rng.uniform(0.1, 0.4))
    return _finished(film, rng, noise=rng.uniform(0.02, 0.3))


_WHY = "The discriminator's outputs are chance, or all alike; the points are wrong and stay so: "

RECIPES = tuple(
    Recipe(
        f"g-won-{name}", Verdict.GENERATOR_WON, Half.CALIBRATION, _WHY + (plan.__doc__ or ""), plan
    )
    for name, plan in (
        ("blob", blob),
        ("displaced", displaced),
        ("few-modes", few_modes),
        ("too-wide", too_wide),
        ("all-alike", all_alike),
        ("line", line),
        ("gone-blind", gone_blind),
        ("beside-one", beside_one),
    )
)
