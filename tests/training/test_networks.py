"""Networks: their shape, and how they start."""

import math

import pytest
import torch
from scipy import stats
from torch import nn

from gan_desktop import load_preset
from gan_desktop.core.catalog import (
    ACTIVATIONS,
    INITIALISATIONS,
    LATENT_LAWS,
    NORMALISATIONS,
    OBJECTIVES,
)
from gan_desktop.core.sections import NetworksConfig
from gan_desktop.training.networks import build_networks, mlp, network_shapes

PRESET = load_preset("ring8-blog")
CONFIG = PRESET.networks


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def built(**changes: object) -> tuple[nn.Sequential, nn.Sequential]:
    return build_networks(PRESET.replaced(networks=CONFIG.replaced(**changes)), rng())


def linears(network: nn.Sequential) -> list[nn.Linear]:
    return [layer for layer in network if isinstance(layer, nn.Linear)]


@pytest.mark.parametrize("registry", [OBJECTIVES, ACTIVATIONS, INITIALISATIONS, LATENT_LAWS])
def test_all_of_the_catalog_load(registry) -> None:
    for entry in registry:
        assert entry.load() is not None


def test_the_blogs_networks() -> None:
    generator, discriminator = built()
    assert [(l.in_features, l.out_features) for l in linears(generator)] == [  # noqa: E741
        (256, 128),
        (128, 128),
        (128, 2),
    ]
    assert [(l.in_features, l.out_features) for l in linears(discriminator)] == [  # noqa: E741
        (2, 128),
        (128, 128),
        (128, 1),
    ]
    for network in (generator, discriminator):
        assert [type(layer) for layer in network] == [nn.Linear, nn.ReLU] * 2 + [nn.Linear]
        assert all(p.dtype == torch.float32 and p.requires_grad for p in network.parameters())
        assert all(p.device.type == "cpu" for p in network.parameters())


@pytest.mark.parametrize("objective", OBJECTIVES.keys())
@pytest.mark.parametrize("normalisation", NORMALISATIONS.keys())
@pytest.mark.parametrize("spectral_norm", [True, False])
def test_shapes_alone_are_those_of_the_networks(objective, normalisation, spectral_norm) -> None:
    config = PRESET.with_values(
        {
            "training.objective": objective,
            "networks.generator_normalisation": normalisation,
            "networks.spectral_norm": spectral_norm,
            "networks.discriminator_activation": "maxout",
            "networks.generator_hidden": (6,),
            "networks.discriminator_hidden": (5, 4),
            "networks.latent_size": 3,
        }
    )
    for shape, network in zip(network_shapes(config), build_networks(config, rng()), strict=True):
        known = [(name, t.shape, t.dtype) for name, t in network.state_dict().items()]
        assert [(name, t.shape, t.dtype) for name, t in shape.state_dict().items()] == known
        assert {t.device.type for t in shape.state_dict().values()} == {"meta"}
        # In the order in which optimisers count them.
        params = [p.shape for p in network.parameters()]
        assert [p.shape for p in shape.parameters()] == params


@pytest.mark.parametrize(("g", "d"), [((1,), (1024,)), ((7, 5, 3), (4,)), ((3,) * 8, (2, 2))])
def test_shapes_follow_the_config(g: tuple[int, ...], d: tuple[int, ...]) -> None:
    generator, discriminator = built(latent_size=3, generator_hidden=g, discriminator_hidden=d)
    assert [layer.out_features for layer in linears(generator)] == [*g, 2]
    assert [layer.out_features for layer in linears(discriminator)] == [*d, 1]
    points = generator(torch.zeros(9, 3))
    assert points.shape == (9, 2)
    assert discriminator(points).shape == (9, 1)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("relu", [0.0, 0.0, 2.0]),
        ("leaky-relu", [-0.4, 0.0, 2.0]),
        ("tanh", [-math.tanh(2), 0.0, math.tanh(2)]),
    ],
)
def test_activations(key: str, expected: list[float]) -> None:
    activation = ACTIVATIONS[key].load()()
    assert activation(torch.tensor([-2.0, 0.0, 2.0])).tolist() == pytest.approx(expected)
    generator, discriminator = built(activation=key)
    for network in (generator, discriminator):
        kinds = [type(layer) for layer in network]
        assert kinds == [nn.Linear, type(activation)] * 2 + [nn.Linear]


