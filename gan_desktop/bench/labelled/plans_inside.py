"""Synthetic runs that reach all modes and sit on one spot of each."""

import numpy as np

from gan_desktop.bench.labelled.course import Course, Recipe
from gan_desktop.bench.labelled.film import Film, Rng, ramp, tremble
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict


def _film(rng: Rng, *stages: str) -> Film:
    film = Film(str(rng.choice(stages)), int(rng.integers(50, 180)))
    film.learn(rng, 0.03, rng.uniform(0.2, 0.4))
    film.jitter(rng, shares=0.1, shift=0.15, width=0.1)
    return film


def _finished(film: Film, rng: Rng, inner: float = 0.1) -> Course:
    opponent = Opponent(
        skill=rng.uniform(0.3, 1.0), noise=rng.uniform(0.05, 0.4), blur=rng.uniform(0.06, 0.15)
    )
    every, lag = int(rng.choice([25, 50, 100])), int(rng.integers(1, 3))
    return Course(film.name, film.clouds(), (opponent,) * film.length, every, lag, inner)


def spots(rng: Rng) -> Course:
    """Points in a twentieth to a fifth of each mode's width."""
    film = _film(rng, "ring8-blog", "ring8", "tilted")
    film.width *= rng.uniform(0.05, 0.2)
    return _finished(film, rng)


def wider_spots(rng: Rng) -> Course:
    """Points in a quarter to two fifths of each mode's width."""
    film = _film(rng, "ring8-blog", "ring8", "uneven", "pair")
    film.width *= rng.uniform(0.25, 0.38)
    return _finished(film, rng)


def drifting(rng: Rng) -> Course:
    """The spots wander within their modes."""
    film = _film(rng, "ring8-blog", "ring8")
    film.width *= rng.uniform(0.1, 0.3)
    film.shift += tremble(rng, film.shift.shape, rng.uniform(0.4, 0.7), memory=0.95)
    return _finished(film, rng, inner=0.3)


def grid(rng: Rng) -> Course:
    """25 spots."""
    film = _film(rng, "grid25")
    film.width *= rng.uniform(0.1, 0.35)
    return _finished(film, rng)


def late(rng: Rng) -> Course:
    """The modes are filled at first; then the points contract, and stay so."""
    film = _film(rng, "pair", "tilted", "uneven")
    film.width *= ramp(film.length, 0.35, 0.55, 1.0, rng.uniform(0.08, 0.3))[:, None]
    return _finished(film, rng)


def one_gaussian(rng: Rng) -> Course:
    """One spot in the one mode, wandering a little."""
    film = _film(rng, "gaussian")
    film.width *= rng.uniform(0.05, 0.3)
    film.shift += tremble(rng, film.shift.shape, 0.25, memory=0.9)
    return _finished(film, rng)


def unlike(rng: Rng) -> Course:
    """Spots of unlike widths, from a twentieth to two fifths."""
    film = _film(rng, "ring8-blog", "ring8", "tilted")
    film.width *= np.exp(rng.uniform(np.log(0.05), np.log(0.4), film.width.shape[1]))
    return _finished(film, rng)


def with_strays(rng: Rng) -> Course:
    """Spots, and one point in a hundred elsewhere."""
    film = _film(rng, "ring8-blog", "two-modes")
    film.width *= rng.uniform(0.15, 0.35)
    film.astray = film.astray.clip(0.01)
    return _finished(film, rng)


_WHY = "All modes hold their shares to the end, in at most two fifths of their width: "

RECIPES = tuple(
    Recipe(
        f"inside-{name}",
        Verdict.COLLAPSE_INSIDE_MODES,
        Half.CALIBRATION,
        _WHY + (plan.__doc__ or ""),
        plan,
    )
    for name, plan in (
        ("spots", spots),
        ("wider-spots", wider_spots),
        ("drifting", drifting),
        ("grid", grid),
        ("late", late),
        ("one-gaussian", one_gaussian),
        ("unlike", unlike),
        ("with-strays", with_strays),
    )
)
