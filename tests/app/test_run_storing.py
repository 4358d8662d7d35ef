"""Every run of the window is in a file as it happens, and training waits for none of it."""

import os
import threading

import numpy as np
import pytest

from gan_desktop.app.bounded_jobs import BoundedJobs, Kind
from gan_desktop.app.branching import branch_at
from gan_desktop.app.messages import TrainingState
from gan_desktop.app.run_library import MOST_RUNS, RunLibrary
from gan_desktop.app.run_storing import RunStoring
from gan_desktop.app.session import TrainingSession
from gan_desktop.core.errors import DivergedError, InvalidValueError
from gan_desktop.core.events import EventKind
from gan_desktop.core.metrics import METRICS
from gan_desktop.store.run_file import RunReader, RunWriter
from gan_desktop.training import GanTrainer
from gan_desktop.training.replay import replay


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "runs"


@pytest.fixture
def session(qtbot, no_leaks, quick_config, folder):
    made = TrainingSession(quick_config)
    made.store_runs(folder)
    yield made
    made.close()


@pytest.fixture
def ready(session, qtbot):
    session.prepare()
    qtbot.waitUntil(lambda: session.run_path is not None, timeout=60_000)
    return session


def trained(session, qtbot, until: int):
    """Train to a step and wait until all of it is in the file."""
    session.play(until=until)
    qtbot.waitUntil(lambda: session.state is TrainingState.PAUSED, timeout=20_000)
    qtbot.waitUntil(lambda: last_step(session.run_path) == until)


def last_step(path) -> int:
    with RunReader.open(path) as run:
        return int(run.steps[-1]) if len(run) else -1


def test_every_refresh_is_stored_though_the_window_draws_none(ready, qtbot, quick_config):
    drawn: list[int] = []
    ready.updated.connect(lambda: drawn.append(ready.snapshot.step))
    # A window that takes a minute for each picture; fewer snapshots than may wait for the disk.
    ready._ack_timer.setInterval(60_000)
    trained(ready, qtbot, 150)
    assert len(drawn) <= 2
    ready._ack_timer.setInterval(0)
    ready._drawn.emit()
    qtbot.waitUntil(lambda: ready.snapshot.step == 150)

    def measured() -> bool:
        with RunReader.open(ready.run_path) as run:
            return dict(run.snapshot(30).metrics) == dict(ready.snapshot.metrics)

    qtbot.waitUntil(measured)
    with RunReader.open(ready.run_path) as run:
        assert run.config == quick_config
        assert run.steps.tolist() == list(range(0, 151, 5))
        np.testing.assert_array_equal(run.snapshot(30).fake, ready.snapshot.fake)
        curves = run.history().curves()
        assert curves.keys() == set(METRICS.keys())
        for key, (steps, values) in ready.history.curves().items():
            np.testing.assert_array_equal(curves[key][0], steps)
            np.testing.assert_array_equal(curves[key][1], values)
        assert not run.finished
        assert run.state_steps == (0,)


def test_a_branch_makes_the_points_of_the_run_and_goes_on_as_it_did(ready, qtbot, quick_config):
    trained(ready, qtbot, 35)
    moved = quick_config.target.with_mode(0, mean=(0.5, 0.5))
    edited = quick_config.with_values({"training.batch_size": 48}).replaced(target=moved)
    ready.apply(edited)
    trained(ready, qtbot, 120)
    with RunReader.open(ready.run_path) as run:
        (event,) = run.events()
        assert (event.step, event.config) == (35, edited)
        branch = branch_at(run, 75)
        assert branch.exact is True
        assert branch.trainer.config == edited
        branch.trainer.run(45)
        last = len(run) - 1
        assert run.steps[last] == 120
        np.testing.assert_array_equal(branch.trainer.snapshot().fake, run.snapshot(last).fake)
        assert branch_at(run, 77).exact is None
        assert branch_at(run, 75, cancelled=lambda: True) is None


