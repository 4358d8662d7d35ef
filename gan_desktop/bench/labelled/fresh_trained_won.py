"""Trained recipes of the unseen half: one player is too strong, or everything too fast."""

from gan_desktop.bench.labelled.designs import FAN_IN, MINIMAX, nets, rates
from gan_desktop.bench.labelled.running import RealRecipe
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict

UNSEEN = Half.UNSEEN
GENERATOR_WON = (
    RealRecipe(
        "still-d-leaky-five",
        Verdict.GENERATOR_WON,
        UNSEEN,
        "Both learn next to nothing; the discriminator's first weights put real and generated "
        "points on the same side with these seeds, and the points are on no mode.",
        1000,
        (0, 1, 2),
        "five",
        nets((64,), (4, 4), 8, "leaky-relu") | FAN_IN | rates(5e-6, 1e-7),
        every=25,
    ),
    RealRecipe(
        "still-d-minimax-long",
        Verdict.GENERATOR_WON,
        UNSEEN,
        "The same with the saturating loss, beside the long mode.",
        1000,
        (1, 2, 7),
        "long",
        nets((32, 32), (4,), 8) | FAN_IN | MINIMAX | rates(2e-6, 1e-7),
        every=25,
    ),
)
DISCRIMINATOR_WON = (
    RealRecipe(
        "strong-d-minimax-five",
        Verdict.DISCRIMINATOR_WON,
        UNSEEN,
        "Four steps of a large discriminator for one of a tiny, slow generator; saturating loss. "
        "The points stay between the modes, with these seeds on none.",
        1000,
        (0, 1),
        "five",
        nets((4,), (64, 64), 4) | FAN_IN | MINIMAX | rates(1e-5, 2e-3) | {"training.d_steps": 4},
        every=25,
    ),
    RealRecipe(
        "no-learning-of-g-wgan-gp",
        Verdict.DISCRIMINATOR_WON,
        UNSEEN,
        "The generator's rate is 1e-7: its first small blob stays in the hole of the ring.",
        1000,
        (0, 1),
        "ring8-wgan-gp",
        nets((32,), (64, 64), 8, "tanh") | rates(1e-7, 3e-3) | {"training.d_steps": 2},
        every=25,
    ),
    RealRecipe(
        "strong-d-minimax-long",
        Verdict.DISCRIMINATOR_WON,
        UNSEEN,
        "As with five modes, beside the long one: with these seeds all first points are off it.",
        1000,
        (1, 2, 3),
        "long",
        nets((8,), (64, 64), 4, "tanh")
        | FAN_IN
        | MINIMAX
        | rates(3e-6, 2e-3)
        | {"training.d_steps": 3},
        every=20,
    ),
)
DIVERGED = (
    RealRecipe(
        "rate-1-five",
        Verdict.DIVERGED,
        UNSEEN,
        "Learning rates of 1 with four layers of leaky units: points millions of radii away at the "
        "first steps, and a hundred and more at the end.",
        500,
        (0, 1),
        "five",
        nets((64,) * 4, (32,) * 4, 4, "leaky-relu") | FAN_IN | rates(1.0, 1.0),
        every=10,
    ),
    RealRecipe(
        "rate-08-long",
        Verdict.DIVERGED,
        UNSEEN,
        "The same with rates of 0.8 and five layers.",
        500,
        (0, 1),
        "long",
        nets((32,) * 5, (32,) * 3, 4, "leaky-relu") | FAN_IN | rates(0.8, 0.8),
        every=10,
    ),
    RealRecipe(
        "rate-05-short-memory",
        Verdict.DIVERGED,
        UNSEEN,
        "Rates of 0.5 and 1, and a memory of two steps of the squared gradient: points stay "
        "hundreds of radii away.",
        500,
        (0, 1),
        "ring8-wgan-gp",
        nets((64,) * 3, (64,) * 3, 8, "leaky-relu")
        | FAN_IN
        | rates(0.5, 1.0)
        | {"training.beta2_g": 0.5, "training.beta2_d": 0.5},
        every=10,
    ),
)
