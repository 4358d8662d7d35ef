"""Trained recipes of the unseen half that lose modes, their way, or the modes' shapes."""

from gan_desktop.bench.labelled.designs import FAN_IN, NO_MOMENTUM, SMALL, nets, rates
from gan_desktop.bench.labelled.running import RealRecipe
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict

UNSEEN = Half.UNSEEN
DROPPING = (
    RealRecipe(
        "four-units-of-g",
        Verdict.MODE_DROPPING,
        UNSEEN,
        "Four leaky units fold the latent space too rarely for eight narrow modes: one or two are "
        "reached by step 900, and no other one in 2,000 steps more.",
        3000,
        (0, 1),
        "ring8-wgan-gp",
        nets((4,), (64, 64), 2, "leaky-relu") | FAN_IN | rates(1e-3, 2e-3),
        every=25,
    ),
    RealRecipe(
        "two-leaky-units-of-g",
        Verdict.MODE_DROPPING,
        UNSEEN,
        "Two leaky units reach two of five modes, with these seeds the same from step 900 on.",
        3000,
        (0, 2),
        "five",
        nets((2,), (64, 64), 2, "leaky-relu") | FAN_IN | rates(1e-3, 1e-3),
        every=25,
    ),
    RealRecipe(
        "one-unit-of-g",
        Verdict.MODE_DROPPING,
        UNSEEN,
        "One unit on one latent dimension: a half-line of points, which lies on one of two modes.",
        2500,
        (0, 1, 2),
        "pair",
        nets((1,), (64, 64), 1) | FAN_IN | rates(1e-3, 1e-3),
        every=25,
    ),
    RealRecipe(
        "five-fast-d",
        Verdict.MODE_DROPPING,
        UNSEEN,
        "Without momentum and with a discriminator of four times the rate: one or two of five "
        "modes are held in no refresh of the second half with these seeds.",
        4000,
        (0, 1),
        "five",
        nets((64, 64), (64, 64), 4, "leaky-relu", 256) | FAN_IN | NO_MOMENTUM | rates(5e-4, 2e-3),
        every=25,
    ),
    RealRecipe(
        "pair-momentum",
        Verdict.MODE_DROPPING,
        UNSEEN,
        "High rates and a momentum of 0.9: the points sway about one of two modes, and never see "
        "the other one.",
        2500,
        (0, 1),
        "pair",
        nets((64, 64), (64, 64), 16)
        | FAN_IN
        | rates(1e-3, 1e-3)
        | {"training.beta1_g": 0.9, "training.beta1_d": 0.9},
        every=25,
    ),
)
HOPPING = (
    RealRecipe(
        "grid9-one-blob",
        Verdict.MODE_HOPPING,
        UNSEEN,
        "Small first weights: one blob wanders among nine modes and stays with none.",
        3000,
        (0, 1),
        "grid9",
        SMALL,
        every=25,
    ),
    RealRecipe(
        "five-one-blob",
        Verdict.MODE_HOPPING,
        UNSEEN,
        "The same on five unequal modes.",
        2000,
        (0, 1),
        "five",
        SMALL,
        every=25,
    ),
    RealRecipe(
        "tilted-one-blob",
        Verdict.MODE_HOPPING,
        UNSEEN,
        "The same on four long modes: on one of them for a while, then on another, or on none.",
        2000,
        (0, 1),
        "tilted",
        SMALL,
        every=25,
    ),
    RealRecipe(
        "uneven-fan-in",
        Verdict.MODE_HOPPING,
        UNSEEN,
        "Larger first weights on the ring of unequal modes: one to some modes at a time, other "
        "ones every few refreshes.",
        2000,
        (0, 1),
        "uneven",
        nets((64, 64), (64, 64), 16) | FAN_IN,
        every=25,
    ),
)
INSIDE = (
    RealRecipe(
        "one-unit-of-d-small-weights",
        Verdict.COLLAPSE_INSIDE_MODES,
        UNSEEN,
        "A discriminator of one unit tells where the points are, and not how wide: the first spot "
        "moves to the middle of the mode and keeps a seventh of its width.",
        2000,
        (0, 1),
        "gaussian-wide",
        nets((32,), (1,), 4, "leaky-relu") | NO_MOMENTUM | rates(1e-4, 1e-2),
        every=25,
    ),
)
