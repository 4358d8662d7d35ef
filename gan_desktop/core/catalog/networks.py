"""How the networks are built: activations, normalisations, initialisations, latent laws."""

from gan_desktop.core.catalog.rows import listed
from gan_desktop.core.registry import Entry, Registry

ACTIVATIONS = listed(
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

NORMALISATIONS = listed(
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

INITIALISATIONS = listed(
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

LATENT_LAWS = listed(
    "latent law",
    ("normal", "Normal N(0, 1)", "Each coordinate standard normal.", "latents:normal"),
    ("uniform", "Uniform [-1, 1]", "Each coordinate uniform.", "latents:uniform"),
)
