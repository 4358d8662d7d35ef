"""A script that repeats a run: run as it is, it must end at the same points."""

import contextlib
import io
import runpy
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch

from gan_desktop.core.catalog import OBJECTIVES
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.methods import methods
from gan_desktop.core.presets import load_preset
from gan_desktop.core.registry import Entry
from gan_desktop.core.targets import load_target
from gan_desktop.training import GanTrainer
from gan_desktop.training.objectives.objective import Objective
from gan_desktop.training.standalone import standalone_script

STEPS = 7
SMALL = load_preset("ring8-blog").with_values(
    {
        "networks.generator_hidden": (8, 8),
        "networks.discriminator_hidden": (8, 8),
        "networks.latent_size": 4,
        "training.batch_size": 16,
    }
)
VARIANTS = {
    "extra-gradient": {"dynamics.update": "extra-gradient", "training.d_steps": 2},
    "simultaneous": {"dynamics.update": "simultaneous", "training.d_steps": 3},
    "averaged": {"dynamics.ema": 0.9},
    "lookahead": {"dynamics.lookahead": 3},
    "consensus": {"dynamics.consensus": 0.5},
    "optimistic": {"dynamics.optimiser": "optimistic-adam"},
    "descent": {"dynamics.optimiser": "sgd"},
    "scheduled": {
        "dynamics.schedule_g": "cosine",
        "dynamics.schedule_d": "linear",
        "training.steps": 20,
    },
    "lazy": {"regularisers.r1": 1.0, "regularisers.r1_interval": 3, "training.d_steps": 2},
    "noise": {"regularisers.instance_noise": 0.5, "regularisers.instance_noise_steps": 5},
    "smoothed": {"regularisers.label_smoothing": 0.1},
    "batch norm": {
        "networks.generator_normalisation": "batch",
        "networks.discriminator_normalisation": "batch",
    },
    "maxout": {
        "networks.discriminator_activation": "maxout",
        "networks.activation": "gelu",
        "networks.discriminator_normalisation": "layer",
    },
    "uniform": {"networks.latent_law": "uniform", "networks.initialisation": "orthogonal"},
    "two scores": {"training.objective": "d2gan", "regularisers.r1": 0.5},
    "penalties": {
        "training.objective": "rahinge",
        "networks.packing": 2,
        "regularisers.dragan": 0.5,
        "regularisers.wgan_lp": 0.5,
        "regularisers.gp_0": 0.2,
        "regularisers.r2": 0.1,
    },
}


def points_of(text: str, folder: Path) -> np.ndarray:
    """What a script writes, run in this process: torch takes seconds to import."""
    script, points = folder / "run.py", folder / "points.csv"
    script.write_text(text, encoding="utf-8")
    arguments = sys.argv
    sys.argv = [str(script), str(points)]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            runpy.run_path(str(script), run_name="__main__")
    finally:
        sys.argv = arguments
    return np.loadtxt(points, delimiter=",", skiprows=1).astype(np.float32)


def end_of(config) -> np.ndarray:
    trainer = GanTrainer(config)
    trainer.run(STEPS)
    snapshot = trainer.snapshot(metrics=())
    if snapshot.average is None:
        return snapshot.fake
    return np.hstack([snapshot.fake, snapshot.average])


@pytest.mark.parametrize("key", methods())
def test_each_method_ends_at_the_same_points(key, tmp_path):
    config = methods()[key].apply(SMALL)
    np.testing.assert_array_equal(
        points_of(standalone_script(config, STEPS), tmp_path), end_of(config)
    )


@pytest.mark.parametrize("name", VARIANTS)
def test_so_does_what_can_be_combined(name, tmp_path):
    config = SMALL.with_values(VARIANTS[name])
    np.testing.assert_array_equal(
        points_of(standalone_script(config, STEPS), tmp_path), end_of(config)
    )