def test_a_run_that_is_over_is_one_file_and_an_empty_one_is_gone(ready, qtbot, folder):
    empty = ready.run_path
    ready.reset(ready.running_config)
    qtbot.waitUntil(lambda: ready.run_path not in (None, empty), timeout=20_000)
    assert not empty.exists()
    trained(ready, qtbot, 20)
    first = ready.run_path
    ready.close()
    assert list(folder.iterdir()) == [first]
    with RunReader.open(first) as run:
        assert run.finished
        assert run.steps[-1] == 20


def test_a_run_that_goes_on_from_a_state_begins_there(ready, qtbot, quick_config):
    trainer = GanTrainer(quick_config)
    trainer.run(7)
    ready.go_on(trainer)
    qtbot.waitUntil(lambda: ready.run_path is not None, timeout=20_000)
    trained(ready, qtbot, 20)
    with RunReader.open(ready.run_path) as run:
        assert run.first_step == 7
        assert run.state_steps[0] == 7
        assert branch_at(run, 15).exact is True


def test_a_folder_that_cannot_be_written_ends_the_storing_alone(
    qtbot, no_leaks, quick_config, tmp_path
):
    (tmp_path / "file").touch()
    session = TrainingSession(quick_config)
    session.store_runs(tmp_path / "file")
    told: list[str] = []
    session.storing_failed.connect(told.append)
    session.prepare()
    session.play(until=50)
    qtbot.waitUntil(
        lambda: session.snapshot is not None and session.snapshot.step == 50, timeout=60_000
    )
    qtbot.waitUntil(lambda: bool(told))
    assert session.run_path is None
    assert session.state is TrainingState.PAUSED
    session.close()
    assert len(told) == 1
    assert str(tmp_path / "file") in told[0]


def test_a_full_disk_ends_the_storing_and_not_the_training(ready, qtbot, monkeypatch):
    told: list[str] = []
    ready.storing_failed.connect(told.append)
    trained(ready, qtbot, 50)
    add = RunWriter.add_snapshot

    def fails(writer, snapshot):
        if snapshot.step > 100:
            # What a full disk makes of SQLite.
            writer._file.connection.execute("PRAGMA max_page_count = 1")
        add(writer, snapshot)

    monkeypatch.setattr(RunWriter, "add_snapshot", fails)
    path = ready.run_path
    ready.play(until=400)
    qtbot.waitUntil(lambda: ready.snapshot.step == 400, timeout=20_000)
    qtbot.waitUntil(lambda: bool(told))
    with RunReader.open(path) as run:
        assert 50 <= run.steps[-1] < 400
        assert run.snapshot(len(run) - 1).step == run.steps[-1]
    assert len(told) == 1
    assert told[0].startswith(f"{path}: No space left on device")


def test_a_run_that_went_on_after_a_failed_step_is_repeated_as_it_was(ready, qtbot, monkeypatch):
    step, failed = GanTrainer.step, []

    def fails_once(trainer):
        if trainer.steps_done == 12 and not failed:
            failed.append(trainer._parts.latent(5))
            raise DivergedError(13, "generator", "loss nan")
        step(trainer)

    monkeypatch.setattr(GanTrainer, "step", fails_once)
    pinned, add_state = {}, RunWriter.add_state

    def watched(writer, step, *state, **how):
        pinned[step] = how["pinned"]
        return add_state(writer, step, *state, **how)

    monkeypatch.setattr(RunWriter, "add_state", watched)
    ready.play(until=50)
    qtbot.waitUntil(lambda: ready.state is TrainingState.DIVERGED)
    trained(ready, qtbot, 50)
    with RunReader.open(ready.run_path) as run:
        assert run.state_steps == (0, 12)
        # It is never thinned out.
        assert pinned[12]
        assert [(e.step, e.kind) for e in run.events()] == [(12, EventKind.HALF_STEP)]
        assert branch_at(run, 10).exact is True
        assert branch_at(run, 40).exact is True
        with pytest.raises(InvalidValueError, match="through step 12"):
            replay(run.config, None, run.events(), 40)
    assert [text for _, text in ready.events] == ["a step that failed"]


