"""The trainer: one run is a pure function of its config, and can be taken up bit by bit."""

import copy
import io
import json
import math
import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import logsigmoid

from gan_desktop import load_preset
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import DivergedError, InvalidValueError
from gan_desktop.core.metrics import coverage
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.training import GanTrainer
from gan_desktop.training.streams import Stream, numpy_stream, torch_stream

CONFIG = load_preset("ring8-blog").with_values(
    {
        "networks.latent_size": 4,
        "networks.generator_hidden": (16, 16),
        "networks.discriminator_hidden": (16,),
        "networks.initialisation": "fan-in",
        "training.batch_size": 32,
        "training.learning_rate_g": 2e-3,
        "training.learning_rate_d": 1e-3,
    }
)
MOVED = CONFIG.replaced(target=CONFIG.target.with_mode(0, mean=(0.5, -0.25)))
# Everything live, all at once.
EDITED = MOVED.with_values(
    {
        "training.objective": "minimax",
        "training.learning_rate_g": 5e-4,
        "training.learning_rate_d": 3e-3,
        "training.beta1_g": 0.3,
        "training.beta2_d": 0.9,
        "training.batch_size": 48,
        "training.d_steps": 2,
    }
)


def trained(steps: int, config: ExperimentConfig = CONFIG) -> GanTrainer:
    trainer = GanTrainer(config, "run")
    trainer.run(steps)
    return trainer


def through_a_file(state: dict[str, Any]) -> dict[str, Any]:
    file = io.BytesIO()
    torch.save(state, file)
    file.seek(0)
    return torch.load(file, weights_only=True)


def same(a: Any, b: Any) -> bool:
    """Bit for bit, all the way down."""
    if type(a) is not type(b):
        return False
    if isinstance(a, torch.Tensor):
        return (
            a.dtype == b.dtype and a.shape == b.shape and a.numpy().tobytes() == b.numpy().tobytes()
        )
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def same_run(a: GanTrainer, b: GanTrainer) -> bool:
    return same(a.state_dict(), b.state_dict())


def distance(network: nn.Module, weights: dict[str, torch.Tensor]) -> float:
    """The largest change of one weight."""
    state = network.state_dict()
    return max(float((state[key] - weights[key]).abs().max()) for key in state)


class TestDeterminism:
    def test_the_same_seed_gives_the_same_run_bit_for_bit(self) -> None:
        assert same_run(trained(20), trained(20))

    def test_another_seed_gives_another(self) -> None:
        other = trained(0, CONFIG.with_values({"training.seed": 1}))
        assert distance(other.generator, trained(0).generator.state_dict()) > 0.01
        points = trained(0).snapshot(50).real, other.snapshot(50).real
        assert not np.array_equal(*points)

    def test_global_random_state_is_neither_read_nor_moved(self) -> None:
        torch.manual_seed(1)
        before = torch.get_rng_state()
        numbers = np.random.get_state()[1].copy()  # noqa: NPY002 -- that it is left alone
        first = trained(5)
        first.snapshot()
        assert torch.equal(torch.get_rng_state(), before)
        assert (np.random.get_state()[1] == numbers).all()  # noqa: NPY002
        torch.manual_seed(2)
        assert same_run(first, trained(5))

    def test_runs_side_by_side_do_not_touch_each_other(self) -> None:
        first, second = GanTrainer(CONFIG, "run"), GanTrainer(EDITED, "run")
        for _ in range(10):
            first.step()
            second.step()
        assert same_run(first, trained(10))
        assert same_run(second, trained(10, EDITED))

    def test_run_is_so_many_steps(self) -> None:
        stepped = GanTrainer(CONFIG)
        for _ in range(7):
            stepped.step()
        run = trained(3)
        run.run(4)
        run.run(0)
        assert run.steps_done == stepped.steps_done == 7
        assert same_run(run, stepped)

    def test_runs_have_names(self) -> None:
        assert GanTrainer(CONFIG).run_id != GanTrainer(CONFIG).run_id
        assert GanTrainer(CONFIG, "mine").snapshot(1).run_id == "mine"


