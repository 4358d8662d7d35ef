"""Synthetic runs of the unseen half in which the discriminator is sure and the generator stuck."""

from dataclasses import replace

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
)
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.core.verdict import Verdict


def _finished(shown: Film, rng: Rng, won: float = 0.1) -> Course:
    """The discriminator is sure from the part `won` of the run on; the loss often saturates."""
    sure = Opponent(
        skill=rng.uniform(2, 4),
        blur=0.05,
        bound=rng.uniform(8, 14),
        rough=rng.uniform(0.3, 1.2),
        saturating=bool(rng.random() < 0.7),
    )
    skills = sure.skill * envelope(shown, (max(0.0, won - 0.1), 0.2), (won, 1.0))
    opponents = tuple(replace(sure, skill=skill) for skill in skills.tolist())
    return replace(course(shown, rng, opponents), lag=0)


def _blob(rng: Rng, shown: Film, size: float, wander: float = 0.002) -> None:
    """All points in one blob on no mode, that hardly moves."""
    shown.astray[:] = 1.0
    shown.at = off_the_modes(shown, rng, size) + tremble(rng, (shown.length, 2), wander, 0.95)
    shown.size[:] = size


def pulled_together(rng: Rng) -> Course:
    """A wide cloud at first; it is pulled together to a point off the modes, and stays there."""
    shown = film(rng, ("five", "grid9", "ring8-wgan-gp", "ring8-blog"))
    size = rng.uniform(0.01, 0.03)
    _blob(rng, shown, size)
    logs = envelope(shown, (0.05, np.log(0.8)), (rng.uniform(0.2, 0.35), np.log(size)))
    shown.size = np.exp(logs)
    return _finished(shown, rng)


def worsening(rng: Rng) -> Course:
    """A blob beside the target, driven a little farther away by each update."""
    shown = film(rng, ("grid9", "five", "ring8-wgan-gp", "long"))
    shown.astray[:] = 1.0
    path = envelope(shown, (0, rng.uniform(2, 2.4)), (1, rng.uniform(3, 4)))
    shown.at = path[:, None] * direction(rng) + tremble(rng, (shown.length, 2), 0.01, 0.95)
    shown.size[:] = rng.uniform(0.05, 0.25)
    return _finished(shown, rng)


def turned(rng: Rng) -> Course:
    """The right ring, turned by half a step: each spot is half-way between two modes."""
    shown = film(rng, ("ring8-wgan-gp", "ring8", "ring8-blog"))
    middle, c, s = shown.stage.centre, np.cos(np.pi / 8), np.sin(np.pi / 8)
    turn = np.array([[c, -s], [s, c]])
    shown.shift += placed(shown, middle + (shown.stage.means - middle) @ turn.T)
    shown.width *= rng.uniform(0.1, 0.4)
    shown.jitter(rng)
    return _finished(shown, rng)


def spread_in_the_hole(rng: Rng) -> Course:
    """A cloud that fills the hole of the ring as far as the narrow modes, but touches none."""
    shown = film(rng, ("ring8-wgan-gp", "ring8"))
    shown.astray[:] = 1.0
    shown.at = tremble(rng, (shown.length, 2), 0.01, 0.95)
    shown.size[:] = rng.uniform(0.15, 0.24)
    return _finished(shown, rng)


def thrown_off(rng: Rng) -> Course:
    """Settled on all modes at first; then all points are moved off them, and stay beside them."""
    shown = film(rng, ("ring8-wgan-gp", "grid9"), 40)
    shown.learn(rng, 0.02, 0.2)
    shown.width *= envelope(shown, (0.35, 1), (0.5, rng.uniform(0.3, 0.5)))[:, None]
    shown.jitter(rng)
    away = np.array([5.0, 5.0]) if shown.name == "grid9" else rng.uniform(15, 20) * direction(rng)
    begin = rng.uniform(0.35, 0.42)
    shown.shift += envelope(shown, (begin, 0), (begin + 0.12, 1))[:, None, None] * away
    return _finished(shown, rng, begin + 0.12)


def beside_long(rng: Rng) -> Course:
    """A narrow cloud close to the long Gaussian, but off its flank by eight sigmas and more."""
    shown = film(rng, ("long",))
    shown.shift += rng.uniform(8, 11) * np.array([0.0, rng.choice([-1, 1])])
    shown.width *= rng.uniform(0.1, 0.4)
    shown.jitter(rng, shift=0.03)
    return _finished(shown, rng)


def split(rng: Rng) -> Course:
    """Two small clumps, both off the modes, neither moves."""
    shown = film(rng, ("five", "grid9", "pair"))
    size = 0.02
    places = [
        shown.stage.centre + shown.stage.radius * off_the_modes(shown, rng, size) for _ in range(2)
    ]
    clump = rng.permutation(len(shown.stage.target)) % 2
    shown.shift += placed(shown, np.array(places)[clump])
    shown.width *= rng.uniform(0.05, 0.2)
    shown.jitter(rng, shift=0.02)
    return _finished(shown, rng)


RECIPES = recipes(
    "d-won",
    Verdict.DISCRIMINATOR_WON,
    "All points lie off the modes and stay there, and the discriminator is sure of all of them",
    (
        pulled_together,
        worsening,
        turned,
        spread_in_the_hole,
        thrown_off,
        beside_long,
        split,
    ),
)