def test_a_move_of_one_network_is_kept_with_its_state(ready, qtbot):
    trained(ready, qtbot, 20)
    ready.move(EventKind.D_MOVE)
    ready.move(EventKind.G_MOVE)
    trained(ready, qtbot, 40)
    with RunReader.open(ready.run_path) as run:
        assert [(e.step, e.kind) for e in run.events()] == [
            (20, EventKind.D_MOVE),
            (20, EventKind.G_MOVE),
        ]
        assert run.state_steps == (0, 20)
        assert run.state_at(20).events == 2
        assert branch_at(run, 30).exact is True
        # Without the state the moves are made again.
        again = replay(run.config, None, run.events(), 30).snapshot().fake
        np.testing.assert_array_equal(again, run.snapshot(run.steps.tolist().index(30)).fake)


def test_a_disk_that_hangs_keeps_nobody_waiting(ready, qtbot, monkeypatch):
    released = threading.Event()
    add = RunWriter.add_snapshot

    def hangs(writer, snapshot):
        released.wait(60)
        add(writer, snapshot)

    monkeypatch.setattr(RunWriter, "add_snapshot", hangs)
    ready.play(until=500)
    qtbot.waitUntil(lambda: ready.snapshot.step == 500, timeout=20_000)
    released.set()
    trained(ready, qtbot, 505)
    with RunReader.open(ready.run_path) as run:
        # One was being written, as many as the bound allows were waiting; and what came later.
        assert Kind.PICTURE.most < len(run) < 60
        # The last of a run that is left out counts once more when it is measured in full.
        assert 0 <= ready.skipped - (len(range(0, 506, 5)) - len(run)) <= 1
        assert run.history().curve("d_loss")[0].size == 102
        assert run.state_steps == (0, 500)


def test_only_a_run_that_is_trained_makes_older_ones_go(session, qtbot, folder):
    folder.mkdir()
    for day in range(1, MOST_RUNS + 1):
        old = folder / f"2026-01-{day:02} 00.00.00 abc.ganrun"
        old.touch()
        os.utime(old, (day, day))
    session.prepare()
    qtbot.waitUntil(lambda: session.run_path is not None, timeout=60_000)
    assert len(list(folder.glob("2026-01-*"))) == MOST_RUNS
    trained(session, qtbot, 5)
    assert len(list(folder.glob("2026-01-*"))) == MOST_RUNS - 1
    assert not (folder / "2026-01-01 00.00.00 abc.ganrun").exists()


def test_a_state_that_cannot_be_made_again_is_never_left_out(tmp_path, quick_config, monkeypatch):
    released, begun, kept = threading.Event(), threading.Event(), []

    def hangs(writer, step, tree, tensors, *, pinned=False):
        begun.set()
        released.wait(60)
        kept.append((step, pinned))
        return True

    monkeypatch.setattr(RunWriter, "add_state", hangs)
    failures: list[object] = []
    storing = RunStoring(lambda _report: None, lambda _run, reason: failures.append(reason))
    storing.use(RunLibrary(tmp_path))
    trainer = GanTrainer(quick_config)
    storing.begin(trainer, "run")
    assert begun.wait(60)
    for _ in range(Kind.STATE.most + 1):
        storing.keep_state(trainer)
    storing.keep_state(trainer, pinned=True)
    released.set()
    storing.close()
    assert kept == [(0, False)] * (Kind.STATE.most + 1) + [(0, True)]
    assert failures == []


def test_each_kind_of_job_has_its_bound_and_all_keep_their_order() -> None:
    jobs, done = BoundedJobs(), []
    for number in range(Kind.STATE.most + 1):
        taken = jobs.put(Kind.STATE, lambda n=number: done.append(n))
        assert taken == (number < Kind.STATE.most)
    assert jobs.put(Kind.EVENT, lambda: done.append("event"))
    for _ in range(Kind.STATE.most + 1):
        jobs.take(0)()
    assert done == [*range(Kind.STATE.most), "event"]
    assert jobs.take(0) is None
    assert jobs.put(Kind.STATE, lambda: None)
