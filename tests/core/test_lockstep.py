"""What designs side by side share; the streams themselves say whether the sentences are right."""

import pytest
import torch

from gan_desktop import load_preset
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.lockstep import aligned, not_shared
from gan_desktop.core.targets import TARGETS
from gan_desktop.training import GanTrainer

QUICK = {
    "networks.latent_size": 4,
    "networks.generator_hidden": (8,),
    "networks.discriminator_hidden": (8,),
    "training.batch_size": 16,
}
BASE = load_preset("ring8-blog").with_values(QUICK)


def test_the_first_ones_seed_and_a_view_that_shows_all() -> None:
    other = (
        TARGETS["grid25"]
        .put_into(BASE)
        .with_values({"training.seed": 9, "display.snapshot_every": 7, "display.point_size": 3})
    )
    first, second = aligned((BASE.with_values({"training.seed": 4}), other))
    assert first.training.seed == second.training.seed == 4
    assert first.display == second.display
    assert first.display.snapshot_every == BASE.display.snapshot_every
    for config in (BASE, other):
        for axis in ("x_limits", "y_limits"):
            low, high = getattr(first.display, axis)
            wanted_low, wanted_high = getattr(config.display, axis)
            assert low <= wanted_low
            assert high >= wanted_high
    assert second.target == other.target


@pytest.mark.parametrize("count", [0, 1, 5])
def test_two_to_four(count) -> None:
    with pytest.raises(InvalidValueError, match=f"{count} designs; allowed: 2 to 4"):
        aligned((BASE,) * count)


def test_one_that_cannot_work_is_refused() -> None:
    bad = BASE.with_values(
        {"networks.discriminator_normalisation": "batch", "regularisers.r1": 1.0}
    )
    with pytest.raises(InvalidValueError, match="Batch normalisation"):
        aligned((BASE, bad))


def streams(config, steps: int = 2) -> list[torch.Tensor]:
    trainer = GanTrainer(config)
    trainer.run(steps)
    return [rng.get_state() for rng in (trainer._parts.data_rng, trainer._parts.latent_rng)]


@pytest.mark.parametrize(
    "changes",
    [
        {"regularisers.r1": 1.0},
        {"regularisers.wgan_gp": 1.0, "regularisers.instance_noise": 0.1},
        {"training.objective": "wasserstein"},
        {"training.learning_rate_g": 0.001, "dynamics.optimiser": "rmsprop", "dynamics.ema": 0.9},
        {"networks.generator_hidden": (16, 16)},
        {"dynamics.update": "simultaneous"},
        {"training.d_steps": 3},
        {"training.batch_size": 32},
        {"networks.packing": 2},
        {"dynamics.update": "extra-gradient"},
        {"dynamics.consensus": 0.1},
        {"dynamics.unrolled": 2},
        {"networks.latent_size": 5},
        {"data.fixed_points": 100},
    ],
)
def test_a_sentence_exactly_where_the_streams_go_apart(changes) -> None:
    pair = aligned((BASE, BASE.with_values(changes)))
    same = all(
        torch.equal(one, other)
        for one, other in zip(*(streams(config) for config in pair), strict=True)
    )
    assert same is not bool(not_shared(pair)), not_shared(pair)


def test_other_targets_are_said_so_whoever_is_the_first() -> None:
    moved = BASE.replaced(target=BASE.target.with_mode(0, mean=(0.0, 1.0)))
    for designs in ((BASE, moved), (moved, BASE), (BASE, BASE, moved)):
        assert not_shared(designs) == ("Not the same data: the targets differ.",)
    assert not_shared((BASE, BASE, BASE)) == ()