class TestSnapshot:
    def test_a_run_with_many_equals_a_run_without(self) -> None:
        watched = GanTrainer(CONFIG, "run")
        for step in range(20):
            for count in (1, 10 * step + 1, 1000):
                watched.snapshot(count)
            watched.step()
        watched.snapshot()
        assert same_run(watched, trained(20))

    def test_is_a_pure_function_of_the_trainers_state(self) -> None:
        trainer = trained(5)
        first, _, second = trainer.snapshot(100), trainer.snapshot(7), trainer.snapshot(100)
        assert np.array_equal(first.real, second.real)
        assert np.array_equal(first.fake, second.fake)
        assert first.metrics == second.metrics

    def test_shows_the_generator_on_a_fixed_latent(self) -> None:
        trainer = trained(5)
        latent = torch.randn(64, 4, generator=torch_stream(0, Stream.EVALUATION_LATENT))
        with torch.no_grad():
            expected = trainer.generator(latent).numpy()
        snapshot = trainer.snapshot(64)
        real = CONFIG.target.sample(64, numpy_stream(0, Stream.EVALUATION_REAL))
        assert np.array_equal(snapshot.fake, expected)
        assert np.array_equal(snapshot.real, real.astype(np.float32))
        assert snapshot.fake.shape == snapshot.real.shape == (64, 2)
        trainer.run(5)
        assert not np.array_equal(trainer.snapshot(64).fake, expected)
        assert np.array_equal(trainer.snapshot(64).real, snapshot.real)

    def test_a_moved_mean_moves_its_real_points_only(self) -> None:
        trainer = trained(1)
        before = trainer.snapshot(800)
        trainer.set_live(MOVED)
        after = trainer.snapshot(800)
        assert after.target == MOVED.target
        moved = (before.real != after.real).any(axis=1)
        assert 60 < moved.sum() < 140
        assert np.array_equal(before.fake, after.fake)

    def test_measures_are_those_of_its_points_and_of_the_last_step(self) -> None:
        trainer = trained(5)
        snapshot = trainer.snapshot(300)
        scores = coverage(snapshot.fake, CONFIG.target)
        assert snapshot.step == 5
        assert snapshot.metrics["modes"] == scores.modes
        assert snapshot.metrics["high_quality"] == scores.high_quality
        assert snapshot.metrics.get("reverse_kl") == scores.reverse_kl
        assert trainer.losses is not None
        assert (snapshot.metrics["d_loss"], snapshot.metrics["g_loss"]) == trainer.losses
        trainer.step()
        assert snapshot.metrics["d_loss"] != trainer.losses[0]

    def test_a_measure_that_is_not_available_is_absent(self) -> None:
        far = CONFIG.with_values({"target.means": [[900 + k, 900] for k in range(8)]})
        metrics = GanTrainer(far).snapshot(100).metrics
        assert (metrics["modes"], metrics["high_quality"]) == (0, 0)
        assert not metrics.keys() & {"reverse_kl", "width", "offset"}

    def test_keeps_what_it_showed_when_training_goes_on(self) -> None:
        trainer = trained(3)
        snapshot = trainer.snapshot(50)
        fake = snapshot.fake.copy()
        trainer.run(5)
        trainer.set_live(EDITED)
        assert np.array_equal(snapshot.fake, fake)
        assert snapshot.target == CONFIG.target
        assert pickle.loads(pickle.dumps(snapshot)).step == 3  # noqa: S301 -- our own

    @pytest.mark.parametrize(
        ("done", "every", "expected"), [(0, 4, [4, 8]), (3, 4, [4, 8, 12]), (0, 0, []), (0, 11, [])]
    )
    def test_run_hands_them_over_at_multiples(
        self, done: int, every: int, expected: list[int]
    ) -> None:
        trainer, seen = trained(done), []
        trainer.run(10, every=every, on_snapshot=lambda snapshot: seen.append(snapshot.step))
        assert seen == expected

    def test_points_that_are_no_numbers_are_an_error(self) -> None:
        trainer = trained(3)
        with torch.no_grad():
            trainer.generator[-1].bias[1] = math.inf
        with pytest.raises(DivergedError) as error:
            trainer.snapshot(10)
        assert (error.value.step, error.value.network) == (3, "generator")