def test_alone_in_a_process_that_knows_nothing_of_this_project(tmp_path):
    script, points = tmp_path / "run.py", tmp_path / "points.csv"
    text = standalone_script(SMALL, STEPS)
    script.write_text(text, encoding="utf-8")
    guard = (
        "import runpy, sys\n"
        "sys.modules['gan_desktop'] = sys.modules['pydantic'] = None\n"
        "runpy.run_path(sys.argv.pop(1), run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", guard, str(script), str(points)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    trainer = GanTrainer(SMALL)
    trainer.run(STEPS)
    d_loss, g_loss = trainer.losses
    assert f"step {STEPS}/{STEPS}  d_loss {d_loss:.8f}  g_loss {g_loss:.8f}" in done.stdout
    written = np.loadtxt(points, delimiter=",", skiprows=1).astype(np.float32)
    np.testing.assert_array_equal(written, end_of(SMALL))
    assert "gan_desktop" not in text


@pytest.fixture
def trained_with(monkeypatch):
    """The config that trains with a pair of losses from outside."""

    def config_of(d_loss, g_loss):
        monkeypatch.setattr(sys.modules[__name__], "STRANGER", Objective(d_loss, g_loss))
        return SMALL.with_values({"training.objective": "stranger"})

    OBJECTIVES.add(Entry("stranger", "Stranger", "(f - 1)^2", f"{__name__}:STRANGER", "logit"))
    yield config_of
    OBJECTIVES.remove("stranger")


def scaled(factor):
    return lambda real, fake: factor * ((real - 1).pow(2).mean() + fake.pow(2).mean())


def towards(wanted, _real, fake, *, factor=1.0):
    return factor * (fake - wanted).pow(2).mean()


PAIR = (lambda real, fake: fake.mean() - real.mean(), lambda _real, fake: -fake.mean())
OUTER = lambda real, fake: (lambda x: x.pow(2).mean())(real - 1) + _far(fake + 1).mean()  # noqa: E731
LONG = (
    # "é" is more bytes than characters.
    "é", lambda real, fake: (
        (real - MARGIN).pow(2).mean()
        + fake.pow(2).mean()
    ),
)[1]  # fmt: skip


@pytest.mark.parametrize(
    "losses",
    [
        lambda: (stranger_d, stranger_g),
        lambda: (stranger_d, lambda _real, fake: (fake - 1).pow(2).mean()),
        lambda: PAIR,
        lambda: (scaled(0.5), PAIR[1]),
        lambda: (OUTER, PAIR[1]),
        lambda: (LONG, PAIR[1]),
        lambda: (stranger_d, partial(towards, 1.0, factor=0.5)),
        lambda: (partial(LONG), partial(PAIR[1])),
    ],
    ids=["functions", "lambda", "two in a line", "closure", "nested", "long", "partial", "both"],
)
def test_a_loss_from_elsewhere_comes_along(losses, trained_with, tmp_path):
    config = trained_with(*losses())
    text = standalone_script(config, STEPS)
    np.testing.assert_array_equal(points_of(text, tmp_path), end_of(config))


class Called:
    def __call__(self, _real, fake):
        return -fake.mean()


def of_tensor(tensor):
    return lambda _real, fake: (fake - tensor).mean()


def of_other_factor(factor):
    return lambda _real, fake: factor * fake.mean()


@pytest.mark.parametrize(
    ("losses", "what"),
    [
        (lambda: (stranger_d, Called()), "trains with Called, whose source is not"),
        (lambda: (stranger_d, eval("lambda r, f: -f.mean()")), "trains with <lambda>, whose"),  # noqa: S307
        (lambda: (stranger_d, of_tensor(torch.ones(()))), "trains with tensor, whose source"),
        (lambda: (stranger_d, partial(towards, torch.ones(()))), "trains with towards, whose"),
        (lambda: (scaled(0.5), of_other_factor(2.0)), "two different things in it are called fact"),
    ],
    ids=["object", "no source", "closure", "partial", "one name, two values"],
)
def test_a_loss_whose_source_is_not_there_is_refused_in_one_sentence(losses, what, trained_with):
    config = trained_with(*losses())
    with pytest.raises(InvalidValueError, match=r"^a script cannot repeat this run: ") as refusal:
        standalone_script(config, STEPS)
    assert what in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        (SMALL.with_values({"data.fixed_points": 500}), "a data set of 500 points"),
        (SMALL.replaced(target=load_target("two-moons")), r"this target is a shape \(two-moons\)"),
    ],
)
def test_what_needs_numpy_is_refused_in_one_sentence(config, sentence):
    with pytest.raises(InvalidValueError, match=sentence):
        standalone_script(config, STEPS)


def test_a_plain_run_is_a_short_script_without_what_it_does_not_use():
    text = standalone_script(SMALL, STEPS)
    assert len(text.splitlines()) < 170
    for unused in ("moves", "latest", "shown(", "import math", "noise_level"):
        assert unused not in text
    compile(text, "run.py", "exec")


MARGIN = 0.25


def _far(values):
    return (values - 1).pow(2)


def stranger_d(real, fake):
    """(f(x) - 1)^2 + relu(f(y) + margin)."""
    return _far(real).mean() + (fake + MARGIN).relu().mean()


def stranger_g(_real, fake):
    """(f(y) - 1)^2."""
    return _far(fake).mean()


STRANGER = Objective(stranger_d, stranger_g)
