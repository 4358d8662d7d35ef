"""Synthetic runs that converge."""

import numpy as np

from gan_desktop.bench.labelled.clouds import Stray
from gan_desktop.bench.labelled.course import Course, Recipe
from gan_desktop.bench.labelled.film import Film, Rng
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict


def _finished(film: Film, rng: Rng) -> Course:
    opponent = Opponent(skill=rng.uniform(0.3, 0.9), noise=rng.uniform(0.05, 0.4))
    every = int(rng.choice([25, 50, 100]))
    return Course(film.name, film.clouds(), (opponent,) * film.length, every, lag=1)


def _settling(rng: Rng, stages: tuple[str, ...], end: tuple[float, float]) -> Film:
    film = Film(str(rng.choice(stages)), int(rng.integers(60, 180)))
    film.learn(rng, 0.05, rng.uniform(*end))
    film.strays(Stray.BRIDGE, film.at_part(0.3))
    film.astray = np.maximum(film.astray, rng.uniform(0.01, 0.06))
    film.jitter(rng)
    return film


def one_by_one(rng: Rng) -> Course:
    """Finds the modes one by one and settles; one refresh is bad."""
    film = _settling(rng, ("ring8-blog", "ring8"), (0.3, 0.6))
    film.outlier(rng, int(rng.integers(film.at_part(0.7), film.length - 1)))
    return _finished(film, rng)


def grid(rng: Rng) -> Course:
    """The same on 25 modes, with a bad refresh among the last fifth."""
    film = _settling(rng, ("grid25",), (0.4, 0.6))
    film.outlier(rng, int(rng.integers(film.at_part(0.82), film.length - 1)))
    return _finished(film, rng)


def wide(rng: Rng) -> Course:
    """Settles a little too wide, with some bridges."""
    film = _settling(rng, ("ring8-blog", "tilted", "ring8"), (0.3, 0.5))
    film.width *= rng.uniform(1.08, 1.2)
    film.astray = np.maximum(film.astray, rng.uniform(0.04, 0.08))
    return _finished(film, rng)


def narrow(rng: Rng) -> Course:
    """Settles a little too narrow."""
    film = _settling(rng, ("ring8-blog", "ring8", "pair"), (0.3, 0.5))
    film.width *= rng.uniform(0.65, 0.8)
    return _finished(film, rng)


def one_gaussian(rng: Rng) -> Course:
    """A blob that finds the one mode and fills it."""
    film = _settling(rng, ("gaussian",), (0.2, 0.4))
    film.strays(Stray.BLOB)
    film.at += 1.5 * (film.astray > 0.5)[:, None]
    return _finished(film, rng)


def two(rng: Rng) -> Course:
    """Two modes, one after the other."""
    film = _settling(rng, ("pair", "two-modes"), (0.2, 0.55))
    return _finished(film, rng)


def uneven(rng: Rng) -> Course:
    """Modes of unequal weight, or long ones; the shares tremble more."""
    film = _settling(rng, ("uneven", "tilted"), (0.3, 0.6))
    film.jitter(rng, shares=0.12)
    return _finished(film, rng)


def after_hopping(rng: Rng) -> Course:
    """Hops between single modes for a third of the run, then finds all of them and stays."""
    film = _settling(rng, ("ring8-blog", "uneven"), (0.5, 0.6))
    dwell, until = int(rng.integers(2, 6)), film.at_part(0.35)
    for start in range(0, until, dwell):
        here = slice(start, min(start + dwell, until))
        film.shares[here] = np.eye(len(film.stage.target))[rng.integers(len(film.stage.target))]
        film.astray[here] = rng.uniform(0.05, 0.5)
    return _finished(film, rng)


_WHY = "All modes in their shares and widths are drawn for the last third at least, with jitter: "

RECIPES = tuple(
    Recipe(
        f"converged-{name}", Verdict.CONVERGED, Half.CALIBRATION, _WHY + (plan.__doc__ or ""), plan
    )
    for name, plan in (
        ("one-by-one", one_by_one),
        ("grid", grid),
        ("wide", wide),
        ("narrow", narrow),
        ("one-gaussian", one_gaussian),
        ("two", two),
        ("uneven", uneven),
        ("after-hopping", after_hopping),
    )
)