class TestLiveEdits:
    def test_a_drag_away_and_back_between_two_steps_is_no_drag(self) -> None:
        dragged = trained(5)
        for x in np.linspace(-3, 3, 20).tolist():
            dragged.set_live(CONFIG.replaced(target=CONFIG.target.with_mode(2, mean=(x, 1.0))))
            dragged.snapshot(10)
        dragged.set_live(CONFIG)
        dragged.run(10)
        assert same_run(dragged, trained(15))

    def test_every_other_edit_away_and_back_is_none(self) -> None:
        edited = trained(5)
        edited.set_live(EDITED)
        edited.set_live(CONFIG)
        edited.run(10)
        assert same_run(edited, trained(15))

    def test_an_edit_before_the_first_step_is_as_if_started_with_it(self) -> None:
        edited = GanTrainer(CONFIG, "run")
        edited.set_live(EDITED)
        edited.run(10)
        assert same_run(edited, trained(10, EDITED))

    def test_an_edit_takes_hold_and_leaves_the_random_numbers(self) -> None:
        plain, edited = trained(5), trained(5)
        edited.set_live(MOVED)
        plain.run(5)
        edited.run(5)
        assert not same_run(plain, edited)
        for stream in ("data_stream", "latent_stream"):
            assert same(plain.state_dict()[stream], edited.state_dict()[stream])

    def test_display_and_length_change_nothing(self) -> None:
        edited = trained(5)
        edited.set_live(CONFIG.with_values({"display.snapshot_every": 7, "training.steps": 9}))
        edited.run(10)
        edited.set_live(CONFIG)
        assert same_run(edited, trained(15))

    @pytest.mark.parametrize(
        ("values", "named"),
        [
            ({"training.seed": 1}, ["training.seed"]),
            ({"networks.activation": "tanh"}, ["networks.activation"]),
            (
                {"training.seed": 1, "networks.generator_hidden": (8,), "training.d_steps": 2},
                ["networks.generator_hidden", "training.seed"],
            ),
        ],
    )
    def test_what_needs_a_restart_is_refused_by_name(
        self, values: dict[str, Any], named: list[str]
    ) -> None:
        trainer = trained(5)
        with pytest.raises(InvalidValueError) as refusal:
            trainer.set_live(MOVED.with_values(values))
        assert str(refusal.value) == f"{', '.join(named)} cannot change during a run"
        assert refusal.value.path == named[0]
        assert trainer.config is CONFIG
        trainer.run(5)
        assert same_run(trainer, trained(10))


class TestSettings:
    @pytest.mark.parametrize(("d_steps", "batch"), [(1, 32), (3, 32), (2, 5), (1, 1)])
    def test_updates_and_draws(self, d_steps: int, batch: int) -> None:
        config = CONFIG.with_values({"training.d_steps": d_steps, "training.batch_size": batch})
        state = trained(4, config).state_dict()
        updates = {
            network: {float(moments["step"]) for moments in state[network]["state"].values()}
            for network in ("generator_optimiser", "discriminator_optimiser")
        }
        assert updates == {
            "generator_optimiser": {4.0},
            "discriminator_optimiser": {4.0 * d_steps},
        }
        data, latent = torch_stream(0, Stream.DATA), torch_stream(0, Stream.LATENT)
        for _ in range(4):
            for _ in range(d_steps):
                torch.rand(batch, generator=data)
                torch.randn(batch, 2, generator=data)
                torch.randn(batch, 4, generator=latent)
            torch.randn(batch, 4, generator=latent)
        assert torch.equal(state["data_stream"], data.get_state())
        assert torch.equal(state["latent_stream"], latent.get_state())

    @pytest.mark.parametrize("still", ["g", "d"])
    def test_each_network_has_its_own_learning_rate(self, still: str) -> None:
        rates = {"g": 1e-2, "d": 1e-2, still: 1e-7}
        config = CONFIG.with_values({f"training.learning_rate_{n}": r for n, r in rates.items()})
        start, end = trained(0, config), trained(20, config)
        moved = {
            "g": distance(end.generator, start.generator.state_dict()),
            "d": distance(end.discriminator, start.discriminator.state_dict()),
        }
        other = {"g": "d", "d": "g"}[still]
        assert moved[still] < 1e-5
        assert moved[other] > 1e-2

    @pytest.mark.parametrize("name", ["beta1_g", "beta2_g", "beta1_d", "beta2_d"])
    def test_each_beta_counts(self, name: str) -> None:
        config = CONFIG.with_values({f"training.{name}": 0.1})
        network = {"g": "generator", "d": "discriminator"}[name[-1]]
        moment = {"1": "exp_avg", "2": "exp_avg_sq"}[name[4]]
        plain, changed = (
            trained(1, c).state_dict()[f"{network}_optimiser"] for c in (CONFIG, config)
        )
        ratio = {"1": (1 - 0.1) / (1 - 0.5), "2": (1 - 0.1) / (1 - 0.999)}[name[4]]
        for index, moments in plain["state"].items():
            torch.testing.assert_close(
                changed["state"][index][moment], moments[moment] * ratio, rtol=1e-4, atol=0
            )

    @pytest.mark.parametrize("law", ["normal", "uniform"])
    def test_the_latent_law_is_that_of_the_config(self, law: str) -> None:
        trainer = GanTrainer(CONFIG.with_values({"networks.latent_law": law}))
        rng = torch_stream(0, Stream.EVALUATION_LATENT)
        latent = (
            torch.randn(50, 4, generator=rng)
            if law == "normal"
            else torch.rand(50, 4, generator=rng) * 2 - 1
        )
        with torch.no_grad():
            expected = trainer.generator(latent).numpy()
        assert trainer.snapshot(50).fake == pytest.approx(expected, abs=1e-6)


