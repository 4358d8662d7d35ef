"""Steps per second, on a clock that the test owns."""

import time

import pytest

from gan_desktop.core.rate import RateMeter


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "monotonic", made)
    return made


def marks(meter: RateMeter, clock: Clock, *rows: tuple[float, int]) -> None:
    for seconds, steps in rows:
        clock.now += seconds
        meter.mark(steps)


def test_is_zero_before_there_is_anything_to_measure(clock: Clock) -> None:
    meter = RateMeter()
    assert meter.per_second == 0
    meter.restart(0)
    assert meter.per_second == 0
    meter.mark(100)  # no time has passed
    assert meter.per_second == 0


def test_is_steps_over_seconds(clock: Clock) -> None:
    meter = RateMeter()
    meter.restart(500)
    marks(meter, clock, (0.5, 600))
    assert meter.per_second == pytest.approx(200)
    marks(meter, clock, (0.5, 650))
    assert meter.per_second == pytest.approx(150)


def test_forgets_what_is_older_than_the_window(clock: Clock) -> None:
    meter = RateMeter(window_s=2.0)
    meter.restart(0)
    marks(meter, clock, *[(0.25, 1000 * n) for n in range(1, 9)])
    assert meter.per_second == pytest.approx(4000)
    marks(meter, clock, *[(0.25, 8000 + 10 * n) for n in range(1, 9)])
    assert meter.per_second == pytest.approx(40)


def test_covers_the_whole_window(clock: Clock) -> None:
    meter = RateMeter(window_s=2.0)
    meter.restart(0)
    # Bursts of 100 steps: the mean over the window, not over the last gap.
    marks(meter, clock, *[(0.9 if n % 2 else 0.1, 100 * n) for n in range(1, 21)])
    assert meter.per_second == pytest.approx(200, rel=0.1)


def test_one_slow_mark_is_measured_too(clock: Clock) -> None:
    meter = RateMeter(window_s=2.0)
    meter.restart(0)
    marks(meter, clock, (10.0, 50))
    assert meter.per_second == pytest.approx(5)
    marks(meter, clock, (10.0, 150))
    assert meter.per_second == pytest.approx(10)


def test_a_pause_is_not_counted(clock: Clock) -> None:
    meter = RateMeter()
    meter.restart(0)
    marks(meter, clock, (1.0, 100))
    clock.now += 3600
    meter.restart(100)
    assert meter.per_second == 0
    marks(meter, clock, (1.0, 200))
    assert meter.per_second == pytest.approx(100)


def test_memory_stays_bounded(clock: Clock) -> None:
    meter = RateMeter(window_s=1.0)
    meter.restart(0)
    marks(meter, clock, *[(0.01, n) for n in range(1, 5000)])
    assert meter.per_second == pytest.approx(100)
    assert len(meter._marks) <= 102
