"""The noise floor in the making, in this thread."""

import pytest
from PySide6.QtCore import QObject

from gan_desktop.app import floor
from gan_desktop.app.floor import FloorBuilder
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.metrics import METRICS, noise_floor

KEYS = ("modes", "high_quality", "js", "precision", "recall")


@pytest.fixture
def builder(qapp, monkeypatch):
    """Of few points: the floor takes a fraction of a second."""
    monkeypatch.setattr(floor, "COUNT", 50)
    parent = QObject()
    made = FloorBuilder(parent)
    yield made
    made.stop()


@pytest.fixture
def reports(builder) -> list:
    found: list = []
    builder.known.connect(found.append)
    return found


def moved(config: ExperimentConfig, x: float) -> ExperimentConfig:
    return config.replaced(target=config.target.with_mode(0, mean=(x, 0.0)))


def test_cheap_bands_come_first_and_then_all(builder, reports, quick_config, qtbot) -> None:
    builder.aim(quick_config)
    qtbot.waitUntil(lambda: bool(reports) and reports[-1].complete, timeout=20_000)
    sizes = [len(report.bands) for report in reports]
    assert sizes[0] == 0
    assert 0 < sizes[1] < sizes[2]
    display = quick_config.display
    expected = noise_floor(
        quick_config.target, 50, METRICS, x_limits=display.x_limits, y_limits=display.y_limits
    )
    assert {key: reports[-1].bands[key] for key in KEYS} == {key: expected[key] for key in KEYS}
    assert not builder.pending


def test_waits_until_the_target_has_come_to_rest(builder, reports, quick_config, qtbot) -> None:
    rests: list = []
    builder.settled.connect(lambda: rests.append(1))
    for x in range(5):
        builder.aim(moved(quick_config, float(x)))
        assert not builder.pending
    qtbot.waitUntil(lambda: reports[-1].complete, timeout=20_000)
    assert len(rests) == 1
    assert reports[-1].target == moved(quick_config, 4.0).target
    assert [len(report.bands) for report in reports[:5]] == [0] * 5


def test_what_is_known_is_not_drawn_again(builder, reports, quick_config, qtbot) -> None:
    builder.aim(quick_config)
    qtbot.waitUntil(lambda: bool(reports) and reports[-1].complete, timeout=20_000)
    whole = reports[-1]
    builder.aim(moved(quick_config, 1.0))
    assert not reports[-1].bands
    builder.aim(quick_config)
    assert reports[-1] is whole


def test_a_training_draws_in_its_own_time(builder, reports, quick_config, qtbot) -> None:
    builder.set_busy(True)
    builder.aim(quick_config)
    qtbot.waitUntil(lambda: builder.pending, timeout=5000)
    count = len(reports)
    for _ in range(100):
        builder.draw()
    assert builder.cost > 0
    assert len(reports) == count + 1
    assert reports[-1].bands
    assert not reports[-1].complete
    builder.set_busy(False)
    qtbot.waitUntil(lambda: reports[-1].complete, timeout=20_000)