class TestAgainstPlainPyTorch:
    """A loop that shares no code with the trainer but the start and the random streams."""

    @pytest.mark.parametrize("objective", ["non-saturating", "minimax"])
    @pytest.mark.parametrize("d_steps", [1, 3])
    def test_twenty_steps(self, objective: str, d_steps: int) -> None:
        config = EDITED.with_values(
            {"training.objective": objective, "training.d_steps": d_steps}
        ).replaced(
            target=MOVED.target.with_mode(1, weight=0.5, covariance=((0.3, 0.2), (0.2, 0.4)))
        )
        trainer = GanTrainer(config)
        generator = copy.deepcopy(trainer.generator)
        discriminator = copy.deepcopy(trainer.discriminator)
        g_optimiser = torch.optim.Adam(
            generator.parameters(), lr=5e-4, betas=(0.3, 0.999), fused=False, foreach=False
        )
        d_optimiser = torch.optim.Adam(
            discriminator.parameters(), lr=3e-3, betas=(0.5, 0.9), fused=False, foreach=False
        )
        data, latent = torch_stream(0, Stream.DATA), torch_stream(0, Stream.LATENT)
        means = torch.tensor(config.target.means)
        roots = torch.linalg.cholesky(torch.tensor(config.target.covariances))
        edges = torch.tensor(config.target.weights).cumsum(0) / sum(config.target.weights)
        for _ in range(20):
            for _ in range(d_steps):
                modes = (torch.rand(48, generator=data)[:, None] >= edges).sum(1)
                noise = torch.randn(48, 2, generator=data)
                real = means[modes] + (roots[modes] @ noise[:, :, None])[:, :, 0]
                fake = generator(torch.randn(48, 4, generator=latent)).detach()
                d_loss = -(
                    logsigmoid(discriminator(real)).mean() + logsigmoid(-discriminator(fake)).mean()
                )
                d_optimiser.zero_grad()
                d_loss.backward()
                d_optimiser.step()
            logits = discriminator(generator(torch.randn(48, 4, generator=latent)))
            g_loss = (
                logsigmoid(-logits).mean() if objective == "minimax" else -logsigmoid(logits).mean()
            )
            g_optimiser.zero_grad()
            g_loss.backward()
            g_optimiser.step()
            trainer.step()
            assert trainer.losses == pytest.approx((d_loss.item(), g_loss.item()), abs=1e-5)
        assert distance(trainer.generator, generator.state_dict()) < 1e-5
        assert distance(trainer.discriminator, discriminator.state_dict()) < 1e-5
        assert distance(trainer.generator, GanTrainer(config).generator.state_dict()) > 1e-3


def poisoned(network: str, value: float) -> GanTrainer:
    trainer = trained(5)
    with torch.no_grad():
        getattr(trainer, network)[0].weight[0, 0] = value
    return trainer


