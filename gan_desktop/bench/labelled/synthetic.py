"""All recipes of synthetic runs."""

from gan_desktop.bench.labelled import (
    fresh_blur,
    fresh_converged,
    fresh_d_won,
    fresh_diverged,
    fresh_dropping,
    fresh_early,
    fresh_g_won,
    fresh_hopping,
    fresh_inside,
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
    *fresh_converged.RECIPES,
    *fresh_early.RECIPES,
    *fresh_blur.RECIPES,
    *fresh_inside.RECIPES,
    *fresh_dropping.RECIPES,
    *fresh_hopping.RECIPES,
    *fresh_g_won.RECIPES,
    *fresh_d_won.RECIPES,
    *fresh_diverged.RECIPES,
)
