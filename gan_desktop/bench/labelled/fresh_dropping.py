"""Synthetic runs of the unseen half in which the same modes stay missing."""

import numpy as np

from gan_desktop.bench.labelled.clouds import Stray
from gan_desktop.bench.labelled.course import Course
from gan_desktop.bench.labelled.film import Film, Rng, direction, some_modes, tremble
from gan_desktop.bench.labelled.fresh_film import (
    course,
    envelope,
    film,
    hop,
    recipes,
    rivals,
    stays,
    time,
)
from gan_desktop.core.verdict import Verdict

_STAGES = ("five", "grid9", "ring8-wgan-gp")


def _learnt(rng: Rng, *stages: str) -> Film:
    shown = film(rng, stages or _STAGES, 40)
    shown.learn(rng, 0.02, rng.uniform(0.1, 0.3))
    shown.strays(Stray(rng.choice([Stray.HALO, Stray.UNIFORM])), shown.at_part(0.3))
    shown.size[shown.at_part(0.3) :] = 5.0
    shown.astray = np.maximum(shown.astray, rng.uniform(0.0, 0.06))
    shown.width *= rng.uniform(0.6, 1.15)
    shown.jitter(rng)
    return shown


def _finished(shown: Film, rng: Rng, missing: tuple[int, ...]) -> Course:
    return course(shown, rng, rivals(shown, rng, 0.4, 0.9), missing)


def after_hopping(rng: Rng) -> Course:
    """Hops between modes for two fifths of the run, then stays on some and never has the others."""
    shown = _learnt(rng)
    missing = some_modes(rng, shown.stage, int(rng.integers(1, 4)))
    shown.lose(missing)
    for stay in stays(rng, shown.at_part(rng.uniform(0.35, 0.45)), 2, 6):
        hop(shown, rng, stay, some_modes(rng, shown.stage, int(rng.integers(1, 4))))
    return _finished(shown, rng, missing)


def visited(rng: Rng) -> Course:
    """Modes that are missing from the start are held once, for a tenth of the run, and left."""
    shown = _learnt(rng)
    missing = some_modes(rng, shown.stage, int(rng.integers(1, 4)))
    begin = rng.uniform(0.3, 0.42)
    visit = (time(shown) > begin) & (time(shown) < begin + 0.1)
    shown.shares[:, list(missing)] *= visit[:, None]
    return _finished(shown, rng, missing)


def one_side(rng: Rng) -> Course:
    """The modes on one side of the target, a third to a half of all, are never found."""
    shown = _learnt(rng, "grid9", "ring8-wgan-gp", "ring8-blog", "grid25")
    along = (shown.stage.means - shown.stage.centre) @ direction(rng)
    count = round(len(along) * rng.uniform(0.34, 0.5))
    missing = tuple(sorted(along.argsort()[:count].tolist()))
    shown.lose(missing)
    return _finished(shown, rng, missing)


def one_after_the_other(rng: Rng) -> Course:
    """All modes are found; then one is lost, later a second and a third, and none comes back."""
    shown = _learnt(rng, "grid9", "ring8-wgan-gp", "five")
    missing = some_modes(rng, shown.stage, 3)
    for mode, part in zip(missing, (0.35, 0.45, 0.55), strict=True):
        left = envelope(shown, (part, 1), (part + 0.04, 0))
        shown.shares[:, mode] *= left
    return _finished(shown, rng, missing)


def on_spots(rng: Rng) -> Course:
    """Some modes are never found, and the points on the others are on narrow spots."""
    shown = _learnt(rng)
    missing = some_modes(rng, shown.stage, int(rng.integers(1, 5)))
    shown.lose(missing)
    shown.width *= rng.uniform(0.1, 0.4)
    return _finished(shown, rng, missing)


def heaviest(rng: Rng) -> Course:
    """The heaviest mode is never found."""
    shown = _learnt(rng, "five", "uneven")
    missing = (int(shown.stage.target.shares.argmax()),)
    shown.lose(missing)
    return _finished(shown, rng, missing)


def faint(rng: Rng) -> Course:
    """One or two modes hold a two-hundredth to a fiftieth of their share from start to end."""
    shown = _learnt(rng)
    shown.strays(Stray.HALO)
    missing = some_modes(rng, shown.stage, int(rng.integers(1, 3)))
    shown.lose(missing, left=rng.uniform(0.005, 0.02))
    return _finished(shown, rng, missing)


def uneasy(rng: Rng) -> Course:
    """The same modes are missing throughout; the shares of the others swing to half and double."""
    shown = _learnt(rng)
    missing = some_modes(rng, shown.stage, int(rng.integers(1, 4)))
    shown.shares *= np.exp(tremble(rng, shown.shares.shape, 0.4, memory=0.9).clip(-0.8, 0.8))
    shown.lose(missing)
    return _finished(shown, rng, missing)


RECIPES = recipes(
    "dropping",
    Verdict.MODE_DROPPING,
    "The same modes hold less than a tenth of their share to the end",
    (
        after_hopping,
        visited,
        one_side,
        one_after_the_other,
        on_spots,
        heaviest,
        faint,
        uneasy,
    ),
)
