"""The game as the trainer sees it: against numbers worked out another way."""

import math

import numpy as np
import pytest
import torch

from gan_desktop import load_preset
from gan_desktop.core.metrics import METRICS, Cost, Reading
from gan_desktop.training import GanTrainer
from gan_desktop.training.dynamics import gradients

CONFIG = load_preset("ring8-blog").with_values(
    {
        "networks.latent_size": 3,
        "networks.generator_hidden": (8,),
        "networks.discriminator_hidden": (8,),
        "networks.initialisation": "fan-in",
        "networks.activation": "tanh",
        "training.batch_size": 16,
    }
)


def trained(steps: int) -> GanTrainer:
    trainer = GanTrainer(CONFIG)
    trainer.run(steps)
    return trainer


def game_of(trainer: GanTrainer, count: int = 200):
    seen = {}
    original = METRICS["d_accuracy"].compute

    def spy(scene):
        seen["game"] = scene.game
        return original(scene)

    from dataclasses import replace

    trainer.snapshot(count, [replace(METRICS["d_accuracy"], compute=spy)])
    return seen["game"]


def test_outputs_are_the_discriminators_at_the_snapshots_points() -> None:
    trainer = trained(3)
    snapshot, game = trainer.snapshot(200), game_of(trainer)
    weights = [p.detach().numpy() for p in trainer.discriminator.parameters()]

    def outputs(points):
        return np.tanh(points @ weights[0].T + weights[1]) @ weights[2].T + weights[3]

    assert game.real_outputs == pytest.approx(outputs(snapshot.real).ravel(), abs=1e-5)
    assert game.fake_outputs == pytest.approx(outputs(snapshot.fake).ravel(), abs=1e-5)
    assert (game.reading, game.boundary) == (Reading.LOGIT, 0.0)
    assert (game.d_loss, game.g_loss) == trainer.losses


def test_gradient_norms_are_those_of_the_step_just_taken(monkeypatch) -> None:
    trainer = trained(2)
    seen = {}
    original = gradients._backward

    def spy(game, loss, player, network):
        found = torch.autograd.grad(loss, player.params, retain_graph=True)
        seen[network] = math.sqrt(sum(float((g.double() ** 2).sum()) for g in found))
        return original(game, loss, player, network)

    monkeypatch.setattr(gradients, "_backward", spy)
    trainer.step()
    metrics = trainer.snapshot().metrics
    assert metrics["d_gradient"] == pytest.approx(seen["discriminator"], rel=1e-5)
    assert metrics["g_gradient"] == pytest.approx(seen["generator"], rel=1e-5)
    assert seen["discriminator"] != pytest.approx(seen["generator"], rel=1e-3)


def test_input_gradient_is_the_slope_by_finite_differences() -> None:
    trainer = trained(3)
    snapshot = trainer.snapshot(50)
    discriminator = trainer.discriminator.double()
    points, h = torch.tensor(snapshot.fake, dtype=torch.float64), 1e-6
    with torch.no_grad():
        slopes = [
            (discriminator(points + h * e) - discriminator(points - h * e)) / (2 * h)
            for e in torch.eye(2, dtype=torch.float64)
        ]
    expected = torch.cat(slopes, dim=1).norm(dim=1).mean().item()
    assert snapshot.metrics["input_gradient"] == pytest.approx(expected, rel=1e-4)


def test_measuring_changes_nothing_that_training_uses() -> None:
    watched, alone = GanTrainer(CONFIG), GanTrainer(CONFIG)
    for _ in range(4):
        watched.step()
        watched.snapshot(100, METRICS)
        alone.step()
    assert watched.losses == alone.losses
    for one, other in zip(
        watched.generator.parameters(), alone.generator.parameters(), strict=True
    ):
        assert torch.equal(one, other)


def test_without_a_step_there_are_neither_losses_nor_gradients() -> None:
    snapshot = GanTrainer(CONFIG).snapshot(100)
    assert not snapshot.metrics.keys() & {"d_loss", "g_loss", "d_gradient", "g_gradient"}
    assert {"d_loss", "g_gradient"} <= snapshot.measured
    assert math.isnan(snapshot.readings()["g_gradient"])


def test_only_what_is_asked_for_is_measured() -> None:
    trainer = trained(1)
    cheap = {metric.key for metric in METRICS.of(Cost.CHEAP)}
    assert trainer.snapshot(50).measured == cheap
    assert trainer.snapshot(50, METRICS).measured == set(METRICS.keys())
    nothing = trainer.snapshot(50, ())
    assert (nothing.metrics, nothing.measured, nothing.shapes) == ({}, frozenset(), None)
    assert np.array_equal(nothing.fake, trainer.snapshot(50).fake)


def test_shapes_are_those_of_the_points() -> None:
    snapshot = trained(1).snapshot(500)
    distances = CONFIG.target.mahalanobis(snapshot.fake)
    near = distances.min(axis=1) < 3
    counts = np.bincount(distances.argmin(axis=1)[near], minlength=8)
    assert snapshot.shapes is not None
    assert np.array_equal(snapshot.shapes.counts, counts)
    assert np.array_equal(snapshot.shapes.captured, counts >= np.maximum(1, 0.1 * 500 / 8))
