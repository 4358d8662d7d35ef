"""Judging over seeds, with real processes: nobody's death stops the others, nothing is left."""

import hashlib
import os
import signal
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from ctypes import c_bool, c_longlong
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path

import psutil
import pytest

from gan_desktop.app.jury import Jury, SeedState, cpu_count
from gan_desktop.app.jury_report import report
from gan_desktop.app.jury_slot import Slot, end
from gan_desktop.app.seed_worker import Shared
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.targets import TARGETS
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.core.verdict.seed_row import Ending
from gan_desktop.core.words import Text

FOREVER = {"training.steps": 100_000_000}
# Momentum over a vanished second moment: it blows up within some ten steps.
BLOWS_UP = {
    "networks.generator_hidden": (16,) * 8,
    "networks.discriminator_hidden": (16,) * 8,
    "training.learning_rate_g": 1.0,
    "training.learning_rate_d": 1.0,
    "training.beta1_g": 0.9,
    "training.beta1_d": 0.9,
    "training.beta2_g": 0.0,
    "training.beta2_d": 0.0,
}


def workers() -> list[psutil.Process]:
    """Worker processes of this one."""
    found = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found


@pytest.fixture(autouse=True)
def _nothing_is_left():
    """Fails when a process or a thread is left behind."""
    threads = set(threading.enumerate())
    yield
    assert workers() == []
    assert set(threading.enumerate()) <= threads


@pytest.fixture(scope="module")
def design(quick_config):
    return quick_config.with_values({"training.steps": 300, "training.seed": 7})


@pytest.fixture(scope="module")
def in_two(design):
    """Rows of three seeds from two processes, all that was told meanwhile, their niceness."""
    told, nice = [], set()

    def tell(progress):
        told.append(progress)
        if progress.seeds[2].steps:
            nice.update(worker.nice() for worker in workers())

    rows = Jury(design, 3, jobs=2, niceness=3).run(tell)
    return rows, told, nice


def test_seeds_follow_the_designs_own(in_two):
    rows, told, _ = in_two
    assert [row.seed for row in rows] == [7, 8, 9]
    assert all((row.ending, row.steps) == (Ending.FINISHED, 300) for row in rows)
    assert len({row.points_sha256 for row in rows}) == 3
    assert told[-1].rows == rows


def test_the_points_are_those_of_a_plain_trainer(in_two, design):
    from gan_desktop.training import GanTrainer

    trainer = GanTrainer(design.with_values({"training.seed": 8}))
    trainer.run(300)
    points = trainer.snapshot().fake
    assert in_two[0][1].points_sha256 == hashlib.sha256(points.tobytes()).hexdigest()


def test_workers_are_as_nice_as_was_asked(in_two):
    assert in_two[2] == {os.nice(0) + 3}


def test_a_worker_tells_its_steps_and_hears_of_the_wish_to_cancel():
    shared = Shared(c_longlong(0), c_bool(False))
    assert shared.go_on(5)
    assert shared.steps.value == 5
    shared.cancelled.value = True
    assert not shared.go_on(6)


