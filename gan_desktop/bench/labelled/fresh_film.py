"""What the plans of the `fresh_*` files share: lengths, discriminators, courses, stays."""

from collections.abc import Callable, Iterable
from itertools import pairwise

import numpy as np

from gan_desktop.bench.labelled.course import Course, Recipe
from gan_desktop.bench.labelled.film import Array, Film, Rng, tremble
from gan_desktop.bench.labelled.games import Opponent
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict

Plan = Callable[[Rng], Course]
EVERY = (5, 20, 40, 80, 125, 200)


def film(rng: Rng, stages: Iterable[str], shortest: int = 30, longest: int = 300) -> Film:
    """On one of these stages; long runs are rarer than short ones."""
    length = np.exp(rng.uniform(np.log(shortest), np.log(longest)))
    return Film(str(rng.choice(list(stages))), round(length))


def time(shown: Film) -> Array:
    """(n,) the part of the run that is over."""
    return np.asarray((np.arange(shown.length) + 1) / shown.length)


def envelope(shown: Film, *corners: tuple[float, float]) -> Array:
    """(n,) straight lines between these points of part and value."""
    parts, values = zip(*corners, strict=True)
    return np.asarray(np.interp(time(shown), parts, values))


def mixed(old: Array, new: Array, weight: Array) -> Array:
    """From the old to the new as the weight (n,) goes from 0 to 1."""
    weight = weight.reshape(-1, *(1,) * (old.ndim - 1))
    return np.asarray(old * (1 - weight) + new * weight)


def rivals(shown: Film, rng: Rng, low: float = 0.3, high: float = 0.9) -> tuple[Opponent, ...]:
    """A discriminator whose skill wanders around a value between these."""
    skills = rng.uniform(low, high) * np.exp(tremble(rng, (shown.length,), 0.15, memory=0.9))
    noise, blur = rng.uniform(0.05, 0.4), rng.uniform(0.08, 0.18)
    return tuple(Opponent(skill=skill, noise=noise, blur=blur) for skill in skills.tolist())


def course(
    shown: Film,
    rng: Rng,
    opponents: tuple[Opponent, ...] | None = None,
    missing: tuple[int, ...] | None = None,
    inner: float = 0.1,
) -> Course:
    """The run, against `rivals` where no opponents are given."""
    against = rivals(shown, rng) if opponents is None else opponents
    every, lag = int(rng.choice(EVERY)), int(rng.integers(1, 3))
    return Course(shown.name, shown.clouds(), against, every, lag, inner, missing)


def stays(rng: Rng, length: int, low: int, high: int, start: int = 0) -> list[slice]:
    """One stay after the other from `start` to the end, of `low` to `high` refreshes each."""
    starts = [start]
    while starts[-1] < length:
        starts.append(starts[-1] + int(rng.integers(low, high + 1)))
    return [slice(first, min(end, length)) for first, end in pairwise(starts)]


def hop(shown: Film, rng: Rng, stay: slice, modes: Iterable[int]) -> None:
    """These modes only during a stay; at its first refresh some points are on their way."""
    others = [mode for mode in range(len(shown.stage.target)) if mode not in set(modes)]
    shown.shares[stay] = shown.stage.target.shares
    shown.shares[stay, others] = 0
    shown.astray[stay] = rng.uniform(0.0, 0.15)
    shown.astray[stay.start] = rng.uniform(0.2, 0.8)


def placed(shown: Film, places: Array) -> Array:
    """(K, 2) shifts, in sigmas, that bring the modes' points to these places (K, 2)."""
    away = places - shown.stage.means
    return np.asarray(np.linalg.solve(shown.stage.target.cholesky, away[..., None])[..., 0])


def off_the_modes(shown: Film, rng: Rng, size: float) -> Array:
    """(2,) a place inside the target where a blob of this size touches no mode; as `Film.at`."""
    place = shown.stage
    sigmas = np.sqrt(np.linalg.eigvalsh(np.array(place.target.covariances)).max(axis=1))
    while True:
        at = rng.uniform(-0.9, 0.9, 2)
        distances = np.hypot(*(place.centre + place.radius * at - place.means).T)
        if (distances > 4 * sigmas + 4 * size * place.radius).all():
            return np.asarray(at)


def recipes(prefix: str, label: Verdict, why: str, plans: Iterable[Plan]) -> tuple[Recipe, ...]:
    """A recipe of the unseen half for each plan, named and explained by it."""
    return tuple(
        Recipe(
            f"{prefix}-{plan.__name__.replace('_', '-')}",
            label,
            Half.UNSEEN,
            f"{why}: {plan.__doc__ or ''}",
            plan,
        )
        for plan in plans
    )
