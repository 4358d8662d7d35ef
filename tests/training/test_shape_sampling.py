"""Samplers of shapes and of data sets; a few steps on every target."""

import numpy as np
import pytest
import torch
from scipy import stats

from gan_desktop import load_preset
from gan_desktop.core.shape_target import ShapeTarget
from gan_desktop.core.target import Target
from gan_desktop.core.targets import TARGETS, load_target
from gan_desktop.training import GanTrainer
from gan_desktop.training.sampling import MixtureSampler, sampler_for
from gan_desktop.training.streams import Stream, torch_stream

SMALL = {
    "networks.latent_size": 4,
    "networks.generator_hidden": (16,),
    "networks.discriminator_hidden": (16,),
    "training.batch_size": 32,
}
SHAPES = [named.key for named in TARGETS if isinstance(named.target, ShapeTarget)]


def config(key: str, **values: object):
    named = TARGETS[key].put_into(load_preset("ring8-blog").with_values(SMALL))
    return named.with_values({path.replace("__", "."): value for path, value in values.items()})


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def points_of(trainer: GanTrainer) -> np.ndarray:
    return trainer.snapshot(200, metrics=()).fake


@pytest.mark.parametrize("key", SHAPES)
@pytest.mark.parametrize("direction", [(1.0, 0.0), (0.0, 1.0), (1.0, -1.0), (1.0, 2.0)])
def test_a_shapes_points_are_distributed_as_the_targets(key: str, direction: tuple) -> None:
    ours = sampler_for(load_target(key), 0, 0).sample(20_000, rng(10))
    assert ours.dtype == torch.float32
    assert ours.shape == (20_000, 2)
    theirs = load_target(key).sample(20_000, np.random.default_rng(10))
    pvalue = stats.ks_2samp(ours.numpy() @ np.array(direction), theirs @ np.array(direction)).pvalue
    # The line is one point along (1, -1), up to rounding.
    assert pvalue > 1e-3 or (key == "line" and direction == (1.0, -1.0))


def test_a_mixtures_sampler_is_the_one_it_was() -> None:
    target = load_target("ring8-blog")
    ours, theirs = sampler_for(target, 0, 0).sample(100, rng()), MixtureSampler(target)
    assert torch.equal(ours, theirs.sample(100, rng()))


def test_an_unknown_kind_has_no_sampler() -> None:
    with pytest.raises(TypeError, match="kind odd"):
        sampler_for(Target(kind="odd"), 0, 0)


@pytest.mark.parametrize("fixed", [0, 50])
def test_what_is_drawn_depends_on_the_count_alone(fixed: int) -> None:
    shapes = []
    for key in SHAPES:
        generator = rng()
        sampler_for(load_target(key), fixed, 0).sample(100, generator)
        shapes.append(generator.get_state())
    assert all(torch.equal(state, shapes[0]) for state in shapes)


class TestDataSet:
    def test_batches_are_of_its_points_and_reach_all_of_them(self) -> None:
        sampler, generator = sampler_for(load_target("grid25"), 50, 3), rng()
        seen = torch.cat([sampler.sample(64, generator) for _ in range(20)])
        distinct, counts = np.unique(seen.numpy(), axis=0, return_counts=True)
        assert len(distinct) == 50
        assert stats.chisquare(counts).pvalue > 1e-3

    def test_it_follows_from_the_seed(self) -> None:
        def drawn(seed: int, count: int = 500) -> torch.Tensor:
            return sampler_for(load_target("spirals"), count, seed).sample(count, rng())

        assert torch.equal(drawn(1), drawn(1))
        assert not torch.equal(drawn(1), drawn(2))

    def test_its_points_are_those_of_the_target(self) -> None:
        target = load_target("ring8-blog")
        ours = sampler_for(target, 20_000, 0).sample(20_000, rng()).numpy()
        theirs = target.sample(20_000, np.random.default_rng(5))
        for axis in range(2):
            # Drawn with replacement: some points count twice.
            assert stats.ks_2samp(np.unique(ours[:, axis]), theirs[:, axis]).pvalue > 1e-3

    def test_it_is_not_what_the_batches_are_chosen_by(self) -> None:
        """Neither the evaluation's points nor the fresh ones of the same seed."""
        fixed = sampler_for(load_target("line"), 100, 0).sample(1000, rng()).numpy()
        fresh = sampler_for(load_target("line"), 0, 0).sample(100, torch_stream(0, Stream.DATA))
        assert not np.isin(fixed, fresh.numpy()).any()

    def test_a_run_with_it_goes_on_bit_for_bit(self) -> None:
        wanted = config("swiss-roll", data__fixed_points=40)
        whole, first = GanTrainer(wanted), GanTrainer(wanted)
        whole.run(12)
        first.run(5)
        second = GanTrainer(wanted)
        second.load_state_dict(first.state_dict())
        second.run(7)
        assert (points_of(second) == points_of(whole)).all()
        other = GanTrainer(wanted.with_values({"data.fixed_points": 41}))
        other.run(12)
        assert (points_of(other) != points_of(whole)).any()

    def test_it_can_be_switched_while_it_trains(self) -> None:
        trainer = GanTrainer(config("circles"))
        trainer.run(3)
        trainer.set_live(config("circles", data__fixed_points=16))
        trainer.run(3)
        trainer.set_live(config("circles"))
        trainer.run(3)
        assert np.isfinite(points_of(trainer)).all()


class TestTraining:
    @pytest.mark.parametrize("key", TARGETS.keys())
    @pytest.mark.parametrize("fixed", [0, 100])
    def test_a_short_one_is_finite_and_the_same_twice(self, key: str, fixed: int) -> None:
        runs = []
        for _ in range(2):
            trainer = GanTrainer(config(key, data__fixed_points=fixed))
            trainer.run(6)
            runs.append(points_of(trainer))
            assert trainer.losses is not None
            assert np.isfinite(trainer.losses).all()
        assert np.isfinite(runs[0]).all()
        assert (runs[0] == runs[1]).all()

    def test_another_kind_of_target_is_taken_over_at_the_next_step(self) -> None:
        trainer = GanTrainer(config("ring8-blog"))
        trainer.run(3)
        trainer.set_live(config("swiss-roll"))
        trainer.run(3)
        snapshot = trainer.snapshot(100)
        assert snapshot.target == load_target("swiss-roll")
        assert np.abs(snapshot.real).max() < 2.5
        assert "js" in snapshot.metrics
        assert "modes" not in snapshot.metrics
        assert "modes" in snapshot.measured
        assert snapshot.shapes is None

    def test_a_snapshot_takes_nothing_from_the_streams(self) -> None:
        quiet, looked = GanTrainer(config("pinwheel")), GanTrainer(config("pinwheel"))
        quiet.run(4)
        looked.run(4, 1, lambda _snapshot: None)
        assert (points_of(quiet) == points_of(looked)).all()
