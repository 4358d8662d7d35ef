"""Trained recipes in which one player is too strong, or everything too fast."""

from gan_desktop.bench.labelled.designs import FAN_IN, MINIMAX, SMALL, nets, rates
from gan_desktop.bench.labelled.running import RealRecipe
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict

CALIBRATION = Half.CALIBRATION

GENERATOR_WON = (
    RealRecipe(
        "still-d-tanh",
        Verdict.GENERATOR_WON,
        CALIBRATION,
        "Both learn next to nothing; the discriminator's first weights put all points on the same "
        "side with these seeds.",
        1500,
        (1, 2, 3),
        values=nets((32,), (2,), 8, "tanh") | FAN_IN | rates(5e-6, 1e-7),
        every=25,
    ),
    RealRecipe(
        "still-d-relu",
        Verdict.GENERATOR_WON,
        CALIBRATION,
        "The same with ReLU, two layers of four, on narrow modes.",
        1500,
        (1, 2, 3),
        "ring8",
        nets((64, 64), (4, 4), 8) | FAN_IN | rates(5e-6, 1e-7),
        every=25,
    ),
    RealRecipe(
        "still-d-minimax",
        Verdict.GENERATOR_WON,
        CALIBRATION,
        "The same with the saturating loss, on two modes.",
        1500,
        (0, 2, 3),
        "pair",
        nets((32,), (3,), 8, "tanh") | FAN_IN | MINIMAX | rates(5e-6, 1e-7),
        every=25,
    ),
    RealRecipe(
        "dead-d",
        Verdict.GENERATOR_WON,
        CALIBRATION,
        "Rates so high that all units of both die: the discriminator gives every point the same "
        "number, all gradients are 0, the points stay where they are, on no mode.",
        600,
        (1,),
        "grid25",
        nets((64,) * 4, (64,) * 3, 8) | FAN_IN | rates(1.0, 0.1),
        every=10,
    ),
)
DISCRIMINATOR_WON = (
    RealRecipe(
        "strong-d-minimax",
        Verdict.DISCRIMINATOR_WON,
        CALIBRATION,
        "Ten steps of a large discriminator for one of a tiny, slow generator; saturating loss.",
        1000,
        (0, 1),
        "ring8",
        nets((4,), (128, 128), 4) | FAN_IN | MINIMAX | rates(1e-5, 2e-3) | {"training.d_steps": 10},
        every=25,
    ),
    RealRecipe(
        "strong-d-minimax-pair",
        Verdict.DISCRIMINATOR_WON,
        CALIBRATION,
        "The same with five steps, on two modes.",
        1500,
        (0, 1),
        "pair",
        nets((4,), (64, 64), 4) | FAN_IN | MINIMAX | rates(1e-5, 2e-3) | {"training.d_steps": 5},
        every=25,
    ),
    RealRecipe(
        "no-learning-of-g",
        Verdict.DISCRIMINATOR_WON,
        CALIBRATION,
        "The generator's rate is 1e-7: its first small blob in the hole of the ring stays, and the "
        "discriminator learns to tell it apart.",
        1500,
        (0, 1),
        values=SMALL | rates(1e-7, 2e-3) | {"training.d_steps": 2},
        every=25,
    ),
    RealRecipe(
        "no-learning-of-g-tilted",
        Verdict.DISCRIMINATOR_WON,
        CALIBRATION,
        "The same between four long modes.",
        1000,
        (0, 1),
        "tilted",
        nets((32,), (64, 64), 8) | rates(1e-7, 2e-3) | {"training.d_steps": 2},
        every=25,
    ),
)
DIVERGED = (
    RealRecipe(
        "rate-1",
        Verdict.DIVERGED,
        CALIBRATION,
        "Learning rates of 1 with four layers throw the points hundreds of radii away at the first "
        "steps, and all units die there.",
        600,
        (0, 1),
        values=nets((64,) * 4, (64,) * 4, 8) | FAN_IN | rates(1.0, 1.0),
        every=10,
    ),
    RealRecipe(
        "rate-1-leaky-pair",
        Verdict.DIVERGED,
        CALIBRATION,
        "The same with units that do not die: points and losses of millions and more.",
        600,
        (0, 1, 2),
        "pair",
        nets((64,) * 4, (64,) * 4, 8, "leaky-relu") | FAN_IN | rates(1.0, 1.0),
        every=10,
    ),
    RealRecipe(
        "rate-1-of-g",
        Verdict.DIVERGED,
        CALIBRATION,
        "A rate of 1 for the generator only.",
        600,
        (0, 1),
        values=nets((64,) * 4, (64, 64), 8, "leaky-relu") | FAN_IN | rates(1.0, 1e-2),
        every=10,
    ),
    RealRecipe(
        "rate-1-leaky-gaussian",
        Verdict.DIVERGED,
        CALIBRATION,
        "The same on one mode.",
        600,
        (0, 1, 2),
        "gaussian",
        nets((64,) * 4, (64,) * 3, 8, "leaky-relu") | FAN_IN | rates(1.0, 0.3),
        every=10,
    ),
)
