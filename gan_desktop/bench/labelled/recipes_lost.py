"""Trained recipes that lose something: the modes' shapes, some modes, or the way."""

from gan_desktop.bench.labelled.designs import FAN_IN, NO_MOMENTUM, SMALL, nets, rates
from gan_desktop.bench.labelled.running import RealRecipe
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict

CALIBRATION = Half.CALIBRATION

INSIDE = (
    RealRecipe(
        "two-units-of-d",
        Verdict.COLLAPSE_INSIDE_MODES,
        CALIBRATION,
        "A discriminator of two units tells where the points are and not how wide; the generator's "
        "first spot, a sixth to a quarter of the mode's width, only moves to its middle.",
        3000,
        (1, 2),
        "gaussian-wide",
        nets((32, 32), (2,), 4, "leaky-relu") | FAN_IN | NO_MOMENTUM | rates(1e-4, 1e-2),
        every=25,
    ),
    RealRecipe(
        "one-unit-of-d",
        Verdict.COLLAPSE_INSIDE_MODES,
        CALIBRATION,
        "The same with one unit: the spot keeps a sixth of the mode's width.",
        3000,
        (1, 3),
        "gaussian-wide",
        nets((32, 32), (1,), 4, "leaky-relu") | FAN_IN | NO_MOMENTUM | rates(1e-4, 1e-2),
        every=25,
    ),
)
DROPPING = (
    RealRecipe(
        "blog-seven",
        Verdict.MODE_DROPPING,
        CALIBRATION,
        "The blog's recipe with a seed that loses a mode by step 6,500; from then on it is missing "
        "but for single refreshes now and then.",
        10_000,
        (5,),
    ),
    RealRecipe(
        "eight-units-of-g",
        Verdict.MODE_DROPPING,
        CALIBRATION,
        "A generator of two layers of eight units and two latent dimensions reaches one to three "
        "modes and stays with them.",
        3000,
        (0, 1, 2),
        values=nets((8, 8), (128, 128), 2) | FAN_IN,
        every=25,
    ),
    RealRecipe(
        "two-units-of-g",
        Verdict.MODE_DROPPING,
        CALIBRATION,
        "A generator of two units cannot split its points between two modes twenty sigmas apart.",
        4000,
        (0, 1, 2, 3),
        "pair",
        nets((2,), (128, 128), 2) | FAN_IN,
    ),
    RealRecipe(
        "rate-times-100",
        Verdict.MODE_DROPPING,
        CALIBRATION,
        "Learning rates a hundred times too high leave most units dead after some hundred steps: "
        "what the others reach then, one mode or four, is all that is ever reached.",
        2000,
        (0, 2),
        values=SMALL | rates(2e-2, 2e-2),
        every=25,
    ),
    RealRecipe(
        "six-tanh-units-of-g",
        Verdict.MODE_DROPPING,
        CALIBRATION,
        "Six tanh units, with this seed on one side of the ring from step 1,000 on.",
        5000,
        (0,),
        values=nets((6,), (32, 32), 2, "tanh") | FAN_IN | rates(1e-3, 1e-3),
    ),
    RealRecipe(
        "three-leaky-units-of-g",
        Verdict.MODE_DROPPING,
        CALIBRATION,
        "Three units fold the latent space too rarely for eight modes.",
        4000,
        (0, 1),
        values=nets((3,), (64, 64), 4, "leaky-relu") | FAN_IN | rates(1e-3, 1e-3),
    ),
)
HOPPING = (
    RealRecipe(
        "fan-in",
        Verdict.MODE_HOPPING,
        CALIBRATION,
        "The blog's recipe with fan-in weights: the points chase the discriminator from mode to "
        "mode for thousands of steps.",
        2000,
        (0, 1, 2),
        values=FAN_IN,
        every=25,
    ),
    RealRecipe(
        "ring8-one-blob",
        Verdict.MODE_HOPPING,
        CALIBRATION,
        "Small first weights and narrow modes far apart: one blob circles about the middle.",
        4000,
        (0, 1, 2),
        "ring8",
        SMALL,
    ),
    RealRecipe(
        "grid-one-blob",
        Verdict.MODE_HOPPING,
        CALIBRATION,
        "The same on the grid: one blob wanders among 25 modes and stays with none.",
        4000,
        (0, 1),
        "grid25",
        SMALL,
    ),
)