def test_the_outputs_are_linear() -> None:
    network = mlp((2, 3), nn.Tanh)
    assert [type(layer) for layer in network] == [nn.Linear]


@pytest.mark.parametrize("network", [0, 1])
def test_the_small_normal_initialisation(network: int) -> None:
    for layer in linears(built(initialisation="normal-0.01")[network]):
        assert (layer.bias == 0).all()
        weights = layer.weight.detach().flatten().numpy()
        assert abs(weights.mean()) < 4 * 0.01 / math.sqrt(len(weights))
        assert stats.kstest(weights, stats.norm(0, 0.01).cdf).pvalue > 0.001


@pytest.mark.parametrize("network", [0, 1])
def test_the_fan_in_initialisation(network: int) -> None:
    for layer in linears(built(initialisation="fan-in")[network]):
        bound = 1 / math.sqrt(layer.in_features)
        values = torch.cat((layer.weight.detach().flatten(), layer.bias.detach())).numpy()
        assert abs(values).max() <= bound
        assert stats.kstest(values, stats.uniform(-bound, 2 * bound).cdf).pvalue > 0.001
        if len(layer.bias) > 2:
            assert layer.bias.std() > bound / 4


def test_fan_in_is_pytorchs_own_law() -> None:
    torch_default = nn.Linear(64, 4096)
    ours = nn.Linear(64, 4096)
    INITIALISATIONS["fan-in"].load()(ours, rng())
    for name in ("weight", "bias"):
        a, b = (getattr(layer, name).detach().flatten().numpy() for layer in (torch_default, ours))
        assert stats.ks_2samp(a, b).pvalue > 1e-6


@pytest.mark.parametrize("initialisation", INITIALISATIONS.keys())
def test_the_generator_given_decides_and_the_global_one_is_left_alone(initialisation: str) -> None:
    config = PRESET.with_values({"networks.initialisation": initialisation})
    before = torch.get_rng_state()
    first, second, other = (build_networks(config, rng(seed)) for seed in (1, 1, 2))
    assert torch.equal(torch.get_rng_state(), before)
    for a, b, c in zip(first, second, other, strict=True):
        for name, weights in a.state_dict().items():
            assert torch.equal(weights, b.state_dict()[name])
        assert not torch.equal(a[0].weight, c[0].weight)


def test_the_discriminator_does_not_start_as_the_generator() -> None:
    generator, discriminator = built(latent_size=2)
    assert not torch.equal(generator[0].weight, discriminator[0].weight)


def test_the_generators_start_does_not_depend_on_the_discriminator() -> None:
    narrow, wide = (built(discriminator_hidden=hidden)[0] for hidden in ((4,), (64, 64)))
    assert all(
        torch.equal(a, b) for a, b in zip(narrow.parameters(), wide.parameters(), strict=True)
    )


@pytest.mark.parametrize(("law", "variance"), [("normal", 1.0), ("uniform", 1 / 3)])
def test_latent_laws(law: str, variance: float) -> None:
    draw = LATENT_LAWS[law].load()
    before = torch.get_rng_state()
    latent = draw(20_000, 3, rng(1))
    assert torch.equal(torch.get_rng_state(), before)
    assert latent.shape == (20_000, 3)
    assert latent.dtype == torch.float32
    expected = stats.norm(0, 1) if law == "normal" else stats.uniform(-1, 2)
    for axis in range(3):
        assert stats.kstest(latent[:, axis].double().numpy(), expected.cdf).pvalue > 0.001
    covariance = torch.cov(latent.T).numpy()
    assert covariance == pytest.approx(variance * torch.eye(3).numpy(), abs=0.04)
    if law == "uniform":
        assert latent.abs().max() <= 1


def test_an_unknown_name_never_gets_here() -> None:
    with pytest.raises(ValueError, match="allowed: relu"):
        NetworksConfig(**{**dict(CONFIG), "activation": "swish"})
