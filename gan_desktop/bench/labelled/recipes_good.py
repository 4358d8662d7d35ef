"""Trained recipes that converge, or would with more steps."""

from gan_desktop.bench.labelled.designs import FAN_IN, NO_MOMENTUM, SMALL, TANH, nets, rates
from gan_desktop.bench.labelled.running import RealRecipe
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict

CALIBRATION = Half.CALIBRATION

CONVERGED = (
    RealRecipe(
        "blog",
        Verdict.CONVERGED,
        CALIBRATION,
        "The blog's recipe for its own length: it is known to cover all modes with these seeds.",
        10_000,
        (0, 1, 2),
    ),
    RealRecipe(
        "blog-tanh",
        Verdict.CONVERGED,
        CALIBRATION,
        "Smooth networks at a higher rate cover the blog's ring within 800 steps; 3,200 more.",
        4000,
        (0, 1, 2),
        values=TANH | {"training.batch_size": 512},
    ),
    RealRecipe(
        "gaussian-relu",
        Verdict.CONVERGED,
        CALIBRATION,
        "One mode cannot be missed; without momentum, and with a faster discriminator, it settles.",
        3000,
        (0, 1, 2),
        "gaussian",
        nets((32, 32), (32, 32), 8, batch=512) | FAN_IN | NO_MOMENTUM | rates(2e-4, 1e-3),
    ),
    RealRecipe(
        "gaussian-tanh",
        Verdict.CONVERGED,
        CALIBRATION,
        "One mode; the discriminator is kept near its best answer by three steps at a high rate.",
        3000,
        (0, 1),
        "gaussian",
        nets((32, 32), (32, 32), 8, "tanh") | FAN_IN | rates(3e-4, 3e-3) | {"training.d_steps": 3},
    ),
    RealRecipe(
        "two-modes-two-units",
        Verdict.CONVERGED,
        CALIBRATION,
        "Two broad modes that overlap: two leaky units fold the latent space once, which does.",
        3000,
        (0, 1),
        "two-modes",
        nets((2,), (64, 64), 4, "leaky-relu") | FAN_IN | rates(1e-3, 1e-3),
    ),
)
TOO_EARLY = (
    RealRecipe(
        "blog-300",
        Verdict.TOO_EARLY,
        CALIBRATION,
        "A recipe that needs thousands of steps, after 300: six refreshes.",
        300,
        (0, 1, 2),
    ),
    RealRecipe(
        "grid-400",
        Verdict.TOO_EARLY,
        CALIBRATION,
        "25 modes, after 400 steps: eight refreshes of points that have just begun to move.",
        400,
        (0, 1, 2),
        "grid25",
    ),
    RealRecipe(
        "two-modes-200",
        Verdict.TOO_EARLY,
        CALIBRATION,
        "Four refreshes.",
        200,
        (0, 1, 2),
        "two-modes",
        SMALL | {"training.batch_size": 512},
    ),
    RealRecipe(
        "blog-tanh-250",
        Verdict.TOO_EARLY,
        CALIBRATION,
        "What converges within 800 steps, after 250: five refreshes.",
        250,
        (0, 1, 2),
        values=TANH | {"training.batch_size": 512},
    ),
    RealRecipe(
        "blog-3250",
        Verdict.TOO_EARLY,
        CALIBRATION,
        "The blog's recipe at a third of its length: all modes are reached by now, and sharpen up "
        "to step 4,500 in longer runs of these seeds.",
        3250,
        (0, 1, 2),
    ),
    RealRecipe(
        "gaussian-slow",
        Verdict.TOO_EARLY,
        CALIBRATION,
        "A slow generator, still on its way to the one mode: nearer at every refresh.",
        1000,
        (0, 1),
        "gaussian",
        nets((32, 32), (32, 32), 8, "tanh") | rates(2e-5, 1e-3),
        every=25,
    ),
    RealRecipe(
        "ring8-tanh-1500",
        Verdict.TOO_EARLY,
        CALIBRATION,
        "Narrow modes: the points first form the ring and then gather on the modes, which longer "
        "runs show to take three thousand steps and more.",
        1500,
        (0, 1, 2, 3),
        "ring8",
        TANH,
        every=25,
    ),
    RealRecipe(
        "ring8-tanh-slow",
        Verdict.TOO_EARLY,
        CALIBRATION,
        "The same at a third of the rate, after 6,000 steps: nearer to the modes every 500 steps.",
        6000,
        (0,),
        "ring8",
        nets((64, 64), (32,), 2, "tanh") | FAN_IN | rates(3e-4, 2e-3),
    ),
)
