"""Synthetic runs of the unseen half that reach all modes and smear them."""

import numpy as np

from gan_desktop.bench.labelled.clouds import Stray
from gan_desktop.bench.labelled.course import Course
from gan_desktop.bench.labelled.film import Array, Film, Rng
from gan_desktop.bench.labelled.fresh_film import course, envelope, film, recipes, rivals, time
from gan_desktop.core.verdict import Verdict


def _learnt(rng: Rng, *stages: str) -> Film:
    shown = film(rng, stages, 40)
    shown.learn(rng, 0.02, rng.uniform(0.15, 0.35))
    shown.jitter(rng)
    return shown


def _finished(shown: Film, rng: Rng) -> Course:
    return course(shown, rng, rivals(shown, rng, 0.4, 0.9))


def _stray(shown: Film, stray: Stray, share: Array) -> None:
    shown.strays(stray, shown.at_part(0.2))
    shown.astray = np.maximum(shown.astray, share)


def unlike(rng: Rng) -> Course:
    """Each mode has a width of its own, from 2 to 3.5 times too wide."""
    shown = _learnt(rng, "five", "grid9", "ring8-wgan-gp")
    shown.width *= rng.uniform(2.0, 3.5, shown.width.shape[1])
    return _finished(shown, rng)


def wide_with_bridges(rng: Rng) -> Course:
    """Modes half as wide again as they should be, and nearly half of the points on bridges."""
    shown = _learnt(rng, "grid9", "five", "ring8-wgan-gp")
    shown.width *= rng.uniform(1.4, 1.6)
    _stray(shown, Stray.BRIDGE, envelope(shown, (0.2, 0), (0.3, rng.uniform(0.4, 0.55))))
    return _finished(shown, rng)


def pulsating(rng: Rng) -> Course:
    """The modes widen and narrow again and again, between two and three and a half sigmas."""
    shown = _learnt(rng, "ring8-blog", "grid9", "uneven")
    beat = np.sin(2 * np.pi * np.arange(shown.length) / rng.uniform(5, 14))
    shown.width *= (2.8 + rng.uniform(0.3, 0.6) * beat)[:, None]
    return _finished(shown, rng)


def long(rng: Rng) -> Course:
    """One long Gaussian, two to three times too wide, a little off its place."""
    shown = _learnt(rng, "long")
    shown.width *= rng.uniform(2.1, 3.0)
    shown.shift += rng.uniform(-0.3, 0.3, 2)
    return _finished(shown, rng)


def far_halo(rng: Rng) -> Course:
    """Sharp modes, each with half of its points in a halo of many sigmas."""
    shown = _learnt(rng, "ring8-wgan-gp", "five")
    shown.size[shown.at_part(0.2) :] = rng.uniform(8, 14) if shown.name != "five" else 4.5
    _stray(shown, Stray.HALO, envelope(shown, (0.2, 0), (0.3, rng.uniform(0.45, 0.6))))
    return _finished(shown, rng)


def bridges_at_last(rng: Rng) -> Course:
    """Sharp for two fifths of the run; then half of the points or more go to bridges."""
    shown = _learnt(rng, "grid9", "ring8-wgan-gp", "pair")
    # Bridges of the 3 x 3 grid, for more than half of their length, are on modes.
    low, high = (0.75, 0.9) if shown.name == "grid9" else (0.5, 0.65)
    begin, share = rng.uniform(0.38, 0.48), rng.uniform(low, high)
    shown.strays(Stray.BRIDGE, shown.at_part(begin))
    shown.astray = np.maximum(shown.astray, envelope(shown, (begin, 0), (begin + 0.1, share)))
    return _finished(shown, rng)


def one_cloud(rng: Rng) -> Course:
    """Nearly all points evenly over the whole square; no mode stands out much."""
    shown = _learnt(rng, "grid9", "five")
    _stray(shown, Stray.UNIFORM, envelope(shown, (0.2, 0), (0.3, rng.uniform(0.75, 0.88))))
    return _finished(shown, rng)


def creeping(rng: Rng) -> Course:
    """The modes widen slowly over the first 0.6 of the run, by the same factor each time."""
    shown = _learnt(rng, "five", "grid9", "ring8-blog")
    logs = envelope(shown, (0.1, 0), (0.6, np.log(rng.uniform(2.3, 3.2))))
    shown.width *= np.exp(logs + 0.05 * np.sin(40 * time(shown)))[:, None]
    return _finished(shown, rng)


RECIPES = recipes(
    "blur",
    Verdict.BLUR,
    "All modes hold their shares to the end, a quarter of the points or more within none",
    (
        unlike,
        wide_with_bridges,
        pulsating,
        long,
        far_halo,
        bridges_at_last,
        one_cloud,
        creeping,
    ),
)
