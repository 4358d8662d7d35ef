"""What the other regularisers do to weights, points, labels and rows."""

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from gan_desktop import load_preset
from gan_desktop.core.catalog import OBJECTIVES
from gan_desktop.training import GanTrainer
from gan_desktop.training.plan import objective_of

CONFIG = load_preset("ring8-blog").with_values(
    {
        "networks.latent_size": 4,
        "networks.generator_hidden": (16,),
        "networks.discriminator_hidden": (16, 16),
        "networks.initialisation": "fan-in",
        "training.batch_size": 32,
        "training.learning_rate_d": 1e-2,
    }
)


def trainer(steps: int = 0, **values: object) -> GanTrainer:
    named = {name.replace("__", "."): value for name, value in values.items()}
    made = GanTrainer(CONFIG.with_values(named), "run")
    made.run(steps)
    return made


def watched(made: GanTrainer) -> list[Tensor]:
    """All that the discriminator is shown from now on."""
    seen: list[Tensor] = []
    made.discriminator.register_forward_pre_hook(lambda _m, inputs: seen.append(inputs[0].detach()))
    return seen


@pytest.mark.parametrize("update", ["alternating", "simultaneous", "extra-gradient"])
def test_weight_clipping(update: str) -> None:
    free = trainer(10, dynamics__update=update)
    clipped = trainer(10, dynamics__update=update, regularisers__weight_clipping=0.05)
    largest = [
        max(float(p.detach().abs().max()) for p in made.discriminator.parameters())
        for made in (free, clipped)
    ]
    assert largest[0] > 0.3
    assert largest[1] == pytest.approx(0.05)
    # The generator's weights are its own business.
    assert max(float(p.detach().abs().max()) for p in clipped.generator.parameters()) > 0.1


@pytest.mark.parametrize("objective", ["hinge", "d2gan", "ebgan"])
def test_spectral_norm_keeps_the_largest_singular_value_near_1(objective: str) -> None:
    # One power iteration a pass follows slow weights; where two singular values are close, as in
    # small random layers, it stays a few percent below the larger one.
    slow = {"training__objective": objective, "training__learning_rate_d": 2e-4}
    made = trainer(300, networks__spectral_norm=True, **slow)
    layers = [m for m in made.discriminator.modules() if isinstance(m, nn.Linear)]
    assert len(layers) == {"hinge": 3, "d2gan": 6, "ebgan": 6}[objective]
    for layer in layers:
        effective, own = layer.weight.detach(), layer.parametrizations.weight.original.detach()
        largest = float(torch.linalg.svd(effective).S[0])
        assert 0.999 < largest < 1.08
        # All of a weight is divided by one number.
        torch.testing.assert_close(effective / largest, own / torch.linalg.svd(own).S[0])
    free = trainer(300, **slow)
    layers = [m for m in free.discriminator.modules() if isinstance(m, nn.Linear)]
    largest = [float(torch.linalg.svd(layer.weight.detach()).S[0]) for layer in layers]
    assert max(abs(value - 1) for value in largest) > 0.15
    assert not any(hasattr(m, "parametrizations") for m in made.generator.modules())


def test_spectral_norm_neither_reads_nor_moves_the_global_random_state() -> None:
    states = []
    with torch.random.fork_rng(devices=[]):
        for seed in (1, 2):
            torch.manual_seed(seed)
            before = torch.get_rng_state()
            states.append(trainer(3, networks__spectral_norm=True).discriminator.state_dict())
            assert torch.equal(torch.get_rng_state(), before)
    first, second = states
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_instance_noise_is_normal_of_the_given_size_on_real_and_generated_points() -> None:
    plain, noisy = (
        trainer(training__batch_size=16_384, regularisers__instance_noise=sigma)
        for sigma in (0.0, 0.3)
    )
    seen = watched(plain), watched(noisy)
    for made in (plain, noisy):
        made._parts.game.d_loss()
        made._parts.game.g_loss()
    # Data and latent are drawn from other streams: the difference is the noise alone.
    for clean, shown in zip(*seen, strict=True):
        noise = shown - clean
        assert noise.std(dim=0).tolist() == pytest.approx([0.3, 0.3], rel=0.02)
        assert noise.mean(dim=0).tolist() == pytest.approx([0, 0], abs=0.01)
        assert float(noise[:, 0] @ noise[:, 1]) / len(noise) == pytest.approx(0, abs=0.002)
    assert [len(points) for points in seen[0]] == [2 * 16_384, 16_384]


