"""The pace by a clock of the test's own."""

import pytest

from gan_desktop.app.pacing import SLACK_S, SPEEDS, UNLIMITED, Pacer
from gan_desktop.app.settings import Settings


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pacer(clock: Clock) -> Pacer:
    return Pacer(clock)


def steps_in(pacer: Pacer, clock: Clock, seconds: float, step_s: float = 0.0) -> int:
    """Steps that a worker makes which sleeps exactly as long as it is told."""
    end, done = clock.now + seconds, 0
    while clock.now < end - 1e-9:
        if pacer.due:
            clock.now += step_s
            pacer.stepped()
            done += 1
        else:
            clock.now += pacer.wait_ms / 1000
    return done


def test_without_a_limit_a_step_is_always_due(pacer: Pacer) -> None:
    assert not pacer.limited
    for _ in range(3):
        assert pacer.due
        assert pacer.wait_ms == 0
        pacer.stepped()


@pytest.mark.parametrize("rate", [each for each in SPEEDS if each != UNLIMITED])
def test_so_many_steps_a_second(pacer: Pacer, clock: Clock, rate: float) -> None:
    pacer.set_rate(rate)
    assert steps_in(pacer, clock, 10) == pytest.approx(10 * rate, abs=1)


def test_the_first_step_is_at_once_and_the_next_a_whole_interval_later(
    pacer: Pacer, clock: Clock
) -> None:
    pacer.set_rate(2)
    assert pacer.due
    pacer.stepped()
    assert not pacer.due
    assert pacer.wait_ms in (500, 501)
    clock.now += 0.499
    assert not pacer.due
    clock.now += 0.002
    assert pacer.due


def test_a_timer_of_the_wait_never_comes_too_early(pacer: Pacer, clock: Clock) -> None:
    for rate in (1, 3, 7, 333):
        pacer.set_rate(rate)
        for _ in range(50):
            pacer.stepped()
            clock.now += pacer.wait_ms / 1000
            assert pacer.due


def test_a_machine_that_is_too_slow_gathers_no_debt(pacer: Pacer, clock: Clock) -> None:
    pacer.set_rate(100)
    assert steps_in(pacer, clock, 5, step_s=0.1) == 50
    # Quick again: what is made up is at most the slack.
    assert steps_in(pacer, clock, 1) <= 100 + SLACK_S * 100 + 1


def test_a_short_delay_is_made_up(pacer: Pacer, clock: Clock) -> None:
    pacer.set_rate(100)
    pacer.stepped()
    clock.now += 0.045
    done = 0
    while pacer.due:
        pacer.stepped()
        done += 1
    assert done == 4


def test_another_rate_counts_from_now(pacer: Pacer, clock: Clock) -> None:
    pacer.set_rate(1)
    pacer.stepped()
    pacer.set_rate(50)
    assert pacer.due
    pacer.set_rate(1)
    pacer.stepped()
    pacer.set_rate(UNLIMITED)
    assert pacer.due
    with pytest.raises(ValueError, match="-1"):
        pacer.set_rate(-1)


def test_speeds_are_remembered_and_nonsense_is_the_default(qapp) -> None:
    settings = Settings()
    assert (settings.speed, settings.walk_speed) == (UNLIMITED, 1.0)
    settings.speed, settings.walk_speed = 50.0, 0.2
    assert (Settings().speed, Settings().walk_speed) == (50.0, 0.2)
    settings._set("training/speed", "51")
    settings._set("training/walk_speed", "quick")
    assert (Settings().speed, Settings().walk_speed) == (UNLIMITED, 1.0)
