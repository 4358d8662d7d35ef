"""Synthetic runs that go from mode to mode, or round in circles."""

from itertools import pairwise

import numpy as np

from gan_desktop.bench.labelled.clouds import neighbours
from gan_desktop.bench.labelled.course import Course, Recipe
from gan_desktop.bench.labelled.film import Film, Rng, some_modes, tremble
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict


def _finished(film: Film, rng: Rng) -> Course:
    opponent = Opponent(skill=rng.uniform(0.5, 1.2), noise=rng.uniform(0.05, 0.4))
    every, lag = int(rng.choice([25, 50, 100])), int(rng.integers(1, 4))
    return Course(film.name, film.clouds(), (opponent,) * film.length, every, lag, inner=0.3)


def _stays(rng: Rng, film: Film, dwell: tuple[int, int]) -> list[slice]:
    """The refreshes of one stay after the other, each of a length of its own."""
    starts, most = [0], max(dwell)
    while starts[-1] < film.length:
        starts.append(starts[-1] + int(rng.integers(min(dwell), most + 1)))
    return [slice(start, end) for start, end in pairwise(starts)]


def _travel(rng: Rng, film: Film, stay: slice) -> None:
    """Some points are on their way in the first refresh of a stay, few in the others."""
    film.astray[stay] = rng.uniform(0.02, 0.25)
    film.astray[stay.start] = rng.uniform(0.3, 0.95)
    film.at[stay] = rng.uniform(-0.7, 0.7, 2)


def _hops(rng: Rng, film: Film, dwell: tuple[int, int], count: tuple[int, int]) -> Course:
    """Stay on a chance set of modes, then on another."""
    before: tuple[int, ...] = ()
    for stay in _stays(rng, film, dwell):
        chosen = before
        while chosen == before:
            chosen = some_modes(rng, film.stage, int(rng.integers(count[0], count[1] + 1)))
        others = [mode for mode in range(len(film.stage.target)) if mode not in chosen]
        film.shares[stay, others] = 0
        _travel(rng, film, stay)
        before = chosen
    film.width *= rng.uniform(0.3, 1.2)
    film.jitter(rng, shares=0.3, shift=0.5, width=0.2)
    return _finished(film, rng)


def single(rng: Rng) -> Course:
    """All points on one mode for a few refreshes, then on another."""
    film = Film(str(rng.choice(["ring8-blog", "uneven"])), int(rng.integers(40, 150)))
    return _hops(rng, film, (2, int(rng.integers(3, 7))), (1, 1))


def slow(rng: Rng) -> Course:
    """The same with long stays."""
    film = Film(str(rng.choice(["ring8", "ring8-blog"])), int(rng.integers(120, 200)))
    return _hops(rng, film, (5, 12), (1, 1))


def groups(rng: Rng) -> Course:
    """Two to four neighbouring modes at once; the group moves on."""
    film = Film(str(rng.choice(["ring8-blog", "ring8"])), int(rng.integers(60, 160)))
    near = neighbours(film.stage)
    mode = int(rng.integers(8))
    for stay in _stays(rng, film, (2, 8)):
        group = {mode, *near[mode].tolist()[: int(rng.integers(1, 3))]}
        film.shares[stay, [k for k in range(8) if k not in group]] = 0
        _travel(rng, film, stay)
        mode = int(rng.choice([k for k in range(8) if k != mode]))
    film.jitter(rng, shares=0.3, shift=0.4, width=0.1)
    return _finished(film, rng)


def carousel(rng: Rng) -> Course:
    """Most modes are captured; which ones are missing changes all the time."""
    film = Film(str(rng.choice(["ring8-blog", "ring8"])), int(rng.integers(80, 180)))
    film.learn(rng, 0.02, 0.15)
    before: tuple[int, ...] = ()
    for stay in _stays(rng, film, (3, 8)):
        lost = before
        while set(lost) & set(before) or not lost:
            lost = some_modes(rng, film.stage, int(rng.integers(1, 4)))
        film.shares[stay, list(lost)] = 0
        before = lost
    film.astray = np.maximum(film.astray, rng.uniform(0.05, 0.2))
    film.jitter(rng, shares=0.2)
    return _finished(film, rng)


def _orbit(rng: Rng, film: Film, radius: float, size: float) -> Course:
    """One blob on a circle around the target's centre."""
    turns = rng.uniform(3, 10) * rng.choice([-1, 1])
    phase = 2 * np.pi * (turns * np.arange(film.length) / film.length + rng.random())
    phase += tremble(rng, (film.length,), 0.2)
    wobble = radius * np.exp(tremble(rng, (film.length,), 0.1))
    film.at = wobble[:, None] * np.stack([np.cos(phase), np.sin(phase)], axis=1)
    film.astray[:] = 1.0
    film.size = size * np.exp(tremble(rng, (film.length,), 0.2))
    return _finished(film, rng)


def orbit_of_blob(rng: Rng) -> Course:
    """One blob goes round in circles, on the modes' circle or inside of it."""
    film = Film(str(rng.choice(["ring8-blog", "ring8", "uneven"])), int(rng.integers(60, 180)))
    return _orbit(rng, film, rng.uniform(0.5, 1.1), rng.uniform(0.05, 0.25))


def orbit_of_gaussian(rng: Rng) -> Course:
    """One blob goes round in circles about the one mode, without coming nearer."""
    film = Film("gaussian", int(rng.integers(60, 180)))
    return _orbit(rng, film, rng.uniform(1.0, 2.5), rng.uniform(0.2, 0.6))


def pair(rng: Rng) -> Course:
    """All points on one of two modes, then on the other, and back."""
    film = Film("pair", int(rng.integers(60, 150)))
    return _hops(rng, film, (2, int(rng.integers(4, 9))), (1, 1))


def grid(rng: Rng) -> Course:
    """Two to nine of 25 modes, other ones every few refreshes."""
    film = Film("grid25", int(rng.integers(60, 150)))
    return _hops(rng, film, (2, 7), (2, 9))


_WHY = "Where the points are keeps changing to the end: "

RECIPES = tuple(
    Recipe(
        f"hopping-{name}", Verdict.MODE_HOPPING, Half.CALIBRATION, _WHY + (plan.__doc__ or ""), plan
    )
    for name, plan in (
        ("single", single),
        ("slow", slow),
        ("groups", groups),
        ("carousel", carousel),
        ("orbit-of-blob", orbit_of_blob),
        ("orbit-of-gaussian", orbit_of_gaussian),
        ("pair", pair),
        ("grid", grid),
    )
)
