"""Snapshots cannot be changed, not even after they have been through a pickle."""

import copy
import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.core.snapshot import Snapshot

TARGET = load_preset("two-modes").target


def made(**changes: object) -> Snapshot:
    fields = {
        "run_id": "run",
        "step": 50,
        "real": np.zeros((3, 2), np.float32),
        "fake": np.ones((4, 2), np.float32),
        "metrics": {"modes": 2.0},
        "target": TARGET,
    }
    return Snapshot(**{**fields, **changes})


def again(snapshot: Snapshot) -> Snapshot:
    return pickle.loads(pickle.dumps(snapshot))  # noqa: S301 -- our own


@pytest.mark.parametrize("through", [lambda s: s, again, copy.copy, copy.deepcopy])
class TestReadOnly:
    def test_points(self, through) -> None:
        snapshot = through(made())
        for points in (snapshot.real, snapshot.fake):
            assert points.dtype == np.float32
            with pytest.raises(ValueError, match="read-only"):
                points[0, 0] = 5
            with pytest.raises(ValueError, match="WRITEABLE"):
                points[:].flags.writeable = True

    def test_metrics(self, through) -> None:
        snapshot = through(made())
        assert dict(snapshot.metrics) == {"modes": 2.0}
        with pytest.raises(TypeError, match="assignment"):
            snapshot.metrics["modes"] = 8.0

    def test_fields(self, through) -> None:
        snapshot = through(made())
        with pytest.raises(FrozenInstanceError):
            snapshot.step = 3

    def test_values_are_kept(self, through) -> None:
        original, snapshot = made(), through(made())
        assert (snapshot.run_id, snapshot.step, snapshot.target) == ("run", 50, TARGET)
        assert (snapshot.real == original.real).all()
        assert (snapshot.fake == original.fake).all()


def test_takes_a_copy_of_what_it_is_given() -> None:
    real, metrics = np.zeros((3, 2), np.float32), {"modes": 2.0}
    snapshot = made(real=real, metrics=metrics)
    real[:], metrics["modes"] = 9, 9.0
    assert (snapshot.real == 0).all()
    assert snapshot.metrics["modes"] == 2.0
    assert real.flags.writeable


def test_points_of_another_type_become_float32() -> None:
    assert made(real=np.zeros((3, 2))).real.dtype == np.float32


def test_a_measure_that_is_not_available_is_absent() -> None:
    assert "reverse_kl" not in made().metrics
    assert made(metrics={}).metrics.get("modes") is None


def test_is_compared_by_identity() -> None:
    snapshot = made()
    assert snapshot == snapshot
    assert snapshot != made()
    assert hash(snapshot)
