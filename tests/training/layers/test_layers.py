"""The layers that need the networks, against closed forms."""

import numpy as np
import pytest
import torch
from torch import nn

from gan_desktop import load_preset
from gan_desktop.core.catalog import OBJECTIVES
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.layers import COMPUTED, LayerData, LayerRequest
from gan_desktop.core.layers.density import places
from gan_desktop.core.layers.forms import FORMS
from gan_desktop.core.layers.output import Output
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.training import GanTrainer
from gan_desktop.training.layers.manifold import NODES

REGION = (-4.0, 4.0, -2.0, 6.0)
ALL = LayerRequest(frozenset(COMPUTED), REGION, 32)
CONFIG = load_preset("ring8-blog").with_values(
    {
        "networks.latent_size": 2,
        "networks.generator_hidden": (8,),
        "networks.discriminator_hidden": (8,),
        "networks.initialisation": "fan-in",
        "training.batch_size": 16,
    }
)


def config(**values) -> ExperimentConfig:
    return CONFIG.with_values({key.replace("__", "."): value for key, value in values.items()})


def trained(chosen: ExperimentConfig, steps: int = 2) -> GanTrainer:
    trainer = GanTrainer(chosen)
    trainer.run(steps)
    return trainer


def layer(trainer: GanTrainer, key: str, count: int = 200, **request) -> LayerData:
    wanted = LayerRequest(frozenset({key}), **{"region": REGION, "resolution": 32, **request})
    return trainer.snapshot(count, (), wanted).layers[key]