def test_instance_noise_fades_to_0_at_its_step() -> None:
    made = trainer(regularisers__instance_noise=0.4, regularisers__instance_noise_steps=10)
    sizes = []
    for _ in range(12):
        made.step()
        sizes.append(made._parts.game.noise)
    assert sizes == pytest.approx([0.4 * (1 - k / 10) for k in range(10)] + [0, 0])


def test_noise_that_has_faded_leaves_training_as_it_is_without() -> None:
    noisy = trainer(5, regularisers__instance_noise=0.4)
    noisy.set_live(CONFIG)
    state = noisy.state_dict()["noise_stream"]
    noisy.run(3)
    assert torch.equal(noisy.state_dict()["noise_stream"], state)


def test_label_smoothing_in_the_game() -> None:
    plain, smooth = trainer(), trainer(regularisers__label_smoothing=0.1)
    losses = [float(made._parts.game.d_loss().detach()) for made in (plain, smooth)]
    real, _ = smooth._parts.game._last_outputs
    # 0.9 sp(-f) + 0.1 sp(f) instead of sp(-f) at real points
    extra = 0.1 * (softplus(real) - softplus(-real)).mean()
    assert losses[1] - losses[0] == pytest.approx(float(extra), rel=1e-3)


@pytest.mark.parametrize("key", OBJECTIVES.keys())
def test_the_objectives_with_labels_are_those_that_use_label_smoothing(key: str) -> None:
    objective = objective_of(CONFIG.with_values({"training.objective": key}))
    assert (objective.smoothed is not None) == (
        "regularisers.label_smoothing" in OBJECTIVES[key].uses
    )


@pytest.mark.parametrize("m", [1, 2, 3, 4])
def test_packing(m: int) -> None:
    """A row is m points of one class; the batch counts rows."""
    made = trainer(networks__packing=m)
    drawn: list[Tensor] = []
    draw, latents = made._parts.game._draw_real, []

    def remembered(count: int) -> Tensor:
        drawn.append(draw(count))
        return drawn[-1]

    made._parts.game.set_target(remembered)
    made.generator.register_forward_hook(lambda _m, _i, out: latents.append(out.detach()))
    seen = watched(made)
    made.step()
    assert [len(points) for points in drawn] == [32 * m]
    assert [len(points) for points in latents] == [32 * m, 32 * m]
    both, for_g = seen
    assert both.shape == (64, 2 * m)
    assert for_g.shape == (32, 2 * m)
    # Row k is points k m, ..., k m + m - 1, all real or all generated.
    for k in range(32):
        assert torch.equal(both[k], drawn[0][k * m : (k + 1) * m].flatten())
        assert torch.equal(both[32 + k], latents[0][k * m : (k + 1) * m].flatten())
    assert made._parts.game._last_outputs[0].shape == (32, 1)


def test_a_snapshot_with_fewer_points_than_a_packed_row() -> None:
    metrics = trainer(1, networks__packing=4).snapshot(3).metrics
    assert "input_gradient" not in metrics
    assert all(math.isfinite(value) for value in metrics.values())
    assert "input_gradient" in trainer(1, networks__packing=4).snapshot(9).metrics


def test_batch_normalisation_in_d_sees_the_classes_apart() -> None:
    made = trainer(networks__discriminator_normalisation="batch")
    seen = watched(made)
    made.step()
    assert [len(points) for points in seen] == [32, 32, 32]
