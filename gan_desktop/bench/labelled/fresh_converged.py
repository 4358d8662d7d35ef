"""Synthetic runs of the unseen half that converge."""

import numpy as np

from gan_desktop.bench.labelled.clouds import Stray
from gan_desktop.bench.labelled.course import Course
from gan_desktop.bench.labelled.film import Film, Rng, direction, some_modes
from gan_desktop.bench.labelled.fresh_film import (
    course,
    envelope,
    film,
    mixed,
    recipes,
    rivals,
    time,
)
from gan_desktop.core.verdict import Verdict


def _learnt(rng: Rng, stages: tuple[str, ...], by: float, shortest: int = 40) -> Film:
    shown = film(rng, stages, shortest)
    shown.learn(rng, 0.02, by)
    shown.jitter(rng)
    return shown


def after_collapse(rng: Rng) -> Course:
    """All modes are found, then all points collapse on one; by 0.62 of the run all are back."""
    shown = _learnt(rng, ("five", "grid9", "ring8-wgan-gp"), 0.2)
    down, up = rng.uniform(0.25, 0.32), rng.uniform(0.42, 0.52)
    weight = envelope(shown, (down, 0), (down + 0.02, 1), (up, 1), (up + 0.1, 0))
    modes = len(shown.stage.target)
    shown.shares = mixed(shown.shares, np.eye(modes)[rng.integers(modes)], weight)
    shown.astray = np.maximum(shown.astray, 0.2 * weight)
    return course(shown, rng)


def settling_exponentially(rng: Rng) -> Course:
    """All modes from the first, four to eight times too wide, and bridges; both die away soon."""
    shown = film(rng, ("grid9", "ring8-wgan-gp", "five", "long"))
    rest = np.exp(-time(shown) / rng.uniform(0.06, 0.09))
    shown.width *= 1 + rng.uniform(3, 7) * rest[:, None]
    if shown.name != "long":
        shown.strays(Stray.BRIDGE)
        shown.astray = np.maximum(rng.uniform(0.4, 0.8) * rest, rng.uniform(0.0, 0.05))
    shown.jitter(rng)
    return course(shown, rng)


def ringing(rng: Rng) -> Course:
    """All points swing through the target, each time less, and rest on it by 0.6 of the run."""
    shown = film(rng, ("five", "long", "gaussian", "tilted"), 60)
    phase = 2 * np.pi * rng.uniform(6, 12) * time(shown)
    swing = rng.uniform(3, 6) * np.exp(-time(shown) / 0.1) * np.cos(phase)
    shown.shift += swing[:, None, None] * direction(rng)
    shown.jitter(rng)
    return course(shown, rng)


def from_the_first(rng: Rng) -> Course:
    """Trained before: right from the first refresh to the last; the discriminator is at chance."""
    shown = film(rng, ("grid9", "five", "long", "uneven"), 25, 80)
    shown.width *= rng.uniform(0.85, 1.1)
    shown.jitter(rng)
    return course(shown, rng, rivals(shown, rng, 0.02, 0.2))


def rough(rng: Rng) -> Course:
    """A long run whose shares, centres and widths tremble more than usual, but stay right."""
    shown = film(rng, ("ring8-wgan-gp", "grid9", "ring8-blog"), 250, 400)
    shown.learn(rng, 0.01, rng.uniform(0.1, 0.3))
    shown.jitter(rng, shares=0.15, shift=0.2, width=0.08)
    for part in (0.45, 0.6):
        shown.outlier(rng, shown.at_part(part))
    return course(shown, rng, rivals(shown, rng, 0.8, 1.4), inner=0.3)


def filling(rng: Rng) -> Course:
    """A spot on each mode at first, which spreads until it fills the mode, by half of the run."""
    shown = film(rng, ("long", "grid9", "ring8-wgan-gp", "gaussian-wide"))
    end = np.log(rng.uniform(0.85, 1.1))
    logs = envelope(shown, (0.05, np.log(0.05)), (rng.uniform(0.3, 0.5), end))
    shown.width *= np.exp(logs)[:, None]
    shown.jitter(rng)
    return course(shown, rng)


def lapse(rng: Rng) -> Course:
    """Settled, but one or two modes are lost for a while about half-way, and found again."""
    shown = _learnt(rng, ("ring8-wgan-gp", "grid9", "five", "tilted"), 0.25)
    lost = list(some_modes(rng, shown.stage, int(rng.integers(1, 3))))
    down, up = rng.uniform(0.38, 0.48), rng.uniform(0.54, 0.6)
    left = envelope(shown, (down, 1), (down + 0.02, 0), (up, 0), (up + 0.04, 1))
    shown.shares[:, lost] *= left[:, None]
    return course(shown, rng)


def heavy_first(rng: Rng) -> Course:
    """The heavy modes hold nearly all at first; the shares even out by half of the run."""
    shown = film(rng, ("five", "uneven"))
    power = envelope(shown, (0.05, rng.uniform(4, 7)), (rng.uniform(0.3, 0.5), 1))
    shares = shown.stage.target.shares ** power[:, None]
    shown.shares = shares / shares.sum(axis=1, keepdims=True)
    shown.jitter(rng)
    return course(shown, rng)


RECIPES = recipes(
    "converged",
    Verdict.CONVERGED,
    "All modes in their shares and widths are drawn for the last third, with jitter",
    (
        after_collapse,
        settling_exponentially,
        ringing,
        from_the_first,
        rough,
        filling,
        lapse,
        heavy_first,
    ),
)
