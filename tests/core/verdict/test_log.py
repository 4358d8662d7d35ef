from itertools import pairwise

import pytest

from gan_desktop.core.verdict import Observation, ObservationLog


def seen(step: int, reach: float = 1.0) -> Observation:
    return Observation(step, {}, (True,), (0.0, 0.0), reach)


def steps(log: ObservationLog) -> list[int]:
    return [observation.step for observation in log.observations()]


def test_keeps_all_that_there_is_room_for() -> None:
    log = ObservationLog(capacity=8)
    for step in range(8):
        log.add(seen(step))
    assert steps(log) == list(range(8))


@pytest.mark.parametrize("count", [9, 16, 17, 33, 100, 1000])
def test_thins_evenly_and_keeps_the_latest(count: int) -> None:
    log = ObservationLog(capacity=8)
    for step in range(count):
        log.add(seen(step))
    kept = steps(log)
    assert kept[0] == 0
    assert kept[-1] == count - 1
    assert 4 <= len(kept) <= 9
    gaps = {b - a for a, b in pairwise(kept[:-1])}
    assert len(gaps) == 1


@pytest.mark.parametrize("count", [3, 20])
def test_a_step_that_comes_again_replaces_the_last(count: int) -> None:
    log = ObservationLog(capacity=8)
    for step in range(count):
        log.add(seen(step))
    before = steps(log)
    log.add(seen(count - 1, reach=7.0))
    assert steps(log) == before
    assert log.observations()[-1].reach == 7.0


def test_clear_starts_over() -> None:
    log = ObservationLog(capacity=4)
    for step in range(50):
        log.add(seen(step))
    log.clear()
    assert log.observations() == ()
    log.add(seen(3))
    log.add(seen(4))
    assert steps(log) == [3, 4]
