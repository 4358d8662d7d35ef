"""Synthetic runs of the unseen half in which the discriminator guesses at wrong points."""

import numpy as np

from gan_desktop.bench.labelled.course import Course
from gan_desktop.bench.labelled.film import Film, Rng, direction, tremble
from gan_desktop.bench.labelled.fresh_film import (
    course,
    envelope,
    film,
    off_the_modes,
    placed,
    recipes,
    time,
)
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.core.verdict import Verdict

_STAGES = ("five", "grid9", "ring8-wgan-gp")


def _blind(noise: float, bias: float = 0.0) -> Opponent:
    """Chance outputs around a bias."""
    return Opponent(skill=0.01, bound=0.03 * noise, noise=noise, bias=bias)


def _finished(shown: Film, rng: Rng) -> Course:
    return course(shown, rng, (_blind(rng.uniform(0.02, 0.4)),) * shown.length)


def _blob(rng: Rng, shown: Film, distance: float, size: float, wander: float = 0.02) -> None:
    shown.astray[:] = 1.0
    shown.at = distance * direction(rng) + tremble(rng, (shown.length, 2), wander, memory=0.9)
    shown.size = size * np.exp(tremble(rng, (shown.length,), 0.05))


def slid_away(rng: Rng) -> Course:
    """A good start; the discriminator goes blind, and all points slide off to one side."""
    shown = film(rng, (*_STAGES, "ring8-blog"), 40)
    shown.learn(rng, 0.02, 0.25)
    shown.jitter(rng)
    begin, end = rng.uniform(0.32, 0.38), rng.uniform(0.48, 0.55)
    shown.astray = np.maximum(shown.astray, envelope(shown, (begin, 0), (begin + 0.06, 1)))
    path = envelope(shown, (begin, 0.2), (end, rng.uniform(1.6, 2.4)))
    shown.at = path[:, None] * direction(rng) + tremble(rng, (shown.length, 2), 0.02)
    shown.size[:] = rng.uniform(0.15, 0.4)
    sight = rng.uniform(0.5, 0.9) * envelope(shown, (begin - 0.05, 1), (begin + 0.05, 0))
    blind = _blind(rng.uniform(0.05, 0.3))
    opponents = tuple(Opponent(skill=skill) if skill else blind for skill in sight.tolist())
    return course(shown, rng, opponents)


def one_sided(rng: Rng) -> Course:
    """The discriminator calls all points real for a while, then all generated, and so on."""
    shown = film(rng, ("five", "grid9", "ring8-blog"))
    _blob(rng, shown, rng.uniform(1.4, 2.2), rng.uniform(0.05, 0.3))
    swing = np.where(np.sin(2 * np.pi * rng.uniform(1.5, 6) * time(shown)) > 0, 1.0, -1.0)
    sides = swing * rng.uniform(0.3, 1.5) * np.exp(tremble(rng, (shown.length,), 0.1))
    return course(shown, rng, tuple(_blind(0.01, side) for side in sides.tolist()))


def loud(rng: Rng) -> Course:
    """A blob beside the target; the discriminator's outputs are large, and nothing but noise."""
    shown = film(rng, _STAGES)
    _blob(rng, shown, rng.uniform(1.4, 2.5), rng.uniform(0.1, 0.5), wander=0.1)
    return course(shown, rng, (_blind(rng.uniform(1, 2.5)),) * shown.length)


def rarely_awake(rng: Rng) -> Course:
    """A blob on no mode; for single refreshes far apart the discriminator sees, else it guesses."""
    shown = film(rng, (*_STAGES, "pair"), 150)
    size = rng.uniform(0.02, 0.06)
    _blob(rng, shown, 0.0, size, wander=0.005)
    shown.at += off_the_modes(shown, rng, size)
    asleep, awake = _blind(rng.uniform(0.02, 0.4)), Opponent(skill=rng.uniform(0.3, 0.6))
    pause = int(rng.integers(35, 50))
    opponents = (asleep if index % pause else awake for index in range(shown.length))
    return course(shown, rng, tuple(opponents))


def broad(rng: Rng) -> Course:
    """One cloud, two or three times as wide as the target, a little beside it."""
    shown = film(rng, _STAGES)
    _blob(rng, shown, rng.uniform(0.5, 1.5), rng.uniform(1.5, 2.5))
    return _finished(shown, rng)


def beside_long(rng: Rng) -> Course:
    """A copy of the long Gaussian, beside it, that stays there."""
    shown = film(rng, ("long",))
    shown.shift += rng.uniform(6, 9) * direction(rng)
    shown.width *= rng.uniform(0.3, 1.1)
    shown.jitter(rng)
    return _finished(shown, rng)


def shrunken(rng: Rng) -> Course:
    """The whole ring at a third of its size, all points in the hole."""
    shown = film(rng, ("ring8-wgan-gp", "ring8", "ring8-blog"))
    middle = shown.stage.centre
    shown.shift += placed(shown, middle + rng.uniform(0.2, 0.45) * (shown.stage.means - middle))
    shown.width *= rng.uniform(0.3, 0.9)
    shown.jitter(rng)
    return _finished(shown, rng)


RECIPES = recipes(
    "g-won",
    Verdict.GENERATOR_WON,
    "The discriminator's outputs are chance, or all alike; the points are wrong and stay so",
    (slid_away, one_sided, loud, rarely_awake, broad, beside_long, shrunken),
)
