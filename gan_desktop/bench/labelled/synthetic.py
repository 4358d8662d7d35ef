"""All recipes of synthetic runs."""

from gan_desktop.bench.labelled import (
    plans_blur,
    plans_converged,
    plans_d_won,
    plans_diverged,
    plans_dropping,
    plans_early,
    plans_g_won,
    plans_hopping,
    plans_inside,
)
from gan_desktop.bench.labelled.course import Recipe

RECIPES: tuple[Recipe, ...] = (
    *plans_converged.RECIPES,
    *plans_early.RECIPES,
    *plans_blur.RECIPES,
    *plans_inside.RECIPES,
    *plans_dropping.RECIPES,
    *plans_hopping.RECIPES,
    *plans_g_won.RECIPES,
    *plans_d_won.RECIPES,
    *plans_diverged.RECIPES,
)
