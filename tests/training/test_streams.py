"""Random streams: what one draws never changes what another draws."""

from itertools import combinations

import numpy as np
import pytest
import torch
from scipy import stats

from gan_desktop import load_preset
from gan_desktop.training import GanTrainer
from gan_desktop.training.sampling import MixtureSampler
from gan_desktop.training.streams import Stream, numpy_stream, torch_stream

CONFIG = load_preset("two-modes").with_values(
    {"networks.generator_hidden": (8,), "networks.discriminator_hidden": (8,)}
)


def test_the_numbers_are_part_of_what_a_seed_means() -> None:
    assert {stream.name: int(stream) for stream in Stream} == {
        "INITIALISATION": 0,
        "DATA": 1,
        "LATENT": 2,
        "EVALUATION_LATENT": 3,
        "EVALUATION_REAL": 4,
        "NOISE": 5,
    }


@pytest.mark.parametrize("seed", [0, 1, 2**31, 2**63 - 1])
def test_the_streams_are_the_children_of_the_seed(seed: int) -> None:
    children = np.random.SeedSequence(seed).spawn(len(Stream))
    for stream, child in zip(Stream, children, strict=True):
        expected = np.random.default_rng(child).random(5)
        assert (numpy_stream(seed, stream).random(5) == expected).all()
        state = int(child.generate_state(1, np.uint64)[0]) % 2**63
        expected = torch.rand(5, generator=torch.Generator().manual_seed(state))
        assert torch.equal(torch.rand(5, generator=torch_stream(seed, stream)), expected)


def test_each_call_starts_the_stream_anew() -> None:
    first, second = torch_stream(3, Stream.DATA), torch_stream(3, Stream.DATA)
    torch.rand(100, generator=first)
    assert torch.equal(
        torch.rand(5, generator=second), torch.rand(5, generator=torch_stream(3, Stream.DATA))
    )


def test_streams_and_seeds_differ() -> None:
    draws = [
        tuple(torch.rand(8, generator=torch_stream(seed, stream)).tolist())
        for seed in (0, 1, 2, 2**62)
        for stream in Stream
    ]
    assert len(set(draws)) == len(draws)


@pytest.mark.parametrize("seed", [0, 1])
def test_streams_are_not_correlated(seed: int) -> None:
    draws = [torch.randn(4000, generator=torch_stream(seed, stream)).numpy() for stream in Stream]
    for first, second in combinations(draws, 2):
        assert stats.pearsonr(first, second).pvalue > 1e-4


def test_the_batch_size_does_not_change_the_initial_weights() -> None:
    first, second = (
        GanTrainer(CONFIG.with_values({"training.batch_size": size, "training.d_steps": size}))
        for size in (8, 64)
    )
    for network in ("generator", "discriminator"):
        a, b = getattr(first, network).state_dict(), getattr(second, network).state_dict()
        assert all(torch.equal(a[name], b[name]) for name in a)


def test_the_target_and_the_networks_do_not_change_each_others_draws() -> None:
    wide = CONFIG.with_values({"networks.generator_hidden": (32, 32)})
    shifted = CONFIG.with_values({"target.means": [[0, 0], [2, 2]]})
    states = []
    for config in (CONFIG, wide, shifted):
        trainer = GanTrainer(config)
        trainer.run(2)
        states.append(trainer.state_dict())
    for name in ("data_stream", "latent_stream"):
        assert torch.equal(states[0][name], states[1][name])
        assert torch.equal(states[0][name], states[2][name])


def test_points_that_judge_are_not_those_that_train() -> None:
    trainer = GanTrainer(CONFIG)
    real = trainer.snapshot(512).real
    trained = MixtureSampler(CONFIG.target).sample(512, torch_stream(0, Stream.DATA)).numpy()
    assert not np.isin(real, trained).any()
    seen = torch.randn(512, 256, generator=torch_stream(0, Stream.LATENT))
    judged = torch.randn(512, 256, generator=torch_stream(0, Stream.EVALUATION_LATENT))
    assert not torch.isin(judged[:, 0], seen[:, 0]).any()
    with torch.no_grad():
        fake = trainer.generator(judged).numpy()
    assert np.array_equal(trainer.snapshot(512).fake, fake)
