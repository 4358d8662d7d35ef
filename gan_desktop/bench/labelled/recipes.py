"""Real designs whose outcome is known from how they are made."""

from gan_desktop.bench.labelled.running import RealRecipe

RECIPES: tuple[RealRecipe, ...] = ()
