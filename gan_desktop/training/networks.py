"""Multilayer perceptrons with linear output: generator to points, discriminator to outputs."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm
from torch.nn.utils.parametrize import register_parametrization

from gan_desktop.core.catalog import (
    ACTIVATIONS,
    DISCRIMINATOR_ACTIVATIONS,
    INITIALISATIONS,
    JUDGES,
    NORMALISATIONS,
    OBJECTIVES,
)
from gan_desktop.core.config import ExperimentConfig

relu = nn.ReLU
tanh = nn.Tanh
silu = nn.SiLU
gelu = nn.GELU
no_normalisation = None
layer_norm = nn.LayerNorm

Maker = Callable[[], nn.Module]


def leaky_relu() -> nn.Module:
    """max(0.2 x, x): the slope that GAN papers use."""
    return nn.LeakyReLU(0.2)


def batch_norm(width: int) -> nn.Module:
    """Over the batch; the snapshots are made with its running averages."""
    return nn.BatchNorm1d(width)


class Maxout(nn.Module):
    """The largest of `pieces` linear functions (Goodfellow et al. 2013, arXiv:1302.4389).

    (n, pieces * width) to (n, width).
    """

    pieces = 5

    def forward(self, values: Tensor) -> Tensor:
        """The largest of each unit's pieces."""
        return values.view(len(values), -1, self.pieces).amax(dim=2)


def mlp(
    sizes: Sequence[int],
    activation: Maker,
    normalisation: Callable[[int], nn.Module] | None = None,
) -> nn.Sequential:
    """Linear layers of the given sizes with an activation between them, none at the end.

    The linear layers have no memory yet (torch's device "meta"), so that no global random state is
    touched.
    """
    layers: list[nn.Module] = []
    for fan_in, fan_out in pairwise(sizes[:-1]):
        active = activation()
        pieces = getattr(active, "pieces", 1)
        layers.append(nn.Linear(fan_in, fan_out * pieces, device="meta"))
        if normalisation is not None:
            layers.append(normalisation(fan_out * pieces))
        layers.append(active)
    return nn.Sequential(*layers, nn.Linear(sizes[-2], sizes[-1], device="meta"))


def build_networks(
    config: ExperimentConfig, rng: torch.Generator
) -> tuple[nn.Sequential, nn.Module]:
    """Generator (latent_size -> 2) and discriminator, initialised in this order.

    The discriminator takes (n, 2 * packing) points; what it returns depends on the objective.
    """
    initialise = INITIALISATIONS[config.networks.initialisation].load()
    generator, discriminator = _networks(config)
    for network in (generator, discriminator):
        for layer in _linear_layers(network):
            initialise(layer.to_empty(device="cpu"), rng)
    if config.networks.spectral_norm:
        for layer in _linear_layers(discriminator):
            # Torch starts the iteration from its global random state: lend it a seed of ours.
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(int(torch.randint(2**62, (), generator=rng)))
                # Miyato et al. 2018, arXiv:1802.05957, algorithm 1: weights over their largest
                # singular value, one power iteration a pass.
                spectral_norm(layer)
    return generator, discriminator


def network_shapes(config: ExperimentConfig) -> tuple[nn.Sequential, nn.Module]:
    """Both networks as `build_networks` makes them, with names and shapes but no memory."""
    generator, discriminator = _networks(config)
    if config.networks.spectral_norm:
        for layer in _linear_layers(discriminator):
            register_parametrization(layer, "weight", _SpectrumShape(layer), unsafe=True)
    return generator.to("meta"), discriminator.to("meta")


def _networks(config: ExperimentConfig) -> tuple[nn.Sequential, nn.Module]:
    networks = config.networks
    active = ACTIVATIONS[networks.activation].load()
    judging = active
    if networks.discriminator_activation != "same":
        judging = DISCRIMINATOR_ACTIVATIONS[networks.discriminator_activation].load()
    g_norm, d_norm = (
        NORMALISATIONS[key].load()
        for key in (networks.generator_normalisation, networks.discriminator_normalisation)
    )
    generator = mlp((networks.latent_size, *networks.generator_hidden, 2), active, g_norm)
    judge = JUDGES[OBJECTIVES[config.training.objective].family].load()
    discriminator: nn.Module = judge(
        2 * networks.packing,
        networks.discriminator_hidden,
        lambda sizes: mlp(sizes, judging, d_norm),
    )
    return generator, discriminator


def _linear_layers(network: nn.Module) -> list[nn.Linear]:
    return [layer for layer in network.modules() if isinstance(layer, nn.Linear)]


class _SpectrumShape(nn.Module):
    """What `spectral_norm` adds to a layer, without its power iterations."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        rows, columns = layer.weight.shape
        self.register_buffer("_u", layer.weight.new_empty(rows))
        self.register_buffer("_v", layer.weight.new_empty(columns))

    def forward(self, weight: Tensor) -> Tensor:
        """Return the weights unchanged: only the buffers matter here."""
        return weight
