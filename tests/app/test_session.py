"""The training thread seen from the window's side."""

import numpy as np
import pytest
from PySide6.QtCore import QThread

from gan_desktop.app.messages import Happened, TrainingState
from gan_desktop.app.session import TrainingSession
from gan_desktop.core.events import Event, EventKind
from gan_desktop.training import GanTrainer


@pytest.fixture
def session(qtbot, no_leaks, quick_config):
    made = TrainingSession(quick_config)
    yield made
    made.close()
    made.close()


@pytest.fixture
def ready(session, qtbot):
    session.prepare()
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=60_000)
    return session


def test_a_snapshot_every_n_steps_with_losses_rate_and_step(ready, qtbot):
    seen = []
    ready.updated.connect(lambda: seen.append((ready.snapshot, ready.steps_per_second)))
    ready.play()
    qtbot.waitUntil(lambda: len(seen) >= 4 and any(s.metrics for s, _ in seen))
    snapshots = [snapshot for snapshot, _ in seen]
    assert all(s.step % 5 == 0 for s in snapshots)
    # Not all: the quicker the refreshes, the fewer of them there is time to measure.
    assert any({"d_loss", "g_loss", "modes", "high_quality"} <= set(s.metrics) for s in snapshots)
    assert seen[-1][1] > 0
    assert not snapshots[0].real.flags.writeable


def test_the_thread_trains_as_the_trainer_alone_does(ready, quick_config, qtbot):
    ready.play(until=37)
    qtbot.waitUntil(lambda: ready.snapshot.step == 37)
    alone = GanTrainer(quick_config)
    alone.run(37)
    np.testing.assert_array_equal(ready.snapshot.fake, alone.snapshot().fake)


def test_no_loss_is_lost_when_snapshots_are_skipped(ready, qtbot):
    """Every fifth step has its losses, though the window draws far fewer snapshots."""
    drawn = []
    ready.updated.connect(lambda: drawn.append(ready.snapshot.step))
    ready.play(until=500)
    qtbot.waitUntil(lambda: ready.snapshot.step == 500, timeout=20_000)
    steps, values = ready.history.curve("d_loss")
    # Before the first step there is none.
    steps = steps[~np.isnan(values)]
    assert list(steps) == list(range(5, 501, 5))
    assert len(drawn) < len(steps)


def test_a_window_that_never_draws_holds_one_snapshot(ready, qtbot, monkeypatch):
    """Without an answer to the last snapshot no other is built, however long it trains."""
    monkeypatch.setattr(ready._ack_timer, "start", lambda: None)
    worker = ready._worker
    built = []
    original = GanTrainer.snapshot
    monkeypatch.setattr(
        GanTrainer, "snapshot", lambda self, **wanted: built.append(1) or original(self, **wanted)
    )
    worker._delivery._awaiting = False
    ready.play(until=300)
    qtbot.waitUntil(lambda: ready.state is TrainingState.PAUSED)
    assert len(built) <= 2
    ready._drawn.emit()
    qtbot.waitUntil(lambda: ready.snapshot.step == 300)


def test_late_results_of_an_old_run_are_dropped(ready, quick_config, qtbot):
    ready.play()
    qtbot.waitUntil(lambda: ready.snapshot.step >= 10)
    seen = []
    ready.updated.connect(lambda: seen.append(ready.snapshot))
    old = ready.snapshot.run_id
    ready.reset(quick_config.with_values({"training.seed": 5}))
    assert ready.snapshot is None
    qtbot.waitUntil(lambda: ready.state is TrainingState.IDLE and bool(seen))
    assert all(s.run_id != old for s in seen)
    assert ready.snapshot.step == 0


def test_edits_keep_the_restart_only_settings_of_the_run(ready, quick_config):
    edited = quick_config.with_values({"training.seed": 9, "training.batch_size": 64})
    ready.apply(edited)
    assert ready.running_config.training.batch_size == 64
    assert ready.running_config.training.seed == 0
    assert edited.needs_restart(ready.running_config) == ("training.seed",)


def test_what_cannot_work_with_what_waits_for_a_restart_is_not_sent(session, quick_config, qtbot):
    running = quick_config.with_values({"networks.discriminator_normalisation": "batch"})
    session.reset(running)
    wanted = running.with_values(
        {"networks.discriminator_normalisation": "none", "regularisers.wgan_gp": 1.0}
    )
    # The run still has batch normalisation: with the penalty alone it would fail.
    session.apply(wanted)
    assert session.running_config == running


