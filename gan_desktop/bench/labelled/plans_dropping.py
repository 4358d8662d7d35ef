"""Synthetic runs in which the same modes stay missing."""

import numpy as np

from gan_desktop.bench.labelled.clouds import Stray
from gan_desktop.bench.labelled.course import Course, Recipe
from gan_desktop.bench.labelled.film import Film, Rng, some_modes
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict


def _film(rng: Rng, *stages: str) -> Film:
    film = Film(str(rng.choice(stages)), int(rng.integers(50, 180)))
    film.learn(rng, 0.03, rng.uniform(0.2, 0.45))
    film.astray = np.maximum(film.astray, rng.uniform(0.01, 0.05))
    film.strays(Stray.HALO, film.at_part(0.25))
    film.size[film.at_part(0.25) :] = 4.0
    film.width *= rng.uniform(0.7, 1.1)
    film.jitter(rng)
    return film


def _finished(film: Film, rng: Rng, missing: tuple[int, ...]) -> Course:
    opponent = Opponent(skill=rng.uniform(0.3, 0.9), noise=rng.uniform(0.05, 0.4))
    return Course(
        film.name,
        film.clouds(),
        (opponent,) * film.length,
        int(rng.choice([25, 50, 100])),
        lag=1,
        missing=missing,
    )


def one(rng: Rng) -> Course:
    """One mode of eight keeps less than a twentieth of its share from the start."""
    film = _film(rng, "ring8-blog", "ring8")
    missing = some_modes(rng, film.stage, 1)
    film.lose(missing, left=float(rng.choice([0.0, 0.03])))
    return _finished(film, rng, missing)


def most(rng: Rng) -> Course:
    """One to three modes only are ever found."""
    film = _film(rng, "ring8-blog", "ring8", "uneven")
    missing = some_modes(rng, film.stage, int(rng.integers(5, 8)))
    film.lose(missing)
    return _finished(film, rng, missing)


def half_of_pair(rng: Rng) -> Course:
    """One of two modes, or of four, is never found."""
    film = _film(rng, "pair", "tilted")
    missing = some_modes(rng, film.stage, 1)
    film.lose(missing)
    return _finished(film, rng, missing)


def lost_for_good(rng: Rng) -> Course:
    """Modes that were captured early fade out and never come back."""
    film = _film(rng, "ring8-blog", "ring8", "tilted")
    missing = some_modes(rng, film.stage, int(rng.integers(1, 4)))
    start, steps = film.at_part(rng.uniform(0.35, 0.5)), int(rng.integers(2, 8))
    fading = np.linspace(1, 0, steps)
    for index in range(start, film.length):
        film.lose(missing, index, 1.0)
        film.shares[index, list(missing)] *= fading[min(index - start, steps - 1)]
    return _finished(film, rng, missing)


def of_grid(rng: Rng) -> Course:
    """Three to twelve of 25 modes are never found."""
    film = _film(rng, "grid25")
    missing = some_modes(rng, film.stage, int(rng.integers(3, 13)))
    film.lose(missing)
    return _finished(film, rng, missing)


def flicker(rng: Rng) -> Course:
    """Two or three modes stay missing; one more flickers around the limit of 10%."""
    film = _film(rng, "ring8-blog", "ring8")
    missing = some_modes(rng, film.stage, int(rng.integers(3, 5)))
    faint, missing = missing[0], missing[1:]
    film.lose(missing)
    film.shares[:, faint] *= 0.1 * np.exp(rng.normal(0, 0.5, film.length))
    return _finished(film, rng, missing)


def blurred(rng: Rng) -> Course:
    """Two to four modes are missing, and around the others a third of the points are astray."""
    film = _film(rng, "ring8-blog", "ring8")
    missing = some_modes(rng, film.stage, int(rng.integers(2, 5)))
    film.lose(missing)
    film.astray = np.maximum(film.astray, rng.uniform(0.2, 0.4))
    return _finished(film, rng, missing)


def light(rng: Rng) -> Course:
    """The two lightest modes are never found."""
    film = _film(rng, "uneven")
    film.lose((0, 7))
    return _finished(film, rng, (0, 7))


_WHY = "The same modes hold less than a tenth of their share to the end: "

RECIPES = tuple(
    Recipe(
        f"dropping-{name}",
        Verdict.MODE_DROPPING,
        Half.CALIBRATION,
        _WHY + (plan.__doc__ or ""),
        plan,
    )
    for name, plan in (
        ("one", one),
        ("most", most),
        ("half-of-pair", half_of_pair),
        ("lost-for-good", lost_for_good),
        ("of-grid", of_grid),
        ("flicker", flicker),
        ("blurred", blurred),
        ("light", light),
    )
)
