"""Synthetic runs of the unseen half that sit on one spot of each mode."""

import numpy as np

from gan_desktop.bench.labelled.course import Course
from gan_desktop.bench.labelled.film import Film, Rng, direction, some_modes
from gan_desktop.bench.labelled.fresh_film import course, envelope, film, hop, recipes, stays
from gan_desktop.core.verdict import Verdict


def _learnt(rng: Rng, *stages: str) -> Film:
    shown = film(rng, stages, 40)
    shown.learn(rng, 0.02, rng.uniform(0.15, 0.35))
    shown.jitter(rng, shift=0.1, width=0.08)
    return shown


def breathing(rng: Rng) -> Course:
    """The spots swell and shrink, between a tenth and four tenths of the modes' widths."""
    shown = _learnt(rng, "ring8-wgan-gp", "grid9", "five")
    beat = np.sin(2 * np.pi * np.arange(shown.length) / rng.uniform(5, 15))
    shown.width *= (rng.uniform(0.2, 0.26) + rng.uniform(0.05, 0.1) * beat)[:, None]
    return course(shown, rng)


def contracting(rng: Rng) -> Course:
    """The modes are filled, then contract by the same factor each time to 0.7 of the run."""
    shown = _learnt(rng, "five", "grid9", "ring8-blog")
    logs = envelope(shown, (0.2, 0), (0.7, np.log(rng.uniform(0.05, 0.25))))
    shown.width *= np.exp(logs)[:, None]
    return course(shown, rng)


def off_centre(rng: Rng) -> Course:
    """A spot beside the middle of each mode, about a sigma away, that stays there."""
    shown = _learnt(rng, "grid9", "five", "ring8-wgan-gp", "tilted")
    away = [rng.uniform(0.8, 1.3) * direction(rng) for _ in shown.stage.means]
    shown.shift += np.array(away)
    shown.width *= rng.uniform(0.12, 0.3)
    return course(shown, rng)


def jumping(rng: Rng) -> Course:
    """The spots jump to another place within their modes every five to twenty refreshes."""
    shown = _learnt(rng, "five", "ring8-wgan-gp", "ring8-blog")
    for stay in stays(rng, shown.length, 5, 20):
        shown.shift[stay] += np.clip(rng.normal(0, 0.6, shown.shift.shape[1:]), -1.1, 1.1)
    shown.width *= rng.uniform(0.08, 0.25)
    return course(shown, rng)


def after_hopping(rng: Rng) -> Course:
    """Hops between modes at first; from two fifths of the run on, a spot on every one."""
    shown = _learnt(rng, "five", "grid9", "uneven")
    for stay in stays(rng, shown.at_part(0.4), 2, 5):
        hop(shown, rng, stay, some_modes(rng, shown.stage, int(rng.integers(1, 3))))
    shown.width *= rng.uniform(0.1, 0.35)
    return course(shown, rng)


def lopsided(rng: Rng) -> Course:
    """Spots whose shares are wrong by a third, each mode well above the limit."""
    shown = _learnt(rng, "ring8-wgan-gp", "grid9", "five")
    shown.shares *= np.exp(np.clip(rng.normal(0, 0.3, shown.shares.shape[1]), -0.6, 0.6))
    shown.width *= rng.uniform(0.08, 0.35)
    return course(shown, rng)


def one_spot(rng: Rng) -> Course:
    """One spot in the one mode, half a sigma off its middle or more."""
    shown = _learnt(rng, "long", "gaussian-wide")
    shown.shift += rng.uniform(0.5, 1.0) * direction(rng)
    shown.width *= rng.uniform(0.08, 0.35)
    return course(shown, rng)


RECIPES = recipes(
    "inside",
    Verdict.COLLAPSE_INSIDE_MODES,
    "All modes are held to the end, in at most two fifths of their width",
    (breathing, contracting, off_centre, jumping, after_hopping, lopsided, one_spot),
)
