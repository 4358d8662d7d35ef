"""Any loss with any dynamics and regulariser: trains, the same each time, and can be taken up."""

import io
import re
import sys
import textwrap
import types
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from gan_desktop import load_preset
from gan_desktop.core.catalog import OBJECTIVES, OPTIMISERS, UPDATES
from gan_desktop.core.config import ExperimentConfig, param_at
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.registry import Entry
from gan_desktop.training import GanTrainer

CONFIG = load_preset("ring8-blog").with_values(
    {
        "networks.latent_size": 4,
        "networks.generator_hidden": (8,),
        "networks.discriminator_hidden": (8,),
        "networks.initialisation": "fan-in",
        "training.batch_size": 16,
        "training.steps": 20,
        "training.learning_rate_d": 1e-3,
        "training.learning_rate_g": 1e-3,
    }
)
KEYS = OBJECTIVES.keys()
REGULARISERS = {
    "weight clipping": {"regularisers.weight_clipping": 0.1},
    "wgan-gp": {"regularisers.wgan_gp": 1.0},
    "wgan-lp": {"regularisers.wgan_lp": 1.0},
    "gp-0": {"regularisers.gp_0": 1.0},
    "r1": {"regularisers.r1": 1.0},
    "r2": {"regularisers.r2": 1.0, "regularisers.r2_interval": 2},
    "dragan": {"regularisers.dragan": 1.0, "regularisers.dragan_interval": 3},
    "spectral norm": {"networks.spectral_norm": True},
    "noise": {"regularisers.instance_noise": 0.2, "regularisers.instance_noise_steps": 50},
    "smoothing": {"regularisers.label_smoothing": 0.1},
    "packing": {"networks.packing": 2},
    "batch normalisation": {
        "networks.generator_normalisation": "batch",
        "networks.discriminator_normalisation": "batch",
    },
    "layer normalisation": {"networks.discriminator_normalisation": "layer"},
    "maxout": {"networks.discriminator_activation": "maxout"},
}
DYNAMICS = {
    **{key: {"dynamics.optimiser": key} for key in OPTIMISERS.keys()},  # noqa: SIM118
    **{key: {"dynamics.update": key} for key in UPDATES.keys()},  # noqa: SIM118
    "consensus": {"dynamics.consensus": 0.5},
    "unrolled": {"dynamics.unrolled": 2},
    "lookahead": {"dynamics.lookahead": 3},
    "average": {"dynamics.ema": 0.9},
    "schedules": {"dynamics.schedule_g": "linear", "dynamics.schedule_d": "cosine"},
}


def config(objective: str, *values: dict[str, Any]) -> ExperimentConfig:
    merged = {path: value for part in values for path, value in part.items()}
    return CONFIG.with_values({"training.objective": objective, **merged})


def trained(config: ExperimentConfig, steps: int) -> GanTrainer:
    trainer = GanTrainer(config, "run")
    trainer.run(steps)
    return trainer


def flat(value: Any, path: str = "") -> dict[str, Any]:
    """A state as one level: bytes of tensors and plain values by path."""
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    else:
        return {path: value.numpy().tobytes() if isinstance(value, Tensor) else value}
    found: dict[str, Any] = {}
    for key, item in items:
        found.update(flat(item, f"{path}/{key}"))
    return found


def assert_same(a: GanTrainer, b: GanTrainer) -> None:
    assert flat(a.state_dict()) == flat(b.state_dict())


def assert_trains(config: ExperimentConfig, steps: int = 3) -> None:
    start, end = GanTrainer(config), trained(config, steps)
    for network in ("generator", "discriminator"):
        before, after = (getattr(t, network).state_dict() for t in (start, end))
        assert all(torch.isfinite(tensor).all() for tensor in after.values())
        assert any(not torch.equal(before[name], after[name]) for name in before)
    snapshot = end.snapshot(50)
    assert {"d_loss", "g_loss", "input_gradient"} <= snapshot.metrics.keys()


@pytest.mark.parametrize("how", DYNAMICS)
@pytest.mark.parametrize("objective", KEYS)
def test_every_loss_with_every_update(objective: str, how: str) -> None:
    assert_trains(config(objective, DYNAMICS[how], {"training.d_steps": 2}))


@pytest.mark.parametrize("how", REGULARISERS)
@pytest.mark.parametrize("objective", KEYS)
def test_every_loss_with_every_regulariser(objective: str, how: str) -> None:
    assert_trains(config(objective, REGULARISERS[how]))


@pytest.mark.parametrize("dynamics", ["consensus", "unrolled", "extra-gradient", "lookahead"])
@pytest.mark.parametrize("how", REGULARISERS)
def test_regularisers_with_what_differentiates_twice(how: str, dynamics: str) -> None:
    assert_trains(config("non-saturating", REGULARISERS[how], DYNAMICS[dynamics]))


EVERYTHING = {
    **{f"loss {key}": (key, {}) for key in KEYS},
    **{f"with {name}": ("non-saturating", values) for name, values in REGULARISERS.items()},
    **{f"by {name}": ("non-saturating", values) for name, values in DYNAMICS.items()},
    **{f"began by {name}": ("began", values) for name, values in DYNAMICS.items()},
}


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_same_seed_is_the_same_run_bit_for_bit(name: str) -> None:
    objective, values = EVERYTHING[name]
    global_state = torch.get_rng_state()
    first, second = (trained(config(objective, values), 7) for _ in range(2))
    assert_same(first, second)
    assert torch.equal(torch.get_rng_state(), global_state)