class TestDivergence:
    @pytest.mark.parametrize(
        ("network", "value"),
        [("generator", math.nan), ("generator", math.inf), ("discriminator", math.nan)],
    )
    def test_a_loss_that_is_no_number_ends_training_before_the_update(
        self, network: str, value: float
    ) -> None:
        trainer = poisoned(network, value)
        before, losses = trainer.state_dict(), trainer.losses
        with pytest.raises(DivergedError) as error:
            trainer.step()
        # Either network's numbers reach the discriminator's loss first.
        assert (error.value.step, error.value.network) == (6, "discriminator")
        assert "loss" in str(error.value)
        assert (trainer.steps_done, trainer.losses) == (5, losses)
        after = trainer.state_dict()
        for part in (
            "generator",
            "discriminator",
            "generator_optimiser",
            "discriminator_optimiser",
        ):
            assert same(before[part], after[part])

    @pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
    def test_a_generators_loss_names_the_generator(self, value: float) -> None:
        trainer, honest = trained(5), trained(5)
        before = trainer.state_dict()
        game = trainer._parts.game
        game.objective = replace(game.objective, g_loss=lambda _real, fake: fake.mean() * 0 + value)
        with pytest.raises(DivergedError) as error:
            trainer.step()
        assert (error.value.step, error.value.network) == (6, "generator")
        assert trainer.steps_done == 5
        honest.step()
        after = trainer.state_dict()
        for part in ("generator", "generator_optimiser"):
            assert same(before[part], after[part])
        # The discriminator's update came before, and was made.
        assert same(after["discriminator"], honest.state_dict()["discriminator"])

    def test_a_second_discriminator_update_is_refused_alone(self) -> None:
        config = CONFIG.with_values({"training.d_steps": 3})
        trainer = trained(2, config)
        losses = iter([0.0, math.nan])
        game = trainer._parts.game
        d_loss = game.objective.d_loss
        game.objective = replace(
            game.objective, d_loss=lambda real, fake: d_loss(real, fake) + next(losses)
        )
        with pytest.raises(DivergedError) as error:
            trainer.step()
        assert (error.value.step, error.value.network) == (3, "discriminator")
        moments = trainer.state_dict()["discriminator_optimiser"]["state"][0]
        assert float(moments["step"]) == 2 * 3 + 1

    def test_training_can_be_taken_up_from_a_state_before_it(self) -> None:
        trainer = trained(5)
        state = trainer.state_dict()
        with torch.no_grad():
            trainer.generator[0].weight.fill_(math.nan)
        with pytest.raises(DivergedError):
            trainer.run(3)
        trainer.load_state_dict(state)
        trainer.run(5)
        assert same_run(trainer, trained(10))

    def test_run_stops_at_the_step(self) -> None:
        trainer, seen = trained(5), []

        def poison(snapshot: Snapshot) -> None:
            seen.append(snapshot.step)
            if snapshot.step == 8:
                with torch.no_grad():
                    trainer.discriminator[0].weight.fill_(math.nan)

        with pytest.raises(DivergedError) as error:
            trainer.run(100, every=1, on_snapshot=poison)
        assert error.value.step == 9
        assert seen == [6, 7, 8]


