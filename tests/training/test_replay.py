"""Going back to a step gives the trainer that the run had there, bit for bit."""

import pytest
import torch

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import Event, EventKind, change
from gan_desktop.training import GanTrainer
from gan_desktop.training.portable_state import from_portable, to_portable
from gan_desktop.training.replay import replay

DESIGNS = {
    "plain": {},
    "lazy penalty, averages, noise": {
        "training.objective": "wasserstein",
        "regularisers.wgan_gp": 10.0,
        "regularisers.wgan_gp_interval": 3,
        "regularisers.instance_noise": 0.2,
        "regularisers.instance_noise_steps": 40,
        "dynamics.ema": 0.9,
        "dynamics.lookahead": 4,
    },
    "BEGAN's memory": {"training.objective": "began", "loss.k_rate": 0.1},
    "batch normalisation, schedule": {
        "networks.generator_normalisation": "batch",
        "dynamics.schedule_g": "linear",
        "data.fixed_points": 100,
    },
}


def equal(one, other) -> bool:
    """Whether two trees of tensors and values are the same to the last bit."""
    if isinstance(one, torch.Tensor):
        return one.dtype == other.dtype and torch.equal(one, other)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(equal(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(equal, one, other))
    return type(one) is type(other) and one == other


@pytest.mark.parametrize("name", DESIGNS)
def test_a_step_between_two_states_is_the_runs_own(name: str, quick_config) -> None:
    config = quick_config.with_values(DESIGNS[name])
    run = GanTrainer(config)
    run.run(7)
    stored = to_portable(run.state_dict())
    run.run(4)
    moved = config.target.with_mode(0, mean=(0.5, 0.25))
    edited = config.with_values({"training.batch_size": 48, "training.learning_rate_g": 1e-3})
    events = []
    for after in (edited, edited.replaced(target=moved)):
        events.append(change(run.steps_done, run.config, after))
        run.set_live(after)
    run.run(6)

    state = from_portable(*stored)
    back = replay(config, state, events, 17)
    assert equal(back.state_dict(), run.state_dict())
    assert back.losses == run.losses
    # From the very start as well; and both go on alike.
    whole = replay(config, None, events, 17)
    for trainer in (run, back, whole):
        trainer.run(5)
    assert equal(back.state_dict(), run.state_dict())
    assert equal(whole.state_dict(), run.state_dict())


def test_events_at_the_step_are_gone_through_and_later_ones_are_not(quick_config) -> None:
    other = quick_config.with_values({"training.batch_size": 48})
    third = quick_config.with_values({"training.batch_size": 40})
    events = [Event(step, EventKind.CHANGE, config) for step, config in ((2, other), (4, third))]
    assert replay(quick_config, None, events, 3).config == other
    assert replay(quick_config, None, events, 4).config == third


def test_a_replay_can_be_cancelled(quick_config) -> None:
    done: list[int] = []
    back = replay(
        quick_config, None, (), 50, cancelled=lambda: len(done) == 3, progressed=done.append
    )
    assert back is None
    assert done == [1, 2, 3]


def test_what_cannot_be_repeated_is_said(quick_config) -> None:
    trainer = GanTrainer(quick_config)
    trainer.run(3)
    with pytest.raises(InvalidValueError, match="after 2"):
        replay(quick_config, trainer.state_dict(), (), 2)
    early = Event(1, EventKind.CHANGE, quick_config)
    with pytest.raises(InvalidValueError, match="through step 1"):
        replay(quick_config, trainer.state_dict(), [early], 5)


def test_a_state_becomes_bytes_and_comes_back(quick_config) -> None:
    trainer = GanTrainer(quick_config.with_values(DESIGNS["lazy penalty, averages, noise"]))
    trainer.run(3)
    state = trainer.state_dict()
    tree, tensors = to_portable(state)
    assert b"pickle" not in tensors
    assert equal(from_portable(tree, tensors), state)
    odd = {"x": [None, True, 1, 0.1, "a", {2: torch.zeros(())}], "nothing": {}, "empty": []}
    assert equal(from_portable(*to_portable(odd)), odd)
    with pytest.raises(TypeError, match="set"):
        to_portable({"x": {1, 2}})


DEEP = '{"dict": [["a", ' * 30 + "1" + "]]}" * 30


@pytest.mark.parametrize(
    "tree",
    [
        "",
        "[1]",
        "1",
        '{"dict": 1}',
        '{"dict": [[[], 1]]}',
        '{"dict": [["a", {"tensor": "9"}]]}',
        '{"dict": [["a", NaN]]}',
        '{"dict": [["a", 1e999]]}',
        '{"dict": [["a", {"code": "x"}]]}',
        '{"dict": [["a", {}]]}',
        DEEP,
        "[" * 100_000,
    ],
)
def test_a_damaged_tree_is_one_sentence(tree: str) -> None:
    tensors = to_portable({"x": torch.zeros(2)})[1]
    with pytest.raises(InvalidValueError, match="damaged"):
        from_portable(tree.encode(), tensors)


def test_damaged_tensors_are_one_sentence(quick_config) -> None:
    tree, tensors = to_portable({"x": torch.zeros(2)})
    for damaged in (b"", tensors[:-1], b"\xff" * 8 + tensors[8:], tensors[:8] + b"x" + tensors[9:]):
        with pytest.raises(InvalidValueError, match="damaged"):
            from_portable(tree, damaged)
