"""Speed, single moves and slow motion on the training thread, seen from the window's side."""

import numpy as np
import pytest
import torch

from gan_desktop.app.messages import TrainingState
from gan_desktop.app.session import TrainingSession
from gan_desktop.app.slow_motion import SlowMotion
from gan_desktop.core.events import EventKind
from gan_desktop.core.phases import Phase
from gan_desktop.training import GanTrainer

QUICK_WALK = 1000.0


@pytest.fixture
def session(qtbot, no_leaks, quick_config):
    made = TrainingSession(quick_config)
    made.prepare()
    qtbot.waitUntil(lambda: made.snapshot is not None, timeout=60_000)
    yield made
    made.close()


@pytest.fixture
def slow(session):
    made = SlowMotion(session)
    yield made
    made._timer.stop()
    made.deleteLater()


def alone(config, *moves: str) -> GanTrainer:
    """The same, without a thread."""
    trainer = GanTrainer(config)
    for move in moves:
        getattr(trainer, move)()
    return trainer


def same_points(session, trainer: GanTrainer) -> bool:
    return np.array_equal(session.snapshot.fake, trainer.snapshot(metrics=()).fake)


def walked_to(slow, phase: Phase, qtbot) -> None:
    """Hold at a sub-step."""
    if not slow.on:
        slow.set_on(True)
    slow.set_held(True)
    qtbot.waitUntil(lambda: slow.part is not None)
    while slow.part.phase is not phase:
        before = slow.part
        slow.next()
        qtbot.waitUntil(lambda before=before: slow.part is not before)


def test_a_slow_run_is_shown_step_by_step_and_is_the_same_run(session, quick_config, qtbot):
    steps = []
    session.updated.connect(lambda: steps.append(session.snapshot.step))
    session.set_speed(100.0)
    session.play(until=7)
    qtbot.waitUntil(lambda: session.snapshot.step == 7)
    # The interval of the config is 5; how quick the window is decides which others are shown.
    assert set(steps) - {5, 7}
    assert steps == sorted(steps)
    assert same_points(session, alone(quick_config, *["step"] * 7))


def test_at_one_step_a_second_requests_are_answered_in_between(session, qtbot):
    session.set_speed(1.0)
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    # Paused long before the next step is due, which is then not made.
    session.pause()
    qtbot.waitUntil(lambda: session.state is TrainingState.PAUSED, timeout=700)
    assert session._worker._trainer.steps_done == 1


def test_the_speed_changes_while_it_trains_and_is_told(session, qtbot):
    rates = []
    session.updated.connect(lambda: rates.append(session.steps_per_second))
    session.set_speed(20.0)
    session.play()
    qtbot.waitUntil(lambda: len([rate for rate in rates if rate]) >= 5)
    assert max(rates) <= 22
    session.set_speed(0.0)
    qtbot.waitUntil(lambda: rates[-1] > 50, timeout=20_000)


def test_a_recording_of_a_slow_run_has_the_frames_of_its_interval(session, qtbot, monkeypatch):
    added = []
    duty = session._worker._recording
    monkeypatch.setattr(type(duty), "active", True)
    monkeypatch.setattr(duty, "add", lambda snapshot: added.append(snapshot.step))
    session.set_speed(200.0)
    session.play(until=12)
    qtbot.waitUntil(lambda: session.snapshot.step == 12)
    assert set(added) == {5, 10, 12}


def test_lone_moves_are_events_and_no_steps(session, quick_config, qtbot):
    session.move(EventKind.G_MOVE)
    session.move(EventKind.D_MOVE)
    qtbot.waitUntil(lambda: len(session.events) == 2 and session.state is TrainingState.PAUSED)
    session.step()
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    assert [(e.step, e.kind) for e, _ in session.events] == [
        (0, EventKind.G_MOVE),
        (0, EventKind.D_MOVE),
    ]
    assert session.events.last.config == quick_config
    expected = alone(quick_config, "move_generator", "move_discriminator", "step")
    assert same_points(session, expected)


def test_two_steps_in_slow_motion_are_two_steps(session, slow, quick_config, qtbot):
    parts = []

    def note() -> None:
        if slow.part is not None and not slow.held:
            parts.append(slow.part)
            slow.set_held(slow.part.ends_step and slow.part.step == 2)

    slow.changed.connect(note)
    slow.set_speed(QUICK_WALK)
    slow.set_on(True)
    # The picture of a step comes before what is told of it.
    qtbot.waitUntil(lambda: slow.held and session.snapshot.step == 2)
    assert [part.phase for part in parts] == [*Phase, *Phase]
    assert [part.step for part in parts] == [1] * 8 + [2] * 8
    assert same_points(session, alone(quick_config, "step", "step"))
    # The curves know each step once.
    assert list(session.history.curve("d_loss")[0]) == [0, 1, 2]


