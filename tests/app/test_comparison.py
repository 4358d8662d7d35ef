"""Designs in lock-step, seen from the window's side."""

import numpy as np
import pytest
from PySide6.QtCore import QThread

from gan_desktop.app import floor
from gan_desktop.app.comparison.messages import ComparisonReport, ComparisonUpdate, LaneUpdate
from gan_desktop.app.comparison.session import ComparisonSession
from gan_desktop.app.messages import TrainingState
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.verdict import Verdict
from gan_desktop.training import GanTrainer

WILD = {"training.learning_rate_g": 1.0, "training.learning_rate_d": 1.0,
        "dynamics.optimiser": "sgd", "training.objective": "wasserstein"}  # fmt: skip


@pytest.fixture
def designs(quick_config):
    return (
        quick_config,
        quick_config.with_values({"regularisers.r1": 1.0, "training.seed": 7}),
        quick_config.with_values({"training.objective": "hinge", "training.d_steps": 2}),
    )


@pytest.fixture
def session(qtbot, no_leaks):
    made = ComparisonSession()
    yield made
    made.close()
    made.close()


@pytest.fixture
def ready(session, designs, qtbot):
    session.compare(designs)
    qtbot.waitUntil(lambda: session.lanes[0].snapshot is not None, timeout=60_000)
    return session


@pytest.fixture
def wait_for(qtbot):
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)


def planned(designs, steps: int):
    return [config.with_values({"training.steps": steps}) for config in designs]


def test_in_lock_step_each_is_bitwise_what_it_is_alone(ready, designs, wait_for):
    ready.compare(planned(designs, 37))
    ready.play()
    wait_for(lambda: ready.state is TrainingState.PAUSED and ready.step == 37)
    for lane, config in zip(ready.lanes, designs, strict=True):
        alone = GanTrainer(config.with_values({"training.seed": designs[0].training.seed}))
        alone.run(37)
        np.testing.assert_array_equal(lane.snapshot.fake, alone.snapshot().fake)
        assert lane.snapshot.step == 37


def test_every_update_has_all_at_the_same_step_measured_alike(ready, wait_for):
    seen = []
    ready.updated.connect(lambda: seen.append([lane.snapshot for lane in ready.lanes]))
    ready.play()
    wait_for(lambda: len(seen) >= 6 and any(all(s.metrics for s in row) for row in seen))
    for row in seen:
        assert {s.step for s in row} == {row[0].step}
        assert row[0].step % 5 == 0
        assert all(s.measured == row[0].measured for s in row)
        # The same real points: the same target and seed.
        assert all(np.array_equal(s.real, row[0].real) for s in row)
    assert ready.step == seen[-1][0].step
    assert ready.steps_per_second > 0


def test_no_loss_is_lost_and_each_has_its_verdict(ready, designs, wait_for):
    ready.compare(planned(designs, 200))
    ready.play()
    wait_for(lambda: ready.state is TrainingState.PAUSED and ready.step == 200)
    for lane in ready.lanes:
        steps, values = lane.history.curve("d_loss")
        assert list(steps[~np.isnan(values)]) == list(range(5, 201, 5))
        assert isinstance(lane.judgement.verdict, Verdict)
    # To the planned end, and on from there only when it is asked for again.
    ready.play()
    wait_for(lambda: ready.step > 220)


def test_one_that_diverges_stops_alone_with_its_sentence(session, quick_config, wait_for):
    wild = quick_config.with_values(WILD)
    session.compare(planned((quick_config, wild), 4000))
    session.play()
    wait_for(lambda: session.lanes and session.lanes[1].diverged)
    bad, good = session.lanes[1], session.lanes[0]
    assert bad.diverged.startswith("Training diverged at step ")
    stopped = bad.snapshot.step
    wait_for(lambda: session.step > stopped + 50)
    assert session.state is TrainingState.TRAINING
    assert good.snapshot.step == session.step
    assert bad.snapshot.step == stopped
    session.pause()
    wait_for(lambda: session.state is TrainingState.PAUSED)
    wait_for(lambda: bad.judgement.verdict is Verdict.DIVERGED)
    assert good.judgement.verdict is not Verdict.DIVERGED
    alone = GanTrainer(quick_config)
    alone.run(session.step)
    np.testing.assert_array_equal(good.snapshot.fake, alone.snapshot().fake)


def test_when_all_have_diverged_it_ends_until_the_next_comparison(session, quick_config, wait_for):
    wild = quick_config.with_values(WILD)
    session.compare((wild, wild))
    session.play()
    wait_for(lambda: session.state is TrainingState.DIVERGED)
    assert not session.can_train
    session.play()
    assert session.state is TrainingState.DIVERGED
    session.compare((quick_config, quick_config))
    session.play()
    wait_for(lambda: session.step >= 5)


