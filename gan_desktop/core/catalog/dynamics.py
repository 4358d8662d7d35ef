"""How the players move: optimisers, update rules, schedules."""

from gan_desktop.core.catalog.rows import entry, expected, explained, simulated

_MOMENTS = ("training.beta1_g", "training.beta2_g", "training.beta1_d", "training.beta2_d")
_ENDS = ("dynamics.final_rate_g", "dynamics.final_rate_d")

OPTIMISERS = explained(
    "optimiser",
    entry(
        "adam",
        "Adam",
        "Moments of the gradient; Kingma & Ba 2015.",
        "dynamics.optimisers:adam",
        reference="Kingma & Ba 2015, arXiv:1412.6980, algorithm 1",
        note=expected("Steps keep their size where gradients are small; β₁ overshoots."),
        uses=_MOMENTS,
    ),
    entry(
        "rmsprop",
        "RMSProp",
        "Gradient over its running root.",
        "dynamics.optimisers:rmsprop",
        reference="Tieleman & Hinton 2012, Coursera, lecture 6.5",
        note=expected("Steps keep their size where gradients are small, without momentum."),
    ),
    entry(
        "sgd",
        "SGD",
        "The gradient itself, no momentum.",
        "dynamics.optimisers:sgd",
        reference="Robbins & Monro 1951, doi:10.1214/aoms/1177729586",
        note=expected("Where gradients are small, nothing moves."),
    ),
    entry(
        "optimistic-adam",
        "Optimistic Adam",
        "-2 u_t + u_(t-1), u Adam's update; Daskalakis et al. 2018.",
        "dynamics.optimisers:optimistic_adam",
        reference="Daskalakis et al. 2018, arXiv:1711.00141, algorithm 1",
        note=simulated("Without Adam's moments: comes to rest where plain descent explodes."),
        uses=_MOMENTS,
    ),
)

UPDATES = explained(
    "update rule",
    entry(
        "alternating",
        "Alternating",
        "D moves, then G.",
        "dynamics.rules:alternating",
        reference="Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1",
        note=simulated("The minimax loss circles at one distance instead of spiralling out."),
    ),
    entry(
        "simultaneous",
        "Simultaneous",
        "Both gradients at one point, then both moves.",
        "dynamics.rules:simultaneous",
        reference="Mescheder et al. 2018, arXiv:1801.04406, algorithm 1",
        note=simulated("The minimax loss spirals outwards."),
    ),
    entry(
        "extra-gradient",
        "Extra-gradient",
        "Gradients at a point ahead, moves from here; Gidel et al. 2019. Twice the cost.",
        "dynamics.rules:extra_gradient",
        reference="Gidel et al. 2019, arXiv:1802.10551, algorithm 2",
        note=simulated("The circle becomes a spiral into the solution."),
    ),
)

SCHEDULES = explained(
    "schedule",
    entry("constant", "Constant", "The same rate all the time.", "dynamics.schedules:constant"),
    entry(
        "linear",
        "Linear",
        "A straight line to the final rate.",
        "dynamics.schedules:linear",
        uses=_ENDS,
    ),
    entry(
        "cosine",
        "Cosine",
        "Half a cosine to the final rate.",
        "dynamics.schedules:cosine",
        uses=_ENDS,
    ),
)
