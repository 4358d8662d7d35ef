"""Synthetic runs of which nothing can be said yet: too few refreshes, or still improving."""

import numpy as np

from gan_desktop.bench.labelled.clouds import Stray
from gan_desktop.bench.labelled.course import Course, Recipe
from gan_desktop.bench.labelled.film import Film, Rng, direction, ramp
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict


def _film(rng: Rng, shortest: int, longest: int, *stages: str) -> Film:
    return Film(str(rng.choice(stages)), int(rng.integers(shortest, longest)))


def _finished(film: Film, rng: Rng) -> Course:
    opponent = Opponent(skill=rng.uniform(0.4, 1.0), noise=rng.uniform(0.05, 0.4))
    every = int(rng.choice([25, 50, 100]))
    return Course(film.name, film.clouds(), (opponent,) * film.length, every, lag=1)


def _finding(rng: Rng, film: Film, begin: float) -> Course:
    """One mode after the other to the very end."""
    film.learn(rng, begin, 1.0)
    film.jitter(rng)
    return _finished(film, rng)


def few(rng: Rng) -> Course:
    """Two to seven refreshes of a blob that begins to move."""
    film = _film(rng, 2, 8, "ring8-blog", "ring8", "grid25", "pair")
    film.astray[:] = 1.0
    pace = rng.uniform(0.02, 0.1) * np.arange(film.length)
    film.at += pace[:, None] * direction(rng)
    film.size = 0.02 + pace
    return _finished(film, rng)


def few_on_modes(rng: Rng) -> Course:
    """Three to seven refreshes, in which the first modes are found."""
    film = _film(rng, 3, 8, "ring8-blog", "uneven", "tilted")
    return _finding(rng, film, 0.3)


def finding(rng: Rng) -> Course:
    """Modes are found at an even pace, the last one at the end."""
    film = _film(rng, 50, 150, "ring8-blog", "ring8", "uneven")
    return _finding(rng, film, rng.uniform(0.1, 0.3))


def sharpening(rng: Rng) -> Course:
    """All modes, much too wide, and narrower at every refresh to the end."""
    film = _film(rng, 50, 150, "ring8-blog", "pair", "grid25")
    film.width *= ramp(film.length, 0, 1, rng.uniform(6, 9), rng.uniform(1.6, 2.4))[:, None]
    film.jitter(rng)
    return _finished(film, rng)


def approaching(rng: Rng) -> Course:
    """A blob that moves evenly from far away towards the target and is not there yet."""
    film = _film(rng, 40, 120, "ring8-blog", "grid25", "gaussian")
    film.astray[:] = 1.0
    path = ramp(film.length, 0, 1, rng.uniform(4, 7), rng.uniform(0.8, 1.4))
    film.at = path[:, None] * direction(rng)
    film.size[:] = rng.uniform(0.2, 0.5)
    return _finished(film, rng)


def fading_bridges(rng: Rng) -> Course:
    """Fewer points on the bridges at every refresh to the end."""
    film = _film(rng, 50, 150, "ring8", "tilted", "ring8-blog")
    film.strays(Stray.BRIDGE)
    film.astray = ramp(film.length, 0, 1, rng.uniform(0.9, 0.98), rng.uniform(0.25, 0.4))
    film.jitter(rng)
    return _finished(film, rng)


def spreading(rng: Rng) -> Course:
    """The first weights' small blob, which spreads evenly to the end."""
    film = _film(rng, 40, 120, "ring8-blog", "ring8", "pair")
    film.astray[:] = 1.0
    film.size = ramp(film.length, 0, 1, 0.02, rng.uniform(0.4, 0.6))
    return _finished(film, rng)


def finding_grid(rng: Rng) -> Course:
    """The same as with the ring: one of 25 modes after the other to the end."""
    film = _film(rng, 80, 180, "grid25")
    return _finding(rng, film, rng.uniform(0.1, 0.3))


_WHY = "It ends after a handful of refreshes, or while it improves as evenly as from the start: "

RECIPES = tuple(
    Recipe(f"early-{name}", Verdict.TOO_EARLY, Half.CALIBRATION, _WHY + (plan.__doc__ or ""), plan)
    for name, plan in (
        ("few", few),
        ("few-on-modes", few_on_modes),
        ("finding", finding),
        ("sharpening", sharpening),
        ("approaching", approaching),
        ("fading-bridges", fading_bridges),
        ("spreading", spreading),
        ("finding-grid", finding_grid),
    )
)