@pytest.mark.parametrize("name", EVERYTHING)
def test_goes_on_from_a_checkpoint_bit_for_bit(name: str) -> None:
    objective, values = EVERYTHING[name]
    chosen = config(objective, values)
    whole, file = trained(chosen, 7), io.BytesIO()
    torch.save(whole.state_dict(), file)
    file.seek(0)
    resumed = GanTrainer(chosen, "run")
    resumed.load_state_dict(torch.load(file, weights_only=True))
    for trainer in (whole, resumed):
        trainer.run(6)
    assert_same(whole, resumed)
    first, second = whole.snapshot(40), resumed.snapshot(40)
    assert (first.average is None) == ("average" not in name)
    if first.average is not None:
        assert (first.average == second.average).all()
        assert (first.average != first.fake).any()


@pytest.mark.parametrize("key", OPTIMISERS.keys())
def test_moments_that_do_not_fit_are_refused(key: str) -> None:
    trainer = trained(config("hinge", {"dynamics.optimiser": key}), 3)
    state = trainer.state_dict()
    moments = state["generator_optimiser"]["state"]
    if key == "sgd":
        moments[0] = {"momentum_buffer": torch.zeros(3)}
    else:
        name = next(name for name in moments[0] if name != "step")
        moments[0][name] = torch.zeros(3)
    with pytest.raises(InvalidValueError, match=r"damaged .generator_optimiser"):
        trainer.load_state_dict(state)


@pytest.mark.parametrize("part", ["lookahead", "average", "game"])
def test_damaged_averages_and_memory_are_refused(part: str) -> None:
    both = {**DYNAMICS["lookahead"], **DYNAMICS["average"]}
    trainer = trained(config("began", both), 4)
    for damage in ({}, {"count": -1}, {"count": 1, "slow": [], "mean": []}, {"d_moves": 1.5}):
        state = trainer.state_dict()
        state[part] = damage
        with pytest.raises(InvalidValueError, match=f"damaged .{part}"):
            trainer.load_state_dict(state)


def test_a_changed_number_of_the_loss_keeps_what_it_remembers() -> None:
    fast = {"loss.k_rate": 1.0}
    trainer = trained(config("began", fast), 5)
    k = trainer.state_dict()["game"]["memory"]["k"]
    assert k > 0
    trainer.set_live(config("began", fast, {"loss.gamma": 0.4}))
    assert trainer.state_dict()["game"]["memory"]["k"] == k
    trainer.set_live(config("ebgan"))
    trainer.set_live(config("began", fast))
    assert trainer.state_dict()["game"]["memory"]["k"] == 0


def test_what_unrolling_simulates_is_not_remembered() -> None:
    plain, unrolled = (
        trained(config("began", {"loss.k_rate": 1.0, "dynamics.unrolled": n}), 1) for n in (0, 3)
    )
    # The first move of D is the same in both, and k follows it alone.
    k = [t.state_dict()["game"]["memory"]["k"] for t in (plain, unrolled)]
    assert k[0] == k[1] > 0


def test_what_cannot_work_is_refused_at_the_start_and_during_a_run() -> None:
    wrong = config("hinge", {"dynamics.consensus": 1.0, "dynamics.unrolled": 1})
    with pytest.raises(InvalidValueError, match="both decide"):
        GanTrainer(wrong)
    trainer = trained(config("hinge"), 2)
    with pytest.raises(InvalidValueError, match="both decide") as refusal:
        trainer.set_live(wrong)
    assert refusal.value.path == "dynamics.unrolled"
    trainer.run(2)
    assert_same(trainer, trained(config("hinge"), 4))


def test_schedules_change_the_rates() -> None:
    trainer = GanTrainer(config("hinge", DYNAMICS["schedules"], {"dynamics.final_rate_g": 0.5}))
    rates = []
    for _ in range(25):
        trainer.step()
        rates.append(trainer._parts.g.optimiser.param_groups[0]["lr"])
    # Straight from 1e-3 to 5e-4 over the 20 steps of the run, then no further.
    assert rates == pytest.approx([1e-3 * (1 - 0.5 * min(k, 20) / 20) for k in range(25)])
    trainer.set_live(config("hinge"))
    assert trainer._parts.g.optimiser.param_groups[0]["lr"] == 1e-3


EXPONENTIAL = """
from gan_desktop.training.objectives.objective import Objective

OBJECTIVE = Objective(
    lambda real, fake: (-real).exp().mean() + fake.exp().mean(),
    lambda _real, fake: (-fake).exp().mean(),
    "nobody 2020",
)
"""


def documented() -> str:
    """The example of a loss in docs/contributing.md."""
    text = (Path(__file__).parents[2] / "docs" / "contributing.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (code,) = (example for example in examples if "OBJECTIVE =" in example)
    return textwrap.dedent(code)


@pytest.fixture(params=["exponential", "documented"])
def foreign_loss(request):
    """An objective in a module that is no part of the package, as an extension would have it."""
    module = types.ModuleType("somebodys_losses")
    code = documented() if request.param == "documented" else EXPONENTIAL
    exec(code, vars(module))  # noqa: S102 -- our own text
    sys.modules[module.__name__] = module
    OBJECTIVES.add(Entry("foreign", "Foreign", "exp.", "somebodys_losses:OBJECTIVE", "logit"))
    yield "foreign"
    OBJECTIVES.remove("foreign")
    del sys.modules[module.__name__]


def test_a_loss_from_outside_is_in_the_menu_and_trains(foreign_loss: str) -> None:
    assert foreign_loss in param_at("training.objective").registry
    assert foreign_loss in param_at("training.objective").allowed()
    assert_trains(config(foreign_loss))
    first, second = (trained(config(foreign_loss), 5) for _ in range(2))
    assert_same(first, second)
    running = trained(config("hinge"), 2)
    running.set_live(config(foreign_loss))
    running.step()