def test_play_twice_and_pause_twice_are_harmless(ready, qtbot):
    ready.play()
    ready.play()
    qtbot.waitUntil(lambda: ready.snapshot.step >= 5)
    ready.pause()
    ready.pause()
    qtbot.waitUntil(lambda: ready.state is TrainingState.PAUSED)


def test_slots_of_the_session_run_on_the_gui_thread(ready, qtbot):
    threads = []
    ready.updated.connect(lambda: threads.append(QThread.currentThread()))
    ready.play()
    qtbot.waitUntil(lambda: len(threads) >= 2)
    assert set(threads) == {ready.thread()}
    assert ready._worker.thread() is not ready.thread()


def test_closing_without_ever_starting(session):
    session.close()


def test_a_stale_update_and_a_stale_report_are_ignored(ready, quick_config):
    from gan_desktop.app.messages import StateReport, Update

    stale = ready.snapshot
    seen = []
    ready.reset(quick_config)
    ready.updated.connect(lambda: seen.append(ready.snapshot))
    ready._on_updated(Update(stale, (), 1.0))
    ready._on_reported(StateReport(stale.run_id, TrainingState.FAILED, "old news"))
    assert not seen
    assert ready.snapshot is None
    assert ready.state is TrainingState.PREPARING


def test_a_change_in_a_run_is_an_event_at_the_step_from_which_it_counts(ready, quick_config, qtbot):
    ready.play(until=10)
    qtbot.waitUntil(lambda: ready.snapshot.step == 10 and not ready.training)
    ready.apply(quick_config.with_values({"training.d_steps": 3}))
    ready.apply(quick_config.with_values({"training.d_steps": 3, "display.point_size": 9}))
    qtbot.waitUntil(lambda: len(ready.events) > 0)
    ready.play(until=15)
    qtbot.waitUntil(lambda: ready.snapshot.step == 15)
    ((event, text),) = ready.events
    assert (event.step, event.paths) == (10, ("training.d_steps",))
    assert text == "D steps per G step: 1 → 3"
    ready.reset(ready.running_config)
    assert len(ready.events) == 0


def test_a_stale_event_is_ignored(ready, quick_config):
    event = Event(3, EventKind.D_MOVE, quick_config)
    ready._on_happened(Happened("another", event))
    assert len(ready.events) == 0


@pytest.fixture
def planned(ready, quick_config):
    """A session whose run is planned to have 20 steps; refreshes are every 5."""
    ready.apply(quick_config.with_values({"training.steps": 20}))
    return ready


def rests(session) -> bool:
    return session.state is TrainingState.PAUSED and session.snapshot.step > 0


def test_play_rests_at_the_planned_steps_and_again_goes_on(planned, qtbot):
    states = []
    planned.state_changed.connect(lambda: states.append(planned.state))
    planned.play()
    assert not planned.done
    qtbot.waitUntil(lambda: planned.done)
    assert planned.snapshot.step == 20
    assert states == [TrainingState.TRAINING, TrainingState.PAUSED]
    planned.play()
    qtbot.waitUntil(lambda: planned.snapshot.step > 40)
    assert planned.training
    assert not planned.done
    planned.pause()
    qtbot.waitUntil(lambda: rests(planned))
    assert not planned.done


def test_a_step_that_is_asked_for_counts_more_than_the_plan(planned, qtbot):
    planned.play(until=33)
    qtbot.waitUntil(lambda: rests(planned) and planned.snapshot.step == 33)
    assert not planned.done


def test_a_plan_that_is_changed_while_it_trains_holds_at_once(planned, qtbot):
    def plan(steps):
        planned.apply(planned.running_config.with_values({"training.steps": steps}))

    # Slowly, so that the orders are heard before the steps are done.
    planned.set_speed(100.0)
    planned.play()
    plan(40)
    qtbot.waitUntil(lambda: planned.done)
    assert planned.snapshot.step == 40
    # On without end, and then towards an end again.
    planned.play()
    plan(60)
    qtbot.waitUntil(lambda: planned.done)
    assert planned.snapshot.step == 60
    plan(10_000)
    assert not planned.done
    planned.play()
    qtbot.waitUntil(lambda: planned.snapshot.step > 62)
    # Shorter than what is done already: it rests where it is.
    plan(30)
    qtbot.waitUntil(lambda: rests(planned))
    assert planned.snapshot.step < 10_000
