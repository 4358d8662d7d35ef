"""What can be chosen from, one line each: to add an alternative, add its file and a line here.

The implementations need torch and are named by module, so that menus, presets and the command
line can list them without it.
"""

from gan_desktop.core.registry import Entry, Registry

_TRAINING = "gan_desktop.training"


def _registry(noun: str, *entries: tuple[str, ...]) -> Registry:
    """A registry of (key, label, summary, target) rows; targets are under `training`."""
    registry = Registry(noun)
    for key, label, summary, target, *family in entries:
        registry.add(Entry(key, label, summary, f"{_TRAINING}.{target}", *family))
    return registry


# An objective's family is the kind of discriminator that it needs.
JUDGES = _registry(
    "discriminator",
    ("logit", "One logit", "High means: looks real.", "judges.networks:logit"),
    ("twins", "Two positive outputs", "Two networks of one shape.", "judges.networks:twins"),
    (
        "autoencoder",
        "Autoencoder",
        "Minus its reconstruction error: high means looks real.",
        "judges.networks:autoencoder",
    ),
)

OBJECTIVES = _registry(
    "objective",
    (
        "non-saturating",
        "Non-saturating",
        "D: E[softplus(-f(x))] + E[softplus(f(y))]; G: E[softplus(-f(y))]. The blog's choice.",
        "objectives.non_saturating:OBJECTIVE",
        "logit",
    ),
    (
        "minimax",
        "Minimax (saturating)",
        "D: as non-saturating; G: -E[softplus(f(y))]. Its gradient fades when D wins.",
        "objectives.minimax:OBJECTIVE",
        "logit",
    ),
    (
        "least-squares",
        "Least squares (LSGAN)",
        "D: ½E(f(x) - b)² + ½E(f(y) - a)²; G: ½E(f(y) - c)². Pulls from afar, too.",
        "objectives.least_squares:objective",
        "logit",
    ),
    (
        "wasserstein",
        "Wasserstein",
        "D: E f(y) - E f(x); G: -E f(y). Needs something that bounds D's slope.",
        "objectives.wasserstein:OBJECTIVE",
        "logit",
    ),
    (
        "hinge",
        "Hinge",
        "D: E max(0, 1 - f(x)) + E max(0, 1 + f(y)); G: -E f(y).",
        "objectives.hinge:OBJECTIVE",
        "logit",
    ),
    (
        "rpgan",
        "Relativistic, in pairs (RpGAN)",
        "D: E softplus(f(y) - f(x)); G: E softplus(f(x) - f(y)).",
        "objectives.rpgan:OBJECTIVE",
        "logit",
    ),
    (
        "ragan",
        "Relativistic average (RaGAN)",
        "D: ½E softplus(mean f(y) - f(x)) + ½E softplus(f(y) - mean f(x)); G: exchanged.",
        "objectives.ragan:OBJECTIVE",
        "logit",
    ),
    (
        "ralsgan",
        "Relativistic average least squares",
        "D: ½E(f(x) - mean f(y) - 1)² + ½E(f(y) - mean f(x) + 1)²; G: exchanged.",
        "objectives.ralsgan:OBJECTIVE",
        "logit",
    ),
    (
        "rahinge",
        "Relativistic average hinge",
        "D: ½E max(0, 1 - f(x) + mean f(y)) + ½E max(0, 1 + f(y) - mean f(x)); G: exchanged.",
        "objectives.rahinge:OBJECTIVE",
        "logit",
    ),
    (
        "d2gan",
        "Dual discriminator (D2GAN)",
        "D: E[D1(y) - α log D1(x)] + E[D2(x) - β log D2(y)]; G: E[β log D2(y) - D1(y)].",
        "objectives.d2gan:objective",
        "twins",
    ),
    (
        "ebgan",
        "Energy-based (EBGAN)",
        "D: E R(x) + E max(0, m - R(y)); G: E R(y) + pull-away; R the reconstruction error.",
        "objectives.ebgan:objective",
        "autoencoder",
    ),
    (
        "began",
        "Boundary equilibrium (BEGAN)",
        "D: E R(x) - k E R(y); G: E R(y); k keeps E R(y) at γ E R(x).",
        "objectives.began:objective",
        "autoencoder",
    ),
)

ACTIVATIONS = _registry(
    "activation",
    ("relu", "ReLU", "max(0, x)", "networks:relu"),
    ("leaky-relu", "Leaky ReLU 0.2", "max(0.2 x, x)", "networks:leaky_relu"),
    ("tanh", "tanh", "tanh(x)", "networks:tanh"),
    ("silu", "SiLU", "x sigmoid(x)", "networks:silu"),
    ("gelu", "GELU", "x Φ(x), Φ the normal distribution function", "networks:gelu"),
    ("maxout", "Maxout 5", "the largest of 5 linear functions", "networks:Maxout"),
)

