"""Small runs in files."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.layers.data import LayerData
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.store.run_file import RunWriter

CONFIG = load_preset("ring8")


def make_snapshot(step: int, *, config: ExperimentConfig = CONFIG, **values: object) -> Snapshot:
    """1,000 + 1,000 points that depend on the step; real ones on the target alone."""
    rng = np.random.default_rng(step)
    given = {
        "run_id": "run",
        "step": step,
        "real": config.target.sample(1000, np.random.default_rng(1)),
        "fake": config.target.sample(1000, rng) + 0.01 * rng.standard_normal((1000, 2)),
        "metrics": {"modes": 8.0, "js": 0.1 * (step % 7), "high_quality": 1 / 3},
        "measured": frozenset({"reverse_kl", "width"}),
        "target": config.target,
    }
    return Snapshot(**{**given, **values})


def make_layers(size: int = 64) -> dict[str, LayerData]:
    """A map with a value that is not finite, arrows, and one with nothing to show."""
    x, y = np.meshgrid(np.linspace(-3, 3, size), np.linspace(-4, 4, size))
    values = np.tanh(x * y) * 1e-6
    values[0, 0] = np.nan
    values[0, 1] = np.inf
    arrows = {"at": np.stack((x.ravel(), y.ravel()), axis=1), "by": np.full((x.size, 2), 3e7)}
    return {
        "discriminator": LayerData({"values": values}, (-3.0, 3.0, -4.0, 4.0)),
        "arrows": LayerData(arrows),
        "manifold": LayerData(reason="not for this loss"),
    }


@pytest.fixture
def snapshot() -> Callable[..., Snapshot]:
    """The function `make_snapshot`."""
    return make_snapshot


@pytest.fixture
def layers() -> Callable[..., dict[str, LayerData]]:
    """The function `make_layers`."""
    return make_layers


@pytest.fixture(scope="session")
def config() -> ExperimentConfig:
    """What the runs begin with."""
    return CONFIG


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A finished run with one of everything."""
    path = tmp_path / "stored.ganrun"
    with RunWriter(path, CONFIG, "run") as writer:
        writer.add_snapshot(make_snapshot(0))
        writer.add_state(0, b'{"a":1}', b"tensors of 0")
        writer.add_losses(10, 1.0, 2.0)
        writer.add_snapshot(make_snapshot(10, layers=make_layers()))
        changed = CONFIG.with_values({"training.batch_size": 64})
        writer.add_event(Event(10, EventKind.CHANGE, changed, ("training.batch_size",)))
        writer.add_state(20, b'{"a":2}', b"tensors of 20")
        writer.add_snapshot(make_snapshot(20, average=np.ones((1000, 2))))
    return path
