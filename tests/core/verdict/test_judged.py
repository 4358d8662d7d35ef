"""Verdicts of steps that are past."""

from gan_desktop.core.verdict import Judgement, Observation, Verdict, judge
from gan_desktop.core.verdict.judged import JudgementLog, ObservedRun


def told(step: int) -> Judgement:
    return Judgement(Verdict.TOO_EARLY, steps=(0, step))


def seen(step: int) -> Observation:
    return Observation(step, {"high_quality": 0.5}, (True, False), (0.1 * step, 0.0), 1.0)


def test_what_stood_at_a_step_is_found() -> None:
    log = JudgementLog()
    assert log.at(100) is None
    log.add(0, None)
    log.add(10, told(10))
    log.add(20, told(10))
    log.add(30, told(25))
    # A pause tells the same step once more, with all that was measured.
    log.add(30, told(30))
    found = {step: log.at(step) for step in (0, 9, 10, 29, 30, 31)}
    assert found == {0: None, 9: None, 10: told(10), 29: told(10), 30: told(30), 31: told(30)}
    assert len(log.entries()) == 3
    log.clear()
    assert log.at(30) is None


def test_a_long_run_is_kept_evenly_in_bounded_memory() -> None:
    log = JudgementLog(capacity=8)
    for step in range(1000):
        log.add(step, told(step))
        assert len(log.entries()) <= 9
        assert log.at(step) == told(step)
    for step in range(0, 1000, 100):
        found = log.at(step)
        assert found is not None
        assert step - 300 <= found.steps[1] <= step


def test_a_stored_run_is_judged_on_what_was_seen_up_to_a_step() -> None:
    observations = tuple(seen(step) for step in range(0, 100, 10))
    run = ObservedRun(observations)
    for step in (0, 35, 99):
        assert run.at(step) == judge([o for o in observations if o.step <= step])
    assert run.at(99) != run.at(35)
    assert ObservedRun(()).at(5) is None


def test_other_settings_are_judged_afresh_and_another_target_not_at_all() -> None:
    observations = tuple(seen(step) for step in range(0, 100, 10))
    run = ObservedRun(observations, begins=(0, 31, 61), target_since=31)
    assert run.at(25) is None
    assert run.at(60) == judge([o for o in observations if 31 <= o.step <= 60])
    assert run.at(65) is None
    assert run.at(70) == judge([o for o in observations if 61 <= o.step <= 70])
