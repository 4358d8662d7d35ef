"""Trained recipes of the unseen half that converge, or would with more steps."""

from gan_desktop.bench.labelled.designs import FAN_IN, NO_MOMENTUM, nets, rates
from gan_desktop.bench.labelled.running import RealRecipe
from gan_desktop.bench.labelled.trajectory import Half
from gan_desktop.core.verdict import Verdict

UNSEEN = Half.UNSEEN
_SMOOTH = nets((64, 64), (64, 64), 4, "tanh", 256) | FAN_IN | rates(1e-3, 1e-3)

CONVERGED = (
    RealRecipe(
        "grid9-tanh",
        Verdict.CONVERGED,
        UNSEEN,
        "Smooth networks find all nine modes by step 2,200; from then on none is lost, and shares "
        "and widths hardly change.",
        4000,
        (0, 1),
        "grid9",
        _SMOOTH,
        every=25,
    ),
    RealRecipe(
        "five-tanh",
        Verdict.CONVERGED,
        UNSEEN,
        "The same on five modes of unequal weights and widths: all are held from step 750 on.",
        4000,
        (0, 1),
        "five",
        _SMOOTH,
        every=25,
    ),
    RealRecipe(
        "long-tanh",
        Verdict.CONVERGED,
        UNSEEN,
        "One long mode; two steps of a smooth discriminator at ten times the rate keep it "
        "near its best answer: width and place are right within a third of the run.",
        3000,
        (0, 1),
        "long",
        nets((32, 32), (32, 32), 4, "tanh", 256)
        | FAN_IN
        | rates(3e-4, 3e-3)
        | {"training.d_steps": 2},
        every=25,
    ),
    RealRecipe(
        "long-leaky",
        Verdict.CONVERGED,
        UNSEEN,
        "One long mode; leaky units without momentum, and a faster discriminator.",
        3000,
        (0, 1),
        "long",
        nets((32, 32), (32, 32), 4, "leaky-relu", 256) | FAN_IN | NO_MOMENTUM | rates(3e-4, 2e-3),
        every=25,
    ),
)
TOO_EARLY = (
    RealRecipe(
        "grid9-tanh-200",
        Verdict.TOO_EARLY,
        UNSEEN,
        "What takes 2,200 steps to find all modes, after 200: eight refreshes of a cloud that "
        "spreads over the modes.",
        200,
        (0, 1, 2),
        "grid9",
        _SMOOTH,
        every=25,
    ),
    RealRecipe(
        "five-tanh-150",
        Verdict.TOO_EARLY,
        UNSEEN,
        "What holds all modes from step 750 on, after 150: six refreshes.",
        150,
        (0, 1, 2),
        "five",
        _SMOOTH,
        every=25,
    ),
    RealRecipe(
        "long-slow",
        Verdict.TOO_EARLY,
        UNSEEN,
        "A slow generator on its way to the long mode: nearer at every refresh, half-way there.",
        800,
        (0, 1),
        "long",
        nets((32, 32), (32, 32), 4, "tanh") | FAN_IN | rates(3e-5, 1e-3),
        every=20,
    ),
    RealRecipe(
        "long-slow-small-weights",
        Verdict.TOO_EARLY,
        UNSEEN,
        "The same from small first weights: it moves faster and faster, against a discriminator "
        "that is sure of all points nearly to the end, when the first of them reach the mode.",
        800,
        (0, 1),
        "long",
        nets((16, 16), (32, 32), 4, "tanh") | rates(5e-5, 2e-3),
        every=20,
    ),
)