class Plane(nn.Module):
    """The discriminator 2 x - 3 y + 0.5."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(2, 1)
        with torch.no_grad():
            self.linear.weight.copy_(torch.tensor([[2.0, -3.0]]))
            self.linear.bias.fill_(0.5)

    def forward(self, points: torch.Tensor) -> torch.Tensor:
        return self.linear(points)


class Scaled(nn.Module):
    """The generator of N(shift, scale^2) from a standard normal latent."""

    def __init__(self, scale: float, shift: float) -> None:
        super().__init__()
        self.scale, self.shift = scale, torch.tensor([shift, 0.0])

    def forward(self, latent: torch.Tensor) -> torch.Tensor:
        return self.scale * latent[:, :2] + self.shift


def with_plane(**values) -> GanTrainer:
    trainer = GanTrainer(config(**values))
    trainer.discriminator = Plane()
    return trainer


def test_map_has_the_output_at_each_place_row_0_at_the_bottom() -> None:
    found = layer(with_plane(), "discriminator")
    values = found.arrays["values"]
    x, y = places(REGION, 32).T
    assert values.ravel() == pytest.approx(2 * x - 3 * y + 0.5, abs=1e-4)
    # Real-looking are the right and the bottom.
    assert values[0, -1] == values.max()
    assert found.region == REGION
    assert Output.in_map(found) is Output.LOGIT
    assert found.arrays["middle"] == 0


def test_optimum_of_one_normal_law_against_another_is_the_closed_form() -> None:
    sigma, scale, shift = 0.8, 1.0, 0.7
    target = GaussianMixture(
        weights=(1.0,), means=((0.0, 0.0),), covariances=(((sigma**2, 0.0), (0.0, sigma**2)),)
    )
    trainer = GanTrainer(CONFIG.replaced(target=target))
    trainer.generator = Scaled(scale, shift)
    region = (-4.0, 4.0, -4.0, 4.0)
    found = layer(trainer, "optimal", region=region, resolution=64)
    h = float(found.arrays["bandwidth"][0])
    # sigma n^(-1/6) for 5,000 points: the blur is that of a good estimate.
    assert 0.12 < h < 0.45
    x, y = places(region, 64).T
    p, q = sigma**2 + h**2, scale**2 + h**2
    log_p = -np.log(p) - (x**2 + y**2) / (2 * p)
    log_q = -np.log(q) - ((x - shift) ** 2 + y**2) / (2 * q)
    near = np.hypot(x, y) < 1.6
    d_star, truth = (
        1 / (1 + np.exp(-each[near])) for each in (found.arrays["values"].ravel(), log_p - log_q)
    )
    assert np.abs(d_star - truth).max() < 0.1
    assert np.abs(d_star - truth).mean() < 0.025


# Derivatives of the generator's loss by the output, by hand.
BY_OUTPUT = {
    "non-saturating": lambda f: -1 / (1 + np.exp(f)),
    "minimax": lambda f: -1 / (1 + np.exp(-f)),
    "wasserstein": lambda f: -np.ones_like(f),
    "hinge": lambda f: -np.ones_like(f),
    "least-squares": lambda f: f - 1,
}


@pytest.mark.parametrize("objective", BY_OUTPUT)
def test_arrows_are_minus_the_gradient_of_the_loss_of_each_point(objective) -> None:
    trainer = with_plane(training__objective=objective)
    snapshot = trainer.snapshot(100, (), ALL)
    for key in ("arrows", "field"):
        arrays = snapshot.layers[key].arrays
        f = arrays["at"].astype(float) @ (2, -3) + 0.5
        expected = -BY_OUTPUT[objective](f)[:, None] * (2, -3)
        assert arrays["by"] == pytest.approx(expected, abs=1e-4)
    assert np.array_equal(snapshot.layers["arrows"].arrays["at"], snapshot.fake)
    x, y = snapshot.layers["field"].arrays["at"].T
    assert (x.min() > -4, x.max() < 4, y.min() > -2, y.max() < 6) == (True,) * 4
    assert len(set(np.round(np.diff(np.unique(x)), 4))) == 1


def test_arrows_of_a_loss_in_pairs_take_many_real_points_for_each() -> None:
    trainer = with_plane(training__objective="rpgan")
    snapshot = trainer.snapshot(400, (), ALL)
    arrays = snapshot.layers["arrows"].arrays
    f, f_real = (points.astype(float) @ (2, -3) + 0.5 for points in (arrays["at"], snapshot.real))
    by_output = -(1 / (1 + np.exp(f[:, None] - f_real))).mean(axis=1)
    expected = -by_output[:, None] * (2, -3)
    error = np.hypot(*(arrays["by"] - expected).T)
    # One real point instead of the mean over all would be off by about 1.
    assert np.quantile(error, 0.9) < 1.0
    assert error.mean() < 0.5
    assert "depends on the other generated points" in snapshot.layers["field"].reason


def test_arrows_of_a_packed_discriminator_are_those_of_its_rows() -> None:
    trainer = trained(config(networks__packing=2))
    snapshot = trainer.snapshot(7, (), ALL)
    arrays = snapshot.layers["arrows"].arrays
    # The one that is left over is in no row.
    assert np.array_equal(arrays["at"], snapshot.fake[:6])
    rows = torch.tensor(snapshot.fake[:6]).reshape(3, 4).requires_grad_(True)
    loss = nn.functional.softplus(-trainer.discriminator(rows)).sum()
    (slopes,) = torch.autograd.grad(loss, rows)
    assert arrays["by"] == pytest.approx(-slopes.reshape(6, 2).numpy(), abs=1e-6)
    for key in ("discriminator", "optimal", "field"):
        assert "several points together" in snapshot.layers[key].reason
        assert not snapshot.layers[key].arrays


NO_OPTIMUM = {
    "wasserstein": "whole clouds",
    "rpgan": "up to a constant",
    "ragan": "up to a constant",
    "ralsgan": "up to a constant",
    "rahinge": "up to a constant",
    "ebgan": "autoencoder's error",
    "began": "autoencoder's error",
}
READINGS = {
    "non-saturating": Output.LOGIT,
    "minimax": Output.LOGIT,
    "least-squares": Output.MARGIN,
    "hinge": Output.MARGIN,
    "wasserstein": Output.SCORE,
    "d2gan": Output.LOG_FIRST,
    "ebgan": Output.SCORE,
    "began": Output.SCORE,
}


@pytest.mark.parametrize("objective", OBJECTIVES.keys())
def test_every_loss_has_its_layers_or_one_sentence(objective) -> None:
    trainer = trained(config(training__objective=objective))
    found = trainer.snapshot(60, (), ALL).layers
    assert found.keys() == set(COMPUTED)
    for key, each in found.items():
        assert bool(each.reason) is not bool(each.arrays)
        # A file may hold it.
        formed = FORMS[key].formed(each)
        assert formed is not None
        assert formed.arrays.keys() == each.arrays.keys()
    if objective in NO_OPTIMUM:
        assert NO_OPTIMUM[objective] in found["optimal"].reason
    else:
        assert np.isfinite(found["optimal"].arrays["values"]).any()
    assert Output.in_map(found["discriminator"]) is READINGS.get(objective, Output.RELATIVE)
    joint = objective in ("rpgan", "ragan", "ralsgan", "rahinge", "ebgan")
    assert bool(found["field"].reason) is joint
    assert np.isfinite(found["arrows"].arrays["by"]).all()
    assert found["arrows"].arrays["by"].any()


def test_without_the_pull_away_term_an_energy_pulls_everywhere() -> None:
    trainer = trained(config(training__objective="ebgan", loss__pull_away=0.0))
    assert layer(trainer, "field").arrays["by"].any()


def test_dual_discriminator_shows_the_log_of_the_first_output() -> None:
    trainer = trained(config(training__objective="d2gan", loss__alpha=0.5))
    found = layer(trainer, "discriminator")
    with torch.no_grad():
        first = trainer.discriminator(torch.tensor(places(REGION, 32), dtype=torch.float32))[:, 0]
    assert found.arrays["values"].ravel() == pytest.approx(first.log().numpy(), abs=1e-5)
    assert float(found.arrays["middle"][0]) == pytest.approx(np.log(0.5))


def test_middle_of_a_score_is_between_its_means_on_both_clouds() -> None:
    trainer = with_plane(training__objective="wasserstein")
    snapshot = trainer.snapshot(100, (), ALL)
    means = [
        (cloud.astype(float) @ (2, -3) + 0.5).mean() for cloud in (snapshot.real, snapshot.fake)
    ]
    middle = float(snapshot.layers["discriminator"].arrays["middle"][0])
    assert middle == pytest.approx(np.mean(means), abs=1e-4)


def test_smoothed_labels_and_noise_change_the_optimum() -> None:
    plain = layer(GanTrainer(CONFIG), "optimal").arrays
    less = layer(GanTrainer(config(regularisers__label_smoothing=0.1)), "optimal").arrays
    assert np.nanmax(plain["values"]) > 3
    assert np.nanmax(less["values"]) == pytest.approx(np.log(9), abs=0.1)
    noisy = layer(GanTrainer(config(regularisers__instance_noise=1.0)), "optimal").arrays
    known = [np.isfinite(arrays["values"]).mean() for arrays in (plain, noisy)]
    assert known[1] > 2 * known[0]


def test_manifold_is_the_image_of_a_grid_along_the_chosen_dimensions() -> None:
    trainer = GanTrainer(config(networks__latent_size=3))
    trainer.generator = nn.Linear(3, 2, bias=False)
    with torch.no_grad():
        trainer.generator.weight.copy_(torch.tensor([[1.0, 100.0, 0.0], [0.0, 100.0, 1.0]]))
    arrays = layer(trainer, "manifold", latent_axes=(0, 2)).arrays
    # 2.5 and the radius of what is left: one dimension.
    line = np.linspace(-3.5, 3.5, NODES)
    assert arrays["nodes"][..., 0] == pytest.approx(np.tile(line, (NODES, 1)), abs=1e-5)
    assert arrays["nodes"][..., 1] == pytest.approx(np.tile(line[:, None], NODES), abs=1e-5)
    assert (arrays["axes"].tolist(), float(arrays["reach"][0])) == ([0, 2], 3.5)


def test_manifold_of_one_dimension_is_a_line_and_of_uniform_ones_ends_at_1() -> None:
    chosen = config(networks__latent_size=1, networks__latent_law="uniform")
    arrays = layer(GanTrainer(chosen), "manifold").arrays
    assert arrays["nodes"].shape == (1, NODES, 2)
    assert float(arrays["reach"][0]) == 1


@pytest.mark.parametrize("axes", [(0, 2), (1, 1)])
def test_a_slice_that_is_none_is_one_sentence(axes) -> None:
    found = layer(GanTrainer(CONFIG), "manifold", latent_axes=axes)
    assert "two different latent dimensions of 1 to 2" in found.reason


def test_an_output_that_is_not_finite_is_one_sentence() -> None:
    trainer = with_plane()
    with torch.no_grad():
        trainer.discriminator.linear.bias.fill_(np.nan)
    found = trainer.snapshot(20, (), ALL).layers
    for key in ("discriminator", "arrows", "field"):
        assert "not finite" in found[key].reason


@pytest.mark.parametrize(
    "values",
    [
        {"networks__discriminator_normalisation": "batch", "networks__spectral_norm": True},
        {"networks__generator_normalisation": "batch", "training__objective": "began"},
        {"training__objective": "ragan", "regularisers__instance_noise": 0.3},
    ],
)
def test_looking_changes_nothing_of_the_training(values) -> None:
    watched, alone = GanTrainer(config(**values)), GanTrainer(config(**values))
    global_state = torch.get_rng_state()
    for _ in range(3):
        watched.step()
        watched.snapshot(50, (), ALL)
        alone.step()
    assert torch.equal(torch.get_rng_state(), global_state)
    assert watched.losses == alone.losses
    one, other = watched.state_dict(), alone.state_dict()
    for network in ("generator", "discriminator"):
        first, second = (getattr(t, network).state_dict() for t in (watched, alone))
        assert all(torch.equal(first[name], second[name]) for name in second)
        for mine, theirs in zip(
            getattr(watched, network).parameters(),
            getattr(alone, network).parameters(),
            strict=True,
        ):
            assert torch.equal(mine.grad, theirs.grad)
    assert str(one) == str(other)
