"""Real designs whose outcome follows from how they are made.

Where it depends on the first weights as well, only the seeds are here whose points and metrics were
looked at, and `why` says what decides. Designs with an outcome that can be called two things are
not here: broad overlapping modes with the blog's recipe (the points sway for thousands of steps,
width near 0.5), a generator of one latent dimension (a curve through the modes), generators of
eight tanh units (a high quality of about 0.8, slowly rising), a discriminator that cannot see that
the points are too wide (blur, and the generator has won).
"""

from gan_desktop.bench.labelled import (
    fresh_trained_good,
    fresh_trained_lost,
    fresh_trained_won,
)
from gan_desktop.bench.labelled.recipes_good import CONVERGED, TOO_EARLY
from gan_desktop.bench.labelled.recipes_lost import DROPPING, HOPPING, INSIDE
from gan_desktop.bench.labelled.recipes_won import DISCRIMINATOR_WON, DIVERGED, GENERATOR_WON
from gan_desktop.bench.labelled.running import RealRecipe

RECIPES: tuple[RealRecipe, ...] = (
    *CONVERGED,
    *TOO_EARLY,
    *INSIDE,
    *DROPPING,
    *HOPPING,
    *GENERATOR_WON,
    *DISCRIMINATOR_WON,
    *DIVERGED,
    *fresh_trained_good.CONVERGED,
    *fresh_trained_good.TOO_EARLY,
    *fresh_trained_lost.INSIDE,
    *fresh_trained_lost.DROPPING,
    *fresh_trained_lost.HOPPING,
    *fresh_trained_won.GENERATOR_WON,
    *fresh_trained_won.DISCRIMINATOR_WON,
    *fresh_trained_won.DIVERGED,
)
