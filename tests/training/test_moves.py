"""Single moves and the step in parts: by hand on the smallest networks, and bit for bit."""

import copy

import numpy as np
import pytest
import torch

from gan_desktop import load_preset
from gan_desktop.core.errors import DivergedError, InvalidValueError
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.phases import Phase
from gan_desktop.training import GanTrainer
from gan_desktop.training.replay import replay
from gan_desktop.training.sampling import sampler_for
from gan_desktop.training.streams import Stream, torch_stream

CONFIG = load_preset("ring8-blog").with_values(
    {
        "networks.latent_size": 2,
        "networks.generator_hidden": (8,),
        "networks.discriminator_hidden": (8,),
        "networks.initialisation": "fan-in",
        "training.batch_size": 16,
        "training.learning_rate_g": 2e-3,
        "training.learning_rate_d": 1e-3,
    }
)
# A critic of one ReLU unit, gradient descent: D(x) = v relu(w x + b) + c.
SMALLEST = CONFIG.with_values(
    {
        "networks.activation": "relu",
        "networks.generator_hidden": (1,),
        "networks.discriminator_hidden": (1,),
        "training.objective": "wasserstein",
        "dynamics.optimiser": "sgd",
        "training.learning_rate_d": 0.1,
        "training.learning_rate_g": 0.2,
        "training.batch_size": 8,
    }
)
PARTS = ("discriminator", "generator")


def weights(trainer: GanTrainer, network: str) -> list[torch.Tensor]:
    return [p.detach().clone() for p in getattr(trainer, network).parameters()]


def equal(a: list[torch.Tensor], b: list[torch.Tensor]) -> bool:
    return all(torch.equal(x, y) for x, y in zip(a, b, strict=True))


def assert_same_run(one: GanTrainer, other: GanTrainer) -> None:
    for trainer in (one, other):
        trainer.run(2)
    assert equal(weights(one, "generator"), weights(other, "generator"))
    assert equal(weights(one, "discriminator"), weights(other, "discriminator"))
    assert one.losses == other.losses
    assert one.steps_done == other.steps_done
    assert flat(one.state_dict()) == flat(other.state_dict())


def flat(value: object) -> object:
    """Comparable: tensors as bytes."""
    if isinstance(value, torch.Tensor):
        return (tuple(value.shape), value.numpy().tobytes())
    if isinstance(value, dict):
        return {key: flat(item) for key, item in value.items()}
    return [flat(item) for item in value] if isinstance(value, list | tuple) else value


def by_hand(trainer: GanTrainer) -> dict[str, torch.Tensor]:
    """The batch that the next move draws, from the run's own streams, by their definition."""
    config, seed = trainer.config, trainer.config.training.seed
    real = sampler_for(config.target, 0, seed).sample(8, torch_stream(seed, Stream.DATA))
    latent = torch.randn(8, 2, generator=torch_stream(seed, Stream.LATENT))
    return {"real": real.double(), "latent": latent.double()}


def linear(trainer: GanTrainer, network: str) -> list[torch.Tensor]:
    """w, b, v, c of a network with one hidden unit, open for all points."""
    layers = getattr(trainer, network)
    with torch.no_grad():
        # Far above 0: the ReLU is the identity on these points, and gradients are short.
        layers[0].bias.fill_(50.0)
    return [p.detach().double() for p in layers.parameters()]


