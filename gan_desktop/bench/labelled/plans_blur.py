"""Synthetic runs that reach all modes, with many points around or between them."""

from gan_desktop.bench.labelled.clouds import Stray
from gan_desktop.bench.labelled.course import Course, Recipe
from gan_desktop.bench.labelled.film import Film, Rng, ramp
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict


def _film(rng: Rng, *stages: str) -> Film:
    film = Film(str(rng.choice(stages)), int(rng.integers(50, 180)))
    film.learn(rng, 0.03, rng.uniform(0.2, 0.45))
    film.jitter(rng)
    return film


def _finished(film: Film, rng: Rng) -> Course:
    opponent = Opponent(skill=rng.uniform(0.2, 0.8), noise=rng.uniform(0.1, 0.5))
    every = int(rng.choice([25, 50, 100]))
    return Course(film.name, film.clouds(), (opponent,) * film.length, every, lag=1)


def _wide(rng: Rng, film: Film, low: float, high: float) -> Course:
    film.width *= rng.uniform(low, high)
    return _finished(film, rng)


def _stray(rng: Rng, film: Film, stray: Stray, low: float, high: float) -> Course:
    film.strays(stray, film.at_part(0.2))
    film.astray = film.astray.clip(rng.uniform(low, high))
    return _finished(film, rng)


def wide(rng: Rng) -> Course:
    """Modes two to three and a half times as wide as they should be."""
    return _wide(rng, _film(rng, "ring8-blog", "pair"), 2.1, 3.5)


def wide_on_narrow(rng: Rng) -> Course:
    """Up to three times, where modes are narrow and far apart."""
    return _wide(rng, _film(rng, "ring8", "grid25"), 2.1, 2.8)


def bridges(rng: Rng) -> Course:
    """Half of the points on bridges between neighbouring modes, or most, where modes are broad."""
    film = _film(rng, "ring8", "ring8-blog")
    low, high = (0.4, 0.6) if film.name == "ring8" else (0.75, 0.9)
    return _stray(rng, film, Stray.BRIDGE, low, high)


def bridges_elsewhere(rng: Rng) -> Course:
    """The same between the modes of the grid, of a pair, and between long ones."""
    return _stray(rng, _film(rng, "grid25", "tilted", "pair"), Stray.BRIDGE, 0.45, 0.65)


def uniform(rng: Rng) -> Course:
    """More than half of the points evenly over the square, the others on all modes."""
    return _stray(rng, _film(rng, "ring8-blog", "ring8", "grid25"), Stray.UNIFORM, 0.5, 0.75)


def halo(rng: Rng) -> Course:
    """Half of the points in a wide halo around each mode."""
    film = _film(rng, "ring8-blog", "pair", "uneven")
    film.size[film.at_part(0.2) :] = rng.uniform(4, 7)
    return _stray(rng, film, Stray.HALO, 0.4, 0.6)


def one_gaussian(rng: Rng) -> Course:
    """One mode, two to three times too wide."""
    return _wide(rng, _film(rng, "gaussian"), 2.1, 3.0)


def widening(rng: Rng) -> Course:
    """Sharp once, then it widens and stays wide for the second half."""
    film = _film(rng, "ring8-blog", "uneven", "tilted")
    film.width *= ramp(film.length, 0.3, 0.5, 1.0, rng.uniform(2.2, 3.0))[:, None]
    return _finished(film, rng)


_WHY = "All modes hold their shares to the end, a quarter of the points or more within none: "

RECIPES = tuple(
    Recipe(f"blur-{name}", Verdict.BLUR, Half.CALIBRATION, _WHY + (plan.__doc__ or ""), plan)
    for name, plan in (
        ("wide", wide),
        ("wide-on-narrow", wide_on_narrow),
        ("bridges", bridges),
        ("bridges-elsewhere", bridges_elsewhere),
        ("uniform", uniform),
        ("halo", halo),
        ("one-gaussian", one_gaussian),
        ("widening", widening),
    )
)