class TestState:
    @pytest.mark.parametrize("through", [through_a_file, copy.deepcopy])
    @pytest.mark.parametrize("edited", [False, True])
    def test_goes_on_bit_for_bit(self, through: Callable[[Any], Any], edited: bool) -> None:
        whole = trained(5)
        if edited:
            whole.set_live(EDITED)
        whole.run(5)
        state = through(whole.state_dict())
        whole.run(10)
        resumed = GanTrainer(CONFIG, "another")
        resumed.run(3)
        resumed.load_state_dict(state)
        assert (resumed.steps_done, resumed.run_id) == (10, "another")
        assert resumed.config == (EDITED if edited else CONFIG)
        resumed.run(10)
        assert same_run(whole, resumed)
        assert whole.losses == resumed.losses
        resumed.set_live(CONFIG)
        resumed.step()

    def test_before_the_first_step(self) -> None:
        resumed = trained(4)
        resumed.load_state_dict(through_a_file(GanTrainer(CONFIG).state_dict()))
        assert (resumed.steps_done, resumed.losses) == (0, None)
        resumed.run(10)
        assert same_run(resumed, trained(10))

    def test_the_snapshot_is_the_same(self) -> None:
        whole = trained(5, EDITED)
        resumed = GanTrainer(CONFIG)
        resumed.load_state_dict(through_a_file(whole.state_dict()))
        first, second = whole.snapshot(100), resumed.snapshot(100)
        assert np.array_equal(first.fake, second.fake)
        assert np.array_equal(first.real, second.real)
        # The gradients of the last step are not part of the state.
        rest = {
            "d_gradient": first.metrics["d_gradient"],
            "g_gradient": first.metrics["g_gradient"],
        }
        assert first.metrics == {**second.metrics, **rest}
        whole.step()
        resumed.step()
        assert whole.snapshot(100).metrics == resumed.snapshot(100).metrics

    def test_one_of_the_first_version_goes_on(self) -> None:
        whole = trained(5)
        state = through_a_file(whole.state_dict())
        config = json.loads(state["config"])
        for section in ("loss", "regularisers", "dynamics"):
            del config[section]
        del state["noise_stream"], state["game"]
        state.update(version=1, config=json.dumps(config))
        resumed = GanTrainer(CONFIG, "run")
        resumed.load_state_dict(state)
        whole.run(5)
        resumed.run(5)
        # Its penalties would count the moves from here on.
        first, second = whole.state_dict(), resumed.state_dict()
        del first["game"], second["game"]
        assert same(first, second)

    def test_a_state_of_another_seed_brings_its_seed(self) -> None:
        other = trained(5, CONFIG.with_values({"training.seed": 9}))
        resumed = GanTrainer(CONFIG)
        resumed.load_state_dict(through_a_file(other.state_dict()))
        assert resumed.config.training.seed == 9
        other.run(5)
        resumed.run(5)
        assert same_run(other, resumed)

    def test_is_a_copy_that_training_does_not_change(self) -> None:
        trainer = trained(5)
        state = trainer.state_dict()
        kept = copy.deepcopy(state)
        trainer.run(5)
        trainer.set_live(EDITED)
        assert same(state, kept)

    def test_is_not_changed_by_the_trainer_that_loaded_it(self) -> None:
        state = trained(5).state_dict()
        kept = copy.deepcopy(state)
        for _ in range(2):
            resumed = GanTrainer(CONFIG, "run")
            resumed.load_state_dict(state)
            resumed.run(5)
            assert same(state, kept)
            assert same_run(resumed, trained(10))

    def test_taking_it_changes_nothing(self) -> None:
        trainer = GanTrainer(CONFIG, "run")
        for _ in range(10):
            trainer.state_dict()
            trainer.step()
        assert same_run(trainer, trained(10))

    def test_holds_tensors_and_plain_values_only(self) -> None:
        def check(value: Any) -> None:
            if isinstance(value, dict):
                for key, item in value.items():
                    assert type(key) in (str, int)
                    check(item)
            elif isinstance(value, list):
                for item in value:
                    check(item)
            else:
                assert type(value) in (torch.Tensor, str, int, float, bool, type(None)), type(value)

        check(trained(2).state_dict())