def test_the_discriminators_move_by_hand() -> None:
    trainer = GanTrainer(SMALLEST)
    drawn = by_hand(trainer)
    a, s, u, t = linear(trainer, "generator")
    w, b, v, c = linear(trainer, "discriminator")
    fake = (drawn["latent"] @ a.T + s) @ u.T + t
    gap = fake.mean(dim=0) - drawn["real"].mean(dim=0)
    # loss = E[D(fake)] - E[D(real)] = v w gap: by w: v gap, by v: w gap, by the biases: 0
    loss = trainer.move_discriminator()
    assert loss == pytest.approx(float(v @ w @ gap), rel=1e-4)
    after = [p.detach().double() for p in trainer.discriminator.parameters()]
    torch.testing.assert_close(after[0], w - 0.1 * v * gap, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(after[2], v - 0.1 * (w @ gap), rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(after[1], b, rtol=0, atol=1e-5)
    torch.testing.assert_close(after[3], c, rtol=0, atol=1e-5)


def test_the_generators_move_by_hand() -> None:
    trainer = GanTrainer(SMALLEST)
    latent = by_hand(trainer)["latent"]
    a, s, u, t = linear(trainer, "generator")
    w, b, v, c = linear(trainer, "discriminator")
    fake = (latent @ a.T + s) @ u.T + t
    # loss = -E[D(fake)]; every point is pushed along v w
    push = (v @ w).ravel()
    loss = trainer.move_generator()
    assert loss == pytest.approx(-float((((fake @ w.T) + b) @ v.T + c).mean()), rel=1e-4)
    after = [p.detach().double() for p in trainer.generator.parameters()]
    hidden = (latent @ a.T + s).mean(dim=0)
    torch.testing.assert_close(after[3], t + 0.2 * push, rtol=1e-4, atol=1e-5)
    expected = u + 0.2 * push[:, None] * hidden
    torch.testing.assert_close(after[2], expected, rtol=1e-4, atol=1e-3)


@pytest.mark.parametrize("rule", ["alternating", "simultaneous", "extra-gradient"])
@pytest.mark.parametrize("moved", PARTS)
def test_one_network_moves_and_no_step_is_counted(rule: str, moved: str) -> None:
    extras = {"dynamics.update": rule, "dynamics.ema": 0.9, "dynamics.lookahead": 1}
    trainer = GanTrainer(CONFIG.with_values(extras))
    trainer.run(2)
    before = {name: weights(trainer, name) for name in PARTS}
    parts = trainer._parts
    losses, kept = trainer.losses, flat([parts.lookahead.state_dict(), parts.average.mean])
    loss = getattr(trainer, f"move_{moved}")()
    assert isinstance(loss, float)
    for name in PARTS:
        assert equal(before[name], weights(trainer, name)) is (name != moved)
    assert (trainer.steps_done, trainer.losses) == (2, losses)
    assert flat([parts.lookahead.state_dict(), parts.average.mean]) == kept


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"training.objective": "rpgan"},
        {"training.objective": "began"},
        {"dynamics.consensus": 1.0},
        {"dynamics.unrolled": 2},
        {"regularisers.r1": 1.0, "regularisers.r1_interval": 3, "regularisers.instance_noise": 0.1},
    ],
    ids=str,
)
def test_the_same_moves_in_the_same_order_are_the_same_run(values) -> None:
    config = CONFIG.with_values(values)
    one, other = GanTrainer(config), GanTrainer(config)
    order = ("G", "D", "step", "G", "G", "D")

    def play(trainer: GanTrainer, moves: tuple[str, ...]) -> None:
        for move in moves:
            {
                "D": trainer.move_discriminator,
                "G": trainer.move_generator,
                "step": trainer.step,
            }[move]()

    play(one, order)
    play(other, order[:3])
    # Also when it is taken up from a state in between.
    again = GanTrainer(config)
    again.load_state_dict(other.state_dict())
    play(again, order[3:])
    assert_same_run(one, again)
    without = GanTrainer(config)
    without.step()
    assert not equal(weights(without, "generator"), weights(one, "generator"))


def test_a_stored_run_is_repeated_through_lone_moves() -> None:
    run, events = GanTrainer(CONFIG), []
    for kind, move in (
        (EventKind.D_MOVE, run.move_discriminator),
        (EventKind.G_MOVE, run.move_generator),
        (EventKind.D_MOVE, run.move_discriminator),
    ):
        run.run(2)
        move()
        events.append(Event(run.steps_done, kind, run.config))
    run.run(1)
    assert_same_run(run, replay(CONFIG, None, events, 7))


def test_a_lone_move_follows_the_schedule_clips_and_counts_for_lazy_penalties() -> None:
    late = {"training.steps": 10, "dynamics.schedule_d": "linear", "dynamics.optimiser": "sgd"}
    trainer = GanTrainer(CONFIG.with_values({**late, "regularisers.weight_clipping": 0.05}))
    trainer.run(5)
    moves = trainer.state_dict()["game"]["d_moves"]
    trainer.move_discriminator()
    assert trainer._parts.d.optimiser.param_groups[0]["lr"] == pytest.approx(0.5e-3)
    assert max(float(p.abs().max()) for p in weights(trainer, "discriminator")) <= 0.05 + 1e-7
    assert trainer.state_dict()["game"]["d_moves"] == moves + 1


def test_a_lone_move_that_cannot_be_taken_says_so_and_moves_nothing() -> None:
    trainer = GanTrainer(CONFIG)
    with torch.no_grad():
        trainer.discriminator[0].weight.fill_(float("nan"))
    before = weights(trainer, "generator")
    with pytest.raises(DivergedError, match="step 1: loss nan of the discriminator"):
        trainer.move_discriminator()
    with pytest.raises(DivergedError, match="step 1: loss nan of the generator"):
        trainer.move_generator()
    assert equal(before, weights(trainer, "generator"))


WALKED = [
    {},
    {"training.d_steps": 3, "dynamics.ema": 0.9, "dynamics.lookahead": 2},
    {"training.objective": "ragan", "networks.packing": 2, "regularisers.instance_noise": 0.1},
    {"training.objective": "began"},
    {"networks.generator_normalisation": "batch", "networks.discriminator_normalisation": "batch"},
    {"regularisers.r1": 1.0, "dynamics.optimiser": "optimistic-adam"},
]


@pytest.mark.parametrize("values", WALKED, ids=str)
def test_a_step_in_parts_is_the_step_bit_by_bit(values) -> None:
    config = CONFIG.with_values(values)
    plain, walked = GanTrainer(config), GanTrainer(config)
    plain.run(2)
    phases = [part.phase for _ in range(2) for part in walked.step_in_parts()]
    d_steps = config.training.d_steps
    assert phases == [*list(Phase)[:5] * d_steps, *list(Phase)[5:]] * 2
    assert not walked.in_step
    assert walked.steps_done == 2
    assert_same_run(plain, walked)