def test_a_window_that_never_draws_holds_one_update(ready, designs, wait_for, monkeypatch):
    monkeypatch.setattr(ready._ack_timer, "start", lambda: None)
    wait_for(lambda: ready.state is TrainingState.IDLE)
    built = []
    original = GanTrainer.snapshot
    monkeypatch.setattr(
        GanTrainer, "snapshot", lambda self, **wanted: built.append(1) or original(self, **wanted)
    )
    ready.compare(planned(designs, 100))
    ready.play()
    wait_for(lambda: ready.state is TrainingState.PAUSED)
    assert len(built) == len(designs)
    ready._drawn.emit()
    wait_for(lambda: ready.step == 100)
    assert all(lane.snapshot.step == 100 for lane in ready.lanes)


def test_step_is_one_of_each_and_pause_is_idempotent(ready, wait_for):
    ready.take_step()
    wait_for(lambda: ready.step == 1)
    assert [lane.snapshot.step for lane in ready.lanes] == [1, 1, 1]
    ready.pause()
    ready.pause()
    ready.play()
    ready.play()
    wait_for(lambda: ready.step > 10)
    ready.pause()
    ready.pause()
    wait_for(lambda: ready.state is TrainingState.PAUSED)


def test_late_results_of_an_old_comparison_are_dropped(ready, designs, wait_for):
    ready.play()
    wait_for(lambda: ready.step >= 10)
    old, late = ready._run_id, ready.lanes[0].snapshot
    seen = []
    ready.compare(designs)
    assert ready.step == 0
    assert ready.lanes[0].snapshot is None
    ready.updated.connect(lambda: seen.append(ready.lanes[0].snapshot.run_id))
    lanes = (LaneUpdate(late, (), None, ""),) * 3
    ready._on_updated(ComparisonUpdate(old, 10, lanes, 1.0, 0.0))
    ready._on_reported(ComparisonReport(old, TrainingState.FAILED, "old news"))
    assert ready.lanes[0].snapshot is None
    assert ready.state is TrainingState.PREPARING
    wait_for(lambda: seen and ready.state is TrainingState.IDLE)
    assert old not in seen
    assert ready.step == 0


def test_a_refusal_changes_nothing(ready, designs):
    before = ready.lanes
    bad = designs[0].with_values(
        {"networks.discriminator_normalisation": "batch", "regularisers.r1": 1.0}
    )
    with pytest.raises(InvalidValueError, match="Batch normalisation"):
        ready.compare((designs[0], bad))
    assert ready.lanes is before


def test_an_error_of_ours_is_told_and_the_next_comparison_works(
    ready, designs, wait_for, monkeypatch
):
    def broken(_self):
        raise RuntimeError("broken")

    with monkeypatch.context() as patch:
        patch.setattr(GanTrainer, "step", broken)
        ready.play()
        wait_for(lambda: ready.state is TrainingState.FAILED)
    assert ready.reason == "RuntimeError: broken"
    assert "Traceback" in ready.details
    ready.compare(designs)
    ready.play()
    wait_for(lambda: ready.step >= 5)


def test_closed_while_it_trains_and_slots_run_on_the_gui_thread(ready, wait_for):
    threads = []
    ready.updated.connect(lambda: threads.append(QThread.currentThread()))
    ready.play()
    wait_for(lambda: len(threads) >= 2)
    assert set(threads) == {ready.thread()}
    ready.close()
    count = len(threads)
    assert not ready._thread.isRunning()
    ready.pause()
    assert len(threads) == count


def test_closing_without_ever_starting_and_comparing_afterwards(session, designs):
    session.close()
    session.compare(designs)
    assert not session._thread.isRunning()


def test_given_up_within_a_turn(session, designs, wait_for, monkeypatch):
    """Closing does not wait for the steps of the other designs."""
    session.compare(designs)
    wait_for(lambda: session.state is TrainingState.IDLE)
    stepped = []

    def slow(self):
        stepped.append(self)
        session._worker.give_up()

    monkeypatch.setattr(GanTrainer, "step", slow)
    session.play()
    wait_for(lambda: stepped)
    session.close()
    assert len(stepped) == 1


def test_new_lanes_have_the_floor_that_is_known(session, designs, wait_for, monkeypatch):
    """After Reset, or with another design: the target is the same, and no more is drawn of it."""
    monkeypatch.setattr(floor, "COUNT", 50)
    session.compare(designs)
    wait_for(lambda: session.lanes[0].snapshot is not None)
    lanes = session._worker._lanes
    (builder,) = session._worker._floors.values()
    wait_for(lambda: builder.report.complete)
    bands = dict(lanes[0].floor)
    session.compare((designs[0], designs[2]))
    wait_for(lambda: session.lanes[0].snapshot is not None)
    assert lanes[0] not in session._worker._lanes
    for lane in session._worker._lanes:
        assert dict(lane.floor) == bands