DISCRIMINATOR_ACTIVATIONS = Registry("activation")
DISCRIMINATOR_ACTIVATIONS.add(Entry("same", "As the generator", "The one chosen for both.", ""))
for _entry in ACTIVATIONS:
    DISCRIMINATOR_ACTIVATIONS.add(_entry)

NORMALISATIONS = _registry(
    "normalisation",
    ("none", "None", "The layers as they are.", "networks:no_normalisation"),
    (
        "batch",
        "Batch",
        "Each unit to mean 0, variance 1 over the batch (Ioffe & Szegedy 2015).",
        "networks:batch_norm",
    ),
    (
        "layer",
        "Layer",
        "Each point's units to mean 0, variance 1 (Ba et al. 2016).",
        "networks:layer_norm",
    ),
)

INITIALISATIONS = _registry(
    "initialisation",
    (
        "normal-0.01",
        "N(0, 0.01²), the blog's",
        "Weights from a normal law with standard deviation 0.01, biases 0.",
        "initialisation:normal_001",
    ),
    (
        "normal-0.02",
        "N(0, 0.02²), DCGAN's",
        "Weights from a normal law with standard deviation 0.02, biases 0.",
        "initialisation:normal_002",
    ),
    (
        "fan-in",
        "Fan-in uniform (PyTorch's default)",
        "Weights and biases uniform in ±1/sqrt(fan-in).",
        "initialisation:fan_in",
    ),
    (
        "xavier",
        "Xavier uniform (Glorot)",
        "Weights uniform in ±sqrt(6 / (fan-in + fan-out)), biases 0.",
        "initialisation:xavier",
    ),
    (
        "he",
        "He normal (Kaiming)",
        "Weights from N(0, 2 / fan-in), biases 0.",
        "initialisation:he",
    ),
    (
        "orthogonal",
        "Orthogonal, gain 1.4",
        "Weights a random orthogonal matrix times 1.4, biases 0 (the unrolled GAN's).",
        "initialisation:orthogonal",
    ),
)

LATENT_LAWS = _registry(
    "latent law",
    ("normal", "Normal N(0, 1)", "Each coordinate standard normal.", "latents:normal"),
    ("uniform", "Uniform [-1, 1]", "Each coordinate uniform.", "latents:uniform"),
)

OPTIMISERS = _registry(
    "optimiser",
    ("adam", "Adam", "Moments of the gradient; Kingma & Ba 2015.", "dynamics.optimisers:adam"),
    ("rmsprop", "RMSProp", "Gradient over its running root.", "dynamics.optimisers:rmsprop"),
    ("sgd", "SGD", "The gradient itself, no momentum.", "dynamics.optimisers:sgd"),
    (
        "optimistic-adam",
        "Optimistic Adam",
        "-2 u_t + u_(t-1), u Adam's update; Daskalakis et al. 2018.",
        "dynamics.optimisers:optimistic_adam",
    ),
)

UPDATES = _registry(
    "update rule",
    ("alternating", "Alternating", "D moves, then G.", "dynamics.rules:alternating"),
    (
        "simultaneous",
        "Simultaneous",
        "Both gradients at one point, then both moves.",
        "dynamics.rules:simultaneous",
    ),
    (
        "extra-gradient",
        "Extra-gradient",
        "Gradients at a point ahead, moves from here; Gidel et al. 2019. Twice the cost.",
        "dynamics.rules:extra_gradient",
    ),
)

SCHEDULES = _registry(
    "schedule",
    ("constant", "Constant", "The same rate all the time.", "dynamics.schedules:constant"),
    ("linear", "Linear", "A straight line to the final rate.", "dynamics.schedules:linear"),
    ("cosine", "Cosine", "Half a cosine to the final rate.", "dynamics.schedules:cosine"),
)

# The penalties' strengths and intervals are inputs of `core/sections/regularisers.py`.
_GP = "regularisers.gradient_penalties"
PENALTIES = _registry(
    "penalty",
    ("wgan-gp", "Gradient penalty 1 (WGAN-GP)", "λ E(|∇f(x̂)| - 1)²", f"{_GP}:WGAN_GP"),
    ("wgan-lp", "Gradient penalty ≤ 1 (WGAN-LP)", "λ E max(0, |∇f(x̂)| - 1)²", f"{_GP}:WGAN_LP"),
    ("gp-0", "Gradient penalty 0 (GP-0)", "λ E|∇f(x̂)|²", f"{_GP}:GP_0"),
    ("r1", "R1", "γ/2 E|∇f(x)|²", f"{_GP}:R1"),
    ("r2", "R2", "γ/2 E|∇f(y)|²", f"{_GP}:R2"),
    ("dragan", "DRAGAN", "λ E(|∇f| - 1)² around real points", f"{_GP}:DRAGAN"),
)