def test_the_parts_say_what_is_computed() -> None:
    trainer = GanTrainer(CONFIG.with_values({"training.d_steps": 2}))
    before = {name: weights(trainer, name) for name in PARTS}
    parts = []
    for part in trainer.step_in_parts():
        moved = {name for name in PARTS if not equal(before[name], weights(trainer, name))}
        first_d = part.move == 1 and part.number < 5
        last = part.phase is Phase.G_MOVE
        assert moved == (set() if first_d else set(PARTS) if last else {"discriminator"})
        assert part.step == 1
        assert trainer.steps_done == int(last)
        parts.append(part)
    assert [p.label for p in parts[3:6]] == ["D's loss 1 of 2", "D moves 1 of 2", "Draw 2 of 2"]
    assert (parts[8].loss, parts[-1].loss) == trainer.losses
    assert f"{trainer.losses[0]:.4g}" in parts[8].sentence
    assert f"{trainer.losses[1]:.4g}" in parts[-2].sentence
    assert parts[-1].label == "G moves"


def test_the_points_and_pulls_are_those_of_the_step() -> None:
    """Another source: the loss of the very points, its gradient by finite differences."""
    trainer = GanTrainer(SMALLEST)
    drawn = by_hand(trainer)
    linear(trainer, "discriminator")
    generator = copy.deepcopy(trainer.generator)
    walk = trainer.step_in_parts()
    parts = {part.phase: part for _, part in zip(range(7), walk, strict=False)}
    torch.testing.assert_close(torch.tensor(parts[Phase.DRAW].real), drawn["real"].float())
    made = generator(drawn["latent"].float()).detach()
    torch.testing.assert_close(torch.tensor(parts[Phase.GENERATE].fake), made)
    pull = parts[Phase.PULL]
    points = torch.tensor(pull.fake).double()
    critic = copy.deepcopy(trainer.discriminator).double().requires_grad_(False)
    assert pull.fake_output == pytest.approx(float(critic(points).mean()), rel=1e-4)
    assert np.abs(pull.pull).min() > 1e-4
    h = 1e-6
    for axis in (0, 1):
        ahead = points.clone()
        ahead[:, axis] += h
        slopes = (critic(ahead) - critic(points))[:, 0] / h
        assert slopes.tolist() == pytest.approx(pull.pull[:, axis].tolist(), rel=1e-3, abs=1e-5)


def test_whatever_else_is_asked_finishes_the_step_first() -> None:
    live = {"training.learning_rate_d": 5e-3}

    def edit(trainer: GanTrainer) -> None:
        trainer.set_live(CONFIG.with_values(live))

    for ask in (GanTrainer.step, GanTrainer.move_generator, GanTrainer.state_dict, edit):
        plain, walked = GanTrainer(CONFIG), GanTrainer(CONFIG)
        plain.step()
        walk = walked.step_in_parts()
        assert [next(walk).phase for _ in range(3)][-1] is Phase.RATE
        assert walked.in_step
        # A picture may be taken: it reads and moves nothing.
        assert walked.snapshot(10).step == 0
        for trainer in (plain, walked):
            ask(trainer)
        assert not walked.in_step
        assert next(walk, None) is None
        assert_same_run(plain, walked)


def test_a_loaded_state_replaces_a_begun_step() -> None:
    plain, walked = GanTrainer(CONFIG), GanTrainer(CONFIG)
    saved = plain.state_dict()
    walk = walked.step_in_parts()
    next(walk)
    walked.load_state_dict(saved)
    assert next(walk, None) is None
    assert_same_run(plain, walked)


def test_a_step_in_parts_can_diverge_and_be_tried_again() -> None:
    trainer = GanTrainer(CONFIG)
    walk = trainer.step_in_parts()
    for _ in range(5):
        next(walk)
    kept = weights(trainer, "generator")
    with torch.no_grad():
        trainer.generator[0].weight.fill_(float("nan"))
    with pytest.raises(DivergedError, match="step 1: loss nan of the generator"):
        next(walk)
    assert not trainer.in_step
    assert trainer.steps_done == 0
    with torch.no_grad():
        for param, value in zip(trainer.generator.parameters(), kept, strict=True):
            param.copy_(value)
    trainer.finish_step()
    trainer.step()
    assert trainer.steps_done == 1


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"dynamics.update": "simultaneous"}, "Choose Alternating"),
        ({"dynamics.consensus": 1.0}, "Set Consensus to 0"),
        ({"dynamics.unrolled": 1}, "Set Unrolled steps to 0"),
    ],
)
def test_other_rules_have_no_such_parts(values, reason: str) -> None:
    trainer = GanTrainer(CONFIG.with_values(values))
    before = flat(trainer.state_dict())
    with pytest.raises(InvalidValueError, match=reason):
        trainer.step_in_parts()
    assert flat(trainer.state_dict()) == before


def test_an_unwatched_game_keeps_nothing() -> None:
    trainer = GanTrainer(CONFIG)
    for _ in trainer.step_in_parts():
        pass
    assert trainer._parts.game.seen is None