def test_it_pauses_a_training_and_play_ends_it(session, slow, quick_config, qtbot):
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.step >= 5)
    walked_to(slow, Phase.D_MOVE, qtbot)
    assert session.state is TrainingState.PAUSED
    done = session._worker._trainer.steps_done
    session.play(until=done + 3)
    assert not slow.on
    qtbot.waitUntil(lambda: session.snapshot.step == done + 3)
    assert same_points(session, alone(quick_config, *["step"] * (done + 3)))


def test_held_it_waits_and_goes_on_when_let(session, slow, qtbot):
    slow.set_speed(QUICK_WALK)
    walked_to(slow, Phase.RATE, qtbot)
    assert not slow._timer.isActive()
    slow.set_held(False)
    qtbot.waitUntil(lambda: session.snapshot.step >= 1)


@pytest.mark.parametrize("ask", ["step", "off", "edit", "move", "save"])
def test_whatever_comes_in_the_middle_finishes_the_step(
    session, slow, quick_config, qtbot, tmp_path, ask: str
):
    walked_to(slow, Phase.FRESH, qtbot)
    edited = quick_config.with_values({"training.learning_rate_d": 0.01})
    expected = alone(quick_config, "step")
    if ask == "step":
        session.step()
    elif ask == "off":
        slow.set_on(False)
    elif ask == "edit":
        session.apply(edited)
        expected.set_live(edited)
    elif ask == "move":
        session.move(EventKind.G_MOVE)
        expected.move_generator()
    else:
        session.save_checkpoint(str(tmp_path / "state.pt"))
        qtbot.waitUntil((tmp_path / "state.pt").exists)
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    delivery = session._worker._delivery
    qtbot.waitUntil(lambda: not delivery._owed and not delivery._awaiting)
    assert same_points(session, expected)
    assert slow.on is (ask != "off")
    assert slow.part is None
    session.step()
    expected.step()
    qtbot.waitUntil(lambda: session.snapshot.step == 2)
    assert same_points(session, expected)


def test_reset_in_the_middle_gives_the_step_up_and_walks_on(session, slow, quick_config, qtbot):
    slow.set_speed(QUICK_WALK)
    walked_to(slow, Phase.D_MOVE, qtbot)
    slow.set_held(False)
    session.reset(quick_config)
    assert slow.part is None
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step >= 1)
    slow.set_held(True)
    step = session.snapshot.step
    assert same_points(session, alone(quick_config, *["step"] * step))


def test_closing_in_the_middle_leaves_nothing(session, slow, qtbot):
    walked_to(slow, Phase.D_LOSS, qtbot)
    slow.set_held(False)
    session.close()
    assert slow.part.phase is Phase.D_LOSS


def test_diverging_in_the_middle_is_told_and_ends_it(session, slow, qtbot):
    walked_to(slow, Phase.D_MOVE, qtbot)
    trainer = session._worker._trainer
    with torch.no_grad():
        trainer.discriminator[0].weight.fill_(float("nan"))
    slow.next()
    qtbot.waitUntil(lambda: session.state is TrainingState.DIVERGED)
    assert "step 1: loss nan of the generator" in session.reason
    assert not slow.on
    assert trainer.steps_done == 0


def test_an_edit_is_taken_over_though_the_step_diverges(session, slow, quick_config, qtbot):
    walked_to(slow, Phase.D_MOVE, qtbot)
    trainer = session._worker._trainer
    with torch.no_grad():
        trainer.discriminator[0].weight.fill_(float("nan"))
    edited = quick_config.with_values({"training.learning_rate_d": 0.01})
    session.apply(edited)
    qtbot.waitUntil(lambda: session.state is TrainingState.DIVERGED)
    qtbot.waitUntil(lambda: trainer.config == edited)


def test_another_update_rule_ends_it_with_the_reason(session, slow, quick_config, qtbot):
    reasons = []
    slow.ended.connect(reasons.append)
    walked_to(slow, Phase.RATE, qtbot)
    session.apply(quick_config.with_values({"dynamics.update": "simultaneous"}))
    slow.check()
    assert not slow.on
    assert "Choose Alternating" in reasons[0]
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    slow.set_on(True)
    assert not slow.on
    # Asked all the same, the thread makes nothing of it.
    session.sub_step()
    session.step()
    qtbot.waitUntil(lambda: session.snapshot.step == 2)
    assert session.state is TrainingState.PAUSED
