import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.core.metrics import Reference, Scene, shapes
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.verdict import Observation

TARGET = load_preset("ring8").target


def snapshot(fake) -> Snapshot:
    rng = np.random.default_rng(0)
    reference = Reference.drawn(TARGET, len(fake), rng)
    found = shapes(Scene(fake, reference))
    return Snapshot("run", 7, reference.points, fake, {"modes": 1.0}, TARGET, shapes=found)


def test_lengths_are_in_units_of_the_targets_radius() -> None:
    real = TARGET.sample(1000, np.random.default_rng(0))
    origin = real.mean(axis=0)
    radius = np.sqrt(((real - origin) ** 2).sum(axis=1).mean())
    spot = np.tile(origin + np.array([3 * radius, -4 * radius]), (1000, 1))
    seen = Observation.of(snapshot(spot))
    assert seen.centre == pytest.approx((3, -4), abs=1e-5)
    assert seen.reach == pytest.approx(5, abs=1e-5)


def test_a_perfect_generator_reaches_as_far_as_the_target() -> None:
    seen = Observation.of(snapshot(TARGET.sample(1000, np.random.default_rng(1))))
    assert seen.reach == pytest.approx(1, abs=0.05)
    assert np.hypot(*seen.centre) < 0.15
    assert seen.captured == (True,) * 8
    assert (seen.step, dict(seen.metrics)) == (7, {"modes": 1.0})


def test_a_missing_mode_is_not_captured() -> None:
    points = TARGET.sample(4000, np.random.default_rng(1))
    kept = points[TARGET.mahalanobis(points).argmin(axis=1) != 3][:1000]
    assert Observation.of(snapshot(kept)).captured == tuple(k != 3 for k in range(8))
