"""Synthetic runs of the unseen half that go from mode to mode, or round in circles."""

import numpy as np

from gan_desktop.bench.labelled.course import Course
from gan_desktop.bench.labelled.film import Array, Film, Rng, direction, some_modes, tremble
from gan_desktop.bench.labelled.fresh_film import course, film, hop, recipes, rivals, stays, time
from gan_desktop.core.verdict import Verdict


def _finished(shown: Film, rng: Rng) -> Course:
    return course(shown, rng, rivals(shown, rng, 0.5, 1.1), inner=0.3)


def _phase(rng: Rng, shown: Film, low: float, high: float) -> Array:
    """(n,) an angle that turns so often during the run, unevenly."""
    turns = rng.uniform(low, high) * rng.choice([-1, 1])
    wobble = tremble(rng, (shown.length,), 0.2)
    return np.asarray(2 * np.pi * (turns * time(shown) + rng.random()) + wobble)


def two_halves(rng: Rng) -> Course:
    """All points on the modes of one side, then on those of the other side, and back again."""
    shown = film(rng, ("grid9", "ring8-wgan-gp", "five", "tilted"), 40)
    along = (shown.stage.means - shown.stage.centre) @ direction(rng)
    sides = np.flatnonzero(along > 0).tolist(), np.flatnonzero(along <= 0).tolist()
    for turn, stay in enumerate(stays(rng, shown.length, 2, int(rng.integers(3, 7)))):
        hop(shown, rng, stay, sides[turn % 2])
    shown.jitter(rng)
    return _finished(shown, rng)


def precessing(rng: Rng) -> Course:
    """One blob on an ellipse around the target's centre; the ellipse itself turns slowly."""
    shown = film(rng, ("grid9", "ring8-wgan-gp", "five"), 60)
    phase, slow = _phase(rng, shown, 5, 12), _phase(rng, shown, 0.3, 0.8)
    x, y = rng.uniform(0.9, 1.2) * np.cos(phase), rng.uniform(0.5, 0.8) * np.sin(phase)
    turned = (np.cos(slow) * x - np.sin(slow) * y, np.sin(slow) * x + np.cos(slow) * y)
    shown.at = np.stack(turned, axis=1)
    shown.astray[:] = 1.0
    shown.size = rng.uniform(0.08, 0.25) * np.exp(tremble(rng, (shown.length,), 0.1))
    return _finished(shown, rng)


def travelling(rng: Rng) -> Course:
    """Two or three neighbours on the ring at once: new ones in front while the last ones fade."""
    shown = film(rng, ("ring8-wgan-gp", "ring8-blog", "ring8"), 60)
    away = shown.stage.means - shown.stage.centre
    angles = np.arctan2(away[:, 1], away[:, 0])
    phase = _phase(rng, shown, 3, 8)
    shown.shares *= np.exp(rng.uniform(6, 12) * (np.cos(angles - phase[:, None]) - 1))
    shown.astray[:] = rng.uniform(0.05, 0.2)
    shown.jitter(rng, shift=0.3)
    return _finished(shown, rng)


def telegraph(rng: Rng) -> Course:
    """Each mode is lost and found again at chance moments of its own."""
    shown = film(rng, ("grid9", "five", "ring8-wgan-gp", "uneven"), 50)
    modes = len(shown.stage.target)
    pace, held = rng.uniform(0.08, 0.2), rng.random(modes) < 0.6
    for index in range(shown.length):
        held ^= rng.random(modes) < pace
        if held.all() or not held.any():
            held[rng.integers(modes)] ^= True
        shown.shares[index, ~held] = 0
    shown.jitter(rng, shares=0.2)
    shown.astray[:] = rng.uniform(0.03, 0.15)
    return _finished(shown, rng)


def after_a_good_start(rng: Rng) -> Course:
    """Settled on all modes until two fifths of the run, then from mode to mode to the end."""
    shown = film(rng, ("five", "grid9", "ring8-wgan-gp"), 60)
    shown.learn(rng, 0.02, 0.2)
    for stay in stays(rng, shown.length, 2, 5, shown.at_part(rng.uniform(0.35, 0.42))):
        hop(shown, rng, stay, some_modes(rng, shown.stage, int(rng.integers(1, 4))))
    shown.jitter(rng, shares=0.2)
    return _finished(shown, rng)


def pendulum(rng: Rng) -> Course:
    """One blob swings through the target, over the modes on one side, the middle and the other."""
    shown = film(rng, ("grid9", "pair"), 60)
    axis = np.eye(2)[int(rng.integers(2)) if shown.name == "grid9" else 0]
    swing = rng.uniform(0.85, 1.0) * np.cos(_phase(rng, shown, 4, 10))
    shown.at = swing[:, None] * axis
    shown.astray[:] = 1.0
    shown.size[:] = rng.uniform(0.15, 0.3)
    return _finished(shown, rng)


def long_stays(rng: Rng) -> Course:
    """Other modes every fifteen to thirty of several hundred refreshes."""
    shown = film(rng, ("ring8-wgan-gp", "grid9", "five"), 300, 400)
    before: tuple[int, ...] = ()
    for stay in stays(rng, shown.length, 15, 30):
        chosen = before
        while set(chosen) & set(before) or not chosen:
            chosen = some_modes(rng, shown.stage, int(rng.integers(1, 3)))
        hop(shown, rng, stay, chosen)
        before = chosen
    shown.jitter(rng)
    return _finished(shown, rng)


def orbit_of_long(rng: Rng) -> Course:
    """The points go round the long Gaussian at some sigmas from it, and come no nearer."""
    shown = film(rng, ("long",), 60)
    phase, far = _phase(rng, shown, 4, 10), rng.uniform(4, 6)
    shown.shift += far * np.stack([np.cos(phase), np.sin(phase)], axis=1)[:, None]
    shown.width *= rng.uniform(0.3, 0.9)
    return _finished(shown, rng)


RECIPES = recipes(
    "hopping",
    Verdict.MODE_HOPPING,
    "Where the points are keeps changing to the end",
    (
        two_halves,
        precessing,
        travelling,
        telegraph,
        after_a_good_start,
        pendulum,
        long_stays,
        orbit_of_long,
    ),
)
