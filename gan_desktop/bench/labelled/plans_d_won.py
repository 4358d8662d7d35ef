"""Synthetic runs in which the discriminator tells all points apart and the generator is stuck."""

from dataclasses import replace

import numpy as np

from gan_desktop.bench.labelled.course import Course, Recipe
from gan_desktop.bench.labelled.film import Film, Rng, direction, ramp, tremble
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict


def _film(rng: Rng, *stages: str) -> Film:
    return Film(str(rng.choice(stages)), int(rng.integers(40, 160)))


def _finished(
    film: Film, rng: Rng, saturating: bool, won: float = 0.1, flat: float = 1.0
) -> Course:
    """The discriminator becomes sure until the part `won` of the run; its slope falls to `flat`."""
    sure = Opponent(
        skill=rng.uniform(2, 4),
        blur=0.05,
        bound=rng.uniform(8, 14),
        rough=rng.uniform(0.3, 1.2),
        saturating=saturating,
    )
    skills = ramp(film.length, 0, won, 0.3, 1.0)
    slopes = flat ** ramp(film.length, won, min(1.0, won + 0.4), 0, 1)
    opponents = tuple(
        replace(sure, skill=sure.skill * skill, slope=slope)
        for skill, slope in zip(skills.tolist(), slopes.tolist(), strict=True)
    )
    return Course(film.name, film.clouds(), opponents, int(rng.choice([25, 50, 100])))


def _blob(rng: Rng, film: Film, distance: float, size: float, wander: float = 0.005) -> None:
    """All points in one blob that hardly moves."""
    film.astray[:] = 1.0
    film.at = distance * direction(rng) + tremble(rng, (film.length, 2), wander, memory=0.95)
    film.size[:] = size


def far(rng: Rng) -> Course:
    """A blob beside the target, outside of it, that no longer moves; saturating loss."""
    film = _film(rng, "ring8-blog", "ring8", "grid25", "pair")
    _blob(rng, film, rng.uniform(2, 4), rng.uniform(0.05, 0.3))
    return _finished(film, rng, saturating=True)


def in_the_hole(rng: Rng) -> Course:
    """A blob in the hole of the ring, on no mode."""
    film = _film(rng, "ring8-blog", "ring8", "uneven")
    _blob(rng, film, rng.uniform(0, 0.2), rng.uniform(0.05, 0.15))
    return _finished(film, rng, saturating=bool(rng.random() < 0.5))


def never_moved(rng: Rng) -> Course:
    """The first weights' small blob, in the middle, to the end: the generator hardly learns."""
    film = _film(rng, "ring8-blog", "ring8", "pair")
    _blob(rng, film, rng.uniform(0, 0.05), rng.uniform(0.005, 0.03), wander=0.001)
    return _finished(film, rng, saturating=bool(rng.random() < 0.5))


def lost_it(rng: Rng) -> Course:
    """Some modes are found at first; then the points are thrown off the modes and stay there."""
    film = _film(rng, "ring8-blog", "ring8")
    film.learn(rng, 0.05, 0.5)
    film.jitter(rng)
    start = film.at_part(rng.uniform(0.3, 0.45))
    film.astray[start:] = 1.0
    film.at[start:] = rng.uniform(0, 0.3) * direction(rng)
    film.at[start:] += tremble(rng, (film.length - start, 2), 0.01, memory=0.95)
    film.size[start:] = rng.uniform(0.05, 0.15)
    return _finished(film, rng, saturating=True, won=start / film.length)


def beside_the_modes(rng: Rng) -> Course:
    """Narrow spots near all modes, but ten sigmas and more beside them."""
    film = _film(rng, "ring8", "ring8-blog")
    sigmas = rng.uniform(25, 35) if film.name == "ring8" else rng.uniform(6, 7)
    film.shift += sigmas * direction(rng)
    film.width *= rng.uniform(0.3, 0.8)
    film.jitter(rng, shift=0.1)
    return _finished(film, rng, saturating=True)


def flat(rng: Rng) -> Course:
    """Far away where the discriminator is flat: no gradient though the loss does not saturate."""
    film = _film(rng, "gaussian", "two-modes", "ring8-blog")
    _blob(rng, film, rng.uniform(5, 8), rng.uniform(0.1, 0.5))
    return _finished(film, rng, saturating=False, flat=10 ** rng.uniform(-5, -3))


def wandering(rng: Rng) -> Course:
    """A blob that trembles beside the target without coming nearer."""
    film = _film(rng, "ring8-blog", "uneven", "grid25")
    _blob(rng, film, rng.uniform(2.0, 3.0), rng.uniform(0.1, 0.3), wander=0.05)
    return _finished(film, rng, saturating=True)


def between_two(rng: Rng) -> Course:
    """A blob or a thin line between two modes, on neither."""
    film = _film(rng, "pair")
    _blob(rng, film, rng.uniform(0, 0.3), rng.uniform(0.02, 0.1))
    film.at *= np.array([1.0, 2.0])
    return _finished(film, rng, saturating=bool(rng.random() < 0.5))


_WHY = "All points lie off the modes and stay there, and the discriminator is sure of all of them: "

RECIPES = tuple(
    Recipe(
        f"d-won-{name}",
        Verdict.DISCRIMINATOR_WON,
        Half.CALIBRATION,
        _WHY + (plan.__doc__ or ""),
        plan,
    )
    for name, plan in (
        ("far", far),
        ("in-the-hole", in_the_hole),
        ("never-moved", never_moved),
        ("lost-it", lost_it),
        ("beside-the-modes", beside_the_modes),
        ("flat", flat),
        ("wandering", wandering),
        ("between-two", between_two),
    )
)
