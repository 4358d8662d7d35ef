"""Multilayer perceptrons with linear output: generator to points, discriminator to logits."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import nn

from gan_desktop.core.catalog import ACTIVATIONS, INITIALISATIONS
from gan_desktop.core.sections import NetworksConfig

relu = nn.ReLU
tanh = nn.Tanh


def leaky_relu() -> nn.Module:
    """max(0.2 x, x): the slope that GAN papers use."""
    return nn.LeakyReLU(0.2)


def mlp(sizes: Sequence[int], activation: Callable[[], nn.Module]) -> nn.Sequential:
    """Linear layers of the given sizes with an activation between them, none at the end.

    The weights are left uninitialised, so that no global random state is touched.
    """
    layers: list[nn.Module] = []
    for fan_in, fan_out in pairwise(sizes):
        linear = nn.Linear(fan_in, fan_out, device="meta").to_empty(device="cpu")
        layers += [linear, activation()]
    return nn.Sequential(*layers[:-1])


def build_networks(
    config: NetworksConfig, rng: torch.Generator
) -> tuple[nn.Sequential, nn.Sequential]:
    """Generator (latent_size -> 2) and discriminator (2 -> 1), initialised in this order."""
    activation = ACTIVATIONS[config.activation].load()
    initialise = INITIALISATIONS[config.initialisation].load()
    generator = mlp((config.latent_size, *config.generator_hidden, 2), activation)
    discriminator = mlp((2, *config.discriminator_hidden, 1), activation)
    for network in (generator, discriminator):
        for layer in network:
            if isinstance(layer, nn.Linear):
                initialise(layer, rng)
    return generator, discriminator