def test_progress_goes_from_waiting_to_done(in_two):
    _, told, _ = in_two
    assert [seed.state for seed in told[0].seeds] == ["running", "running", "waiting"]
    assert {seed.state for seed in told[-1].seeds} == {SeedState.DONE}
    shares = [progress.share for progress in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    for index in range(3):
        steps = [progress.seeds[index].steps for progress in told]
        assert steps == sorted(steps)
        assert any(0 < s < 300 for s in steps)


def test_one_process_gives_the_same_report_as_two(in_two, design):
    rows, _, _ = in_two
    one = Jury(design, 3, jobs=1)
    assert one.jobs == 1
    reports = [report(design, SeedSummary.of(found), asked=3) for found in (rows, one.run())]
    assert reports[0] == reports[1]


def test_a_worker_that_is_killed_costs_its_seed_only(quick_config):
    killed = []

    def kill_one(progress):
        if not killed and any(seed.steps > 50 for seed in progress.seeds):
            killed.append(workers()[0])
            killed[0].kill()

    config = quick_config.with_values({"training.steps": 800, "display.snapshot_every": 100})
    rows = Jury(config, 3, jobs=2).run(kill_one)
    assert len(rows) == 3
    (dead,) = [row for row in rows if row.ending is Ending.DIED]
    assert dead.why == "Its process was killed by signal 9 (SIGKILL)."
    assert isinstance(dead.why, Text)
    assert dead.steps < 800
    finished = [row for row in rows if row is not dead]
    assert all((row.ending, row.steps) == (Ending.FINISHED, 800) for row in finished)


def test_an_idle_worker_that_dies_is_replaced(quick_config):
    slot = Slot(SpawnContext().RawValue(c_bool, False), 0)
    config = quick_config.with_values({"training.steps": 2})
    try:
        first = slot.start(config).result()
        (worker,) = workers()
        assert slot.start(config).result() == first
        assert workers() == [worker], "torch would be imported for each seed"
        worker.kill()
        # The executor notices on a thread of its own.
        slot.context.process.join()
        rows = []
        while not rows:
            with suppress(BrokenProcessPool):
                rows.append(slot.start(config).result())
        assert rows == [first]
        assert workers() != [worker]
    finally:
        end([slot])


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_design_that_blows_up_has_a_row_for_each_seed(quick_config, in_two):
    # What multiprocessing keeps for later was opened by the jury before.
    before = open_files()
    rows = Jury(quick_config.with_values(BLOWS_UP), 3, jobs=1).run()
    assert [row.ending for row in rows] == [Ending.DIVERGED] * 3
    assert all(row.why.startswith("Training diverged at step ") for row in rows)
    assert SeedSummary.of(rows).success.rate == 0
    assert open_files() <= before


def deaf(worker) -> bool:
    """Whether it hears neither Ctrl-C nor the end of its terminal."""
    status = Path(f"/proc/{worker.pid}/status").read_text()
    masks = dict(line.split(":", 1) for line in status.splitlines())
    closed = int(masks["SigBlk"], 16) | int(masks["SigIgn"], 16)
    return all(closed >> (number - 1) & 1 for number in (signal.SIGINT, signal.SIGHUP))


def test_cancel_while_torch_is_imported(quick_config):
    jury = Jury(quick_config.with_values(FOREVER), 2, jobs=2)
    at = []

    def cancel(progress):
        if not at:
            assert [deaf(worker) for worker in workers()] == [True, True]
            at.append(time.monotonic())
            jury.cancel()

    assert jury.run(cancel) == ()
    assert time.monotonic() - at[0] < 2


def test_cancel_from_another_thread_even_of_a_worker_that_hangs(quick_config):
    jury = Jury(quick_config.with_values(FOREVER), 2, jobs=1)
    running, further, result, last, goal = threading.Event(), threading.Event(), [], [], []

    def tell(progress):
        last[:] = [progress]
        if progress.seeds[0].steps:
            running.set()
        if goal and progress.seeds[0].steps > goal[0]:
            further.set()

    thread = threading.Thread(target=lambda: result.append(jury.run(tell)))
    thread.start()
    assert running.wait(60)
    (worker,) = workers()
    worker.send_signal(signal.SIGINT)
    goal.append(last[0].seeds[0].steps)
    assert further.wait(60), "the worker listened to Ctrl-C"
    worker.suspend()
    start = time.monotonic()
    jury.cancel()
    thread.join(60)
    assert time.monotonic() - start < 2
    assert result == [()]
    assert {seed.state for seed in last[0].seeds} == {SeedState.WAITING}


def test_an_error_of_the_listener_ends_the_workers(quick_config):
    def tell(progress):
        raise RuntimeError("the window is gone")

    with pytest.raises(RuntimeError, match="the window is gone"):
        Jury(quick_config.with_values(FOREVER), 1).run(tell)


def test_a_cancelled_jury_starts_nothing(quick_config, monkeypatch):
    monkeypatch.setattr(SpawnProcess, "start", lambda _self: pytest.fail("started"))
    jury = Jury(quick_config, 2)
    jury.cancel()
    assert jury.run() == ()


def test_no_room_for_a_process_is_said_in_the_rows(quick_config, monkeypatch):
    def start(_self):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(SpawnProcess, "start", start)
    rows = Jury(TARGETS["line"].put_into(quick_config), 2).run()
    assert [row.ending for row in rows] == [Ending.DIED] * 2
    assert SeedSummary.of(rows).success is None
    assert "Resource temporarily unavailable" in rows[0].why


def test_with_room_for_one_process_that_one_trains_all_seeds(quick_config, monkeypatch):
    original, started = SpawnProcess.start, []

    def start(process):
        if started:
            raise OSError(11, "Resource temporarily unavailable")
        started.append(process)
        original(process)

    monkeypatch.setattr(SpawnProcess, "start", start)
    rows = Jury(quick_config.with_values({"training.steps": 5}), 3, jobs=2).run()
    assert [row.ending for row in rows] == [Ending.FINISHED] * 3


def test_jobs_are_the_cpus_and_at_most_the_seeds(quick_config):
    assert Jury(quick_config, 1000).jobs == cpu_count() == len(os.sched_getaffinity(0))
    assert Jury(quick_config, 2, jobs=50).jobs == 2


def test_a_design_that_cannot_work_is_one_sentence_and_starts_no_process(quick_config):
    config = quick_config.with_values(
        {"networks.discriminator_normalisation": "batch", "regularisers.wgan_gp": 1.0}
    )
    with pytest.raises(InvalidValueError, match="atch normalisation"):
        Jury(config, 2)


@pytest.mark.parametrize("seeds", [0, -1, 1001])
def test_a_wrong_number_of_seeds_is_one_sentence(quick_config, seeds):
    with pytest.raises(InvalidValueError, match="allowed: 1 to 1,000"):
        Jury(quick_config, seeds)


def test_seeds_beyond_the_largest_are_refused(quick_config):
    config = quick_config.with_values({"training.seed": 2**63 - 2})
    assert Jury(config, 2).configs[1].training.seed == 2**63 - 1
    with pytest.raises(InvalidValueError, match="Seed"):
        Jury(config, 3)
