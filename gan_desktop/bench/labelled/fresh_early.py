"""Synthetic runs of the unseen half of which nothing can be said yet."""

import numpy as np

from gan_desktop.bench.labelled.course import Course
from gan_desktop.bench.labelled.film import Array, Film, Rng, direction
from gan_desktop.bench.labelled.fresh_film import course, envelope, film, recipes, time
from gan_desktop.core.verdict import Verdict

_STAGES = ("grid9", "five", "ring8-wgan-gp", "long")


def _blob(rng: Rng, shown: Film, distance: Array) -> None:
    """All points in one blob at this distance (n,)."""
    shown.astray[:] = 1.0
    shown.at = distance[:, None] * direction(rng)
    shown.size[:] = rng.uniform(0.15, 0.5)


def woken(rng: Rng) -> Course:
    """A small blob at rest for half of the run; then one mode after the other to the end."""
    shown = film(rng, ("grid9", "five", "ring8-wgan-gp"), 60)
    shown.learn(rng, rng.uniform(0.5, 0.6), 1.0)
    shown.at[:] = rng.uniform(-0.3, 0.3, 2)
    shown.size[:] = rng.uniform(0.05, 0.15)
    shown.jitter(rng)
    return course(shown, rng)


def halving(rng: Rng) -> Course:
    """A blob that comes nearer by the same factor at each refresh, and is not there yet."""
    shown = film(rng, _STAGES)
    start, end = np.log(rng.uniform(6, 9)), np.log(rng.uniform(0.9, 1.3))
    _blob(rng, shown, np.exp(envelope(shown, (0, start), (1, end))))
    return course(shown, rng)


def spreading_faster(rng: Rng) -> Course:
    """All points start from one point and spread, slowly first, faster and faster to the end."""
    shown = film(rng, ("grid9", "five", "pair"))
    _blob(rng, shown, np.full(shown.length, rng.uniform(0, 0.2)))
    shown.size = 0.01 + rng.uniform(0.5, 0.7) * time(shown) ** 2
    return course(shown, rng)


def detour(rng: Rng) -> Course:
    """A blob moves away from the target for a third of the run, then back, and is not there yet."""
    shown = film(rng, _STAGES)
    far, turn = rng.uniform(4, 6), rng.uniform(0.25, 0.35)
    corners = ((0, rng.uniform(1.5, 2.5)), (turn, far), (1, rng.uniform(0.8, 1.2)))
    _blob(rng, shown, envelope(shown, *corners))
    return course(shown, rng)


def in_bursts(rng: Rng) -> Course:
    """Modes are found in four bursts with pauses between them; the fourth is at the end."""
    shown = film(rng, ("grid9", "ring8-wgan-gp", "ring8-blog"), 60)
    modes = len(shown.stage.target)
    bursts = np.array([0.34, 0.56, 0.78, 1.0])[rng.permutation(modes) % 4]
    grown = np.clip((time(shown)[:, None] - bursts) / 0.08 + 1, 0, 1)
    shown.shares *= grown
    shown.astray = 1 - grown.mean(axis=1)
    shown.size[:] = rng.uniform(0.1, 0.3)
    shown.jitter(rng)
    return course(shown, rng)


def zigzag(rng: Rng) -> Course:
    """A blob swings from side to side while it comes nearer evenly; it is not there yet."""
    shown = film(rng, _STAGES, 40)
    _blob(rng, shown, envelope(shown, (0, rng.uniform(5, 8)), (1, rng.uniform(0.8, 1.2))))
    phase = 2 * np.pi * rng.uniform(4, 9) * time(shown)
    shown.at += rng.uniform(0.3, 0.6) * np.sin(phase)[:, None] * direction(rng)
    return course(shown, rng)


def few_of_a_cloud(rng: Rng) -> Course:
    """Three to six refreshes of a cloud that is too wide and begins to gather."""
    shown = film(rng, _STAGES, 3, 6)
    _blob(rng, shown, np.full(shown.length, rng.uniform(0, 0.5)))
    shown.size = envelope(shown, (0, rng.uniform(3, 5)), (1, rng.uniform(1.5, 2)))
    return course(shown, rng)


def homing(rng: Rng) -> Course:
    """A displaced and blurred copy of the target that glides home and sharpens to the end."""
    shown = film(rng, ("grid9", "five", "long"))
    towards = direction(rng)
    far = 4.0 if shown.name == "grid9" else rng.uniform(6, 10)
    shown.shift += envelope(shown, (0, far), (1, rng.uniform(1, 1.5)))[:, None, None] * towards
    shown.width *= envelope(shown, (0, rng.uniform(5, 8)), (1, rng.uniform(1.8, 2.2)))[:, None]
    shown.jitter(rng)
    return course(shown, rng)


RECIPES = recipes(
    "early",
    Verdict.TOO_EARLY,
    "It ends after a handful of refreshes, or while it still comes nearer to the target",
    (woken, halving, spreading_faster, detour, in_bursts, zigzag, few_of_a_cloud, homing),
)