def changed(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """A damage: put a value (made from the old one, if it is a function) at a path of keys."""

    def apply(state: dict[str, Any]) -> None:
        *parents, last = [int(key) if key.isdigit() else key for key in path.split("/")]
        for key in parents:
            state = state[key]
        state[last] = value(state[last]) if callable(value) else value

    return apply


def removed(path: str) -> Callable[[dict[str, Any]], None]:
    def apply(state: dict[str, Any]) -> None:
        *parents, last = path.split("/")
        for key in parents:
            state = state[int(key) if key.isdigit() else key]
        del state[last]

    return apply


PARTS = [
    "generator",
    "discriminator",
    "generator_optimiser",
    "discriminator_optimiser",
    "data_stream",
    "latent_stream",
    "noise_stream",
    "game",
]
WIDER = CONFIG.with_values({"networks.discriminator_hidden": (17,)})
DAMAGES = {
    "no format": (removed("format"), "not a checkpoint"),
    "another format": (changed("format", "other"), "not a checkpoint"),
    "format of another type": (changed("format", torch.zeros(2)), "not a checkpoint"),
    "newer": (changed("version", 3), "newer"),
    "no version": (removed("version"), "version"),
    "step below 0": (changed("step", -1), "damaged"),
    "no step": (removed("step"), "damaged"),
    "a step of another type": (changed("step", 1.5), "damaged"),
    "one loss": (changed("losses", [0.5]), "damaged"),
    "losses of another type": (changed("losses", "xy"), "damaged"),
    "no config": (removed("config"), "settings"),
    "config that is no JSON": (changed("config", "{"), "settings"),
    "config of another type": (changed("config", 5), "settings"),
    "config out of range": (
        changed("config", lambda text: text.replace('"d_steps":1', '"d_steps":0')),
        "D steps per G step",
    ),
    "other networks": (changed("config", WIDER.model_dump_json()), "networks differ"),
    **{f"no {part}": (removed(part), f"damaged .{part}") for part in PARTS},
    **{f"{part} of text": (changed(part, "x"), f"damaged .{part}") for part in PARTS},
    "weights of another shape": (
        changed("generator/0.weight", torch.zeros(3)),
        "damaged .generator",
    ),
    "a weight too few": (removed("discriminator/0.bias"), "damaged .discriminator"),
    "a weight too many": (
        lambda state: state["generator"].update(extra=torch.zeros(1)),
        "damaged .generator",
    ),
    "a short stream": (changed("data_stream", lambda t: t[:-1]), "damaged .data_stream"),
    "a stream of zeros": (changed("latent_stream", torch.zeros_like), "damaged .latent_stream"),
}
MOMENTS = {
    "moments of another shape": changed("generator_optimiser/state/0/exp_avg", torch.zeros(3)),
    "squared moments of another shape": changed(
        "discriminator_optimiser/state/1/exp_avg_sq", torch.zeros(1)
    ),
    "moments without their count": removed("generator_optimiser/state/0/step"),
    "moments without one of them": removed("generator_optimiser/state/0/exp_avg"),
    "moments of one weight missing": lambda state: state["generator_optimiser"]["state"].pop(2),
    "no moments": changed("discriminator_optimiser/state", {}),
    "moments that are no tensor": changed("generator_optimiser/state/0/exp_avg", 1.0),
    "moments that are sparse": changed(
        "generator_optimiser/state/0/exp_avg", lambda tensor: tensor.to_sparse()
    ),
}
HARSH = {
    "config of tensors": changed("config", torch.zeros(2)),
    "a seed of 400 digits": changed(
        "config", lambda text: text.replace('"seed":0', '"seed":' + "9" * 400)
    ),
    "a step of 400 digits": changed("step", 10**400),
    "a step that is a truth value": changed("step", True),
    "version 0": changed("version", 0),
}


def assert_refused(damage: Callable[[dict[str, Any]], None], what: str) -> None:
    state = through_a_file(trained(3, MOVED).state_dict())
    damage(state)
    trainer = trained(5)
    before, inside = trainer.state_dict(), dict(vars(trainer))
    with pytest.raises(InvalidValueError, match=what):
        trainer.load_state_dict(state)
    assert vars(trainer) == inside
    assert same(trainer.state_dict(), before)
    trainer.run(5)
    assert same_run(trainer, trained(10))


class TestRefusedStates:
    @pytest.mark.parametrize("name", DAMAGES)
    def test_one_sentence_and_nothing_has_changed(self, name: str) -> None:
        assert_refused(*DAMAGES[name])

    @pytest.mark.parametrize("name", HARSH)
    def test_values_that_nobody_expects(self, name: str) -> None:
        assert_refused(HARSH[name], "checkpoint")

    # Fused Adam reads moments of a wrong shape past their end: the process dies.
    @pytest.mark.parametrize("name", MOMENTS)
    def test_moments_that_do_not_fit_the_weights(self, name: str) -> None:
        assert_refused(MOMENTS[name], "damaged .(generator|discriminator)_optimiser")

    def test_the_optimisers_settings_are_those_of_the_config(self) -> None:
        state = through_a_file(trained(5).state_dict())
        for part in ("generator_optimiser", "discriminator_optimiser"):
            (group,) = state[part]["param_groups"]
            group.update(lr=0.5, betas=[0.1, 0.1], maximize=True, weight_decay=3.0)
        resumed = GanTrainer(CONFIG, "run")
        resumed.load_state_dict(state)
        resumed.run(5)
        assert same_run(resumed, trained(10))

    @pytest.mark.parametrize("state", [None, [], "text", 5, {}, torch.zeros(3)], ids=str)
    def test_what_is_no_state_at_all(self, state: Any) -> None:
        with pytest.raises(InvalidValueError, match="not a checkpoint"):
            GanTrainer(CONFIG).load_state_dict(state)
