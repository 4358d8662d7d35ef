"""Judging beside an event loop: what is told, on which thread, how it ends."""

import os
import signal
import threading
import time

import pytest

from gan_desktop.app.judging import Judged, JudgingOrder, JudgingSession
from gan_desktop.app.judging_worker import JudgingWorker
from gan_desktop.app.jury import Jury, JuryProgress, SeedProgress, SeedState
from gan_desktop.app.pace import Pace
from gan_desktop.core.verdict.seed_row import Ending, SeedRow

FOREVER = 100_000_000


class Listener:
    """What a session said, and on which threads."""

    def __init__(self, session: JudgingSession) -> None:
        self.session = session
        self.told: list[JuryProgress] = []
        self.finished: list[Judged] = []
        self.failed: list[str] = []
        self.threads: set[int] = set()
        session.progressed.connect(self._on_progressed)
        session.finished.connect(self._on_finished)
        session.failed.connect(self._on_failed)

    def _on_progressed(self) -> None:
        self.threads.add(threading.get_ident())
        self.told.append(self.session.progress.jury)

    def _on_finished(self, judged: Judged) -> None:
        self.threads.add(threading.get_ident())
        self.finished.append(judged)

    def _on_failed(self, reason: str) -> None:
        self.failed.append(reason)


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    """On a machine that does other things as well, workers that make way would take minutes."""
    monkeypatch.setattr("gan_desktop.app.judging_worker.NICENESS", 1)


@pytest.fixture
def session(qtbot, no_leaks):
    made = JudgingSession()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def listener(session):
    return Listener(session)


@pytest.fixture
def wait_for(qtbot):
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=60_000)


@pytest.fixture
def order(quick_config):
    def make(seeds: int, steps: int, jobs: int = 1) -> JudgingOrder:
        config = quick_config.with_values({"training.steps": steps})
        return JudgingOrder("a design", config, quick_config, seeds, jobs)

    return make


def test_all_seeds_are_told_of_and_judged(session, listener, order, wait_for, workers):
    session.start(order(3, 40, jobs=2))
    assert session.running
    wait_for(lambda: listener.finished)
    (judged,) = listener.finished
    assert judged.complete
    assert session.judged is judged
    assert not session.running
    assert [row.seed for row in judged.summary.rows] == [0, 1, 2]
    assert all(row.ending is Ending.FINISHED and row.steps == 40 for row in judged.summary.rows)
    assert listener.told[-1].rows == judged.summary.rows
    assert listener.told[0].rows == ()
    assert listener.threads == {threading.get_ident()}
    assert not workers()


def test_after_a_cancel_what_is_done_is_judged(session, listener, order, wait_for, workers):
    session.start(order(200, 40))
    wait_for(lambda: listener.told and listener.told[-1].rows)
    session.cancel()
    assert session.cancelling
    wait_for(lambda: listener.finished)
    (judged,) = listener.finished
    assert 1 <= judged.done < 200
    assert not judged.complete
    assert not session.cancelling
    assert not workers()


def test_a_dead_process_is_a_row_that_says_why(session, listener, order, wait_for, workers):
    session.start(order(1, FOREVER))
    wait_for(lambda: listener.told and listener.told[-1].seeds[0].steps)
    os.kill(workers()[0].pid, signal.SIGKILL)
    wait_for(lambda: listener.finished)
    (row,) = listener.finished[0].summary.rows
    assert row.ending is Ending.DIED
    assert "SIGKILL" in row.why
    assert listener.told[-1].seeds[0].state is SeedState.FAILED


def test_closed_while_its_workers_start_it_leaves_nothing(session, order, wait_for, workers):
    session.start(order(2, FOREVER, jobs=2))
    wait_for(workers)
    before = time.monotonic()
    session.close()
    assert time.monotonic() - before < 2
    assert not workers()
    session.start(order(1, 1))
    assert not session.running


def test_cancelled_at_once_it_starts_no_process(session, listener, order, wait_for, monkeypatch):
    monkeypatch.setattr(Jury, "run", lambda *_: pytest.fail("it was run"))
    session.start(order(2, 10))
    session.cancel()
    wait_for(lambda: listener.finished)
    assert listener.finished[0].summary is None
    assert not listener.finished[0].complete


def test_seeds_beyond_the_largest_are_refused_in_a_sentence(
    session, listener, quick_config, wait_for
):
    last = quick_config.with_values({"training.seed": 2**63 - 1})
    session.start(JudgingOrder("a design", last, quick_config, 2, 1))
    wait_for(lambda: listener.failed)
    assert "Seed: " in listener.failed[0]
    assert not session.running
    assert not listener.finished


def test_an_error_of_ours_is_told_and_reported(
    session, listener, order, qtbot, wait_for, monkeypatch
):
    def broken(*_):
        raise RuntimeError("the jury has left")

    monkeypatch.setattr(Jury, "run", broken)
    with qtbot.captureExceptions() as caught:
        session.start(order(1, 10))
        wait_for(lambda: listener.failed)
    assert "the jury has left" in listener.failed[0]
    assert len(caught) == 1
    assert not session.running


def test_news_do_not_pile_up_while_nobody_takes_them(order, monkeypatch):
    def chatty(_jury, tell):
        for steps in range(1, 500):
            tell(JuryProgress((SeedProgress(0, SeedState.RUNNING, steps),), 1000))
        return ()

    monkeypatch.setattr(Jury, "run", chatty)
    monkeypatch.setattr("gan_desktop.app.judging_worker.EVERY_S", 0)
    worker, told = JudgingWorker(), []
    worker.told.connect(lambda: told.append(1))
    worker.judge(order(1, 1000))
    assert len(told) == 1
    assert worker.take().jury.seeds[0].steps == 499
    worker.judge(order(1, 1000))
    assert len(told) == 2


def test_time_left_is_that_of_the_busiest_process(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("gan_desktop.core.rate.time.monotonic", lambda: now[0])
    pace = Pace(2)

    def mark(seconds: float, *seeds: tuple[SeedState, int]) -> None:
        now[0] = seconds
        progress = tuple(
            SeedProgress(
                seed, state, steps, SeedRow.died(seed, steps, "") if state.value == "done" else None
            )
            for seed, (state, steps) in enumerate(seeds)
        )
        pace.mark(JuryProgress(progress, 1000))

    running, waiting, done = SeedState.RUNNING, SeedState.WAITING, SeedState.DONE
    mark(0, (running, 0), (running, 0), (waiting, 0))
    assert pace.seconds_left is None
    # The start of the processes is no training.
    mark(5, (running, 0), (running, 0), (waiting, 0))
    mark(5.5, (running, 1), (running, 1), (waiting, 0))
    for second in range(6, 11):
        steps = 1 + 100 * (second - 5)
        mark(second + 0.5, (running, steps), (running, steps), (waiting, 0))
    # 499 of its own, then the third seed's 1000, at 100 a second; the other process has less.
    assert pace.seconds_left == pytest.approx(14.99, abs=0.1)
    mark(15.5, (done, 1000), (done, 1000), (running, 0))
    mark(20.5, (done, 1000), (done, 1000), (running, 500))
    assert pace.seconds_left == pytest.approx(5, abs=0.5)
    mark(25.5, (done, 1000), (done, 1000), (done, 1000))
    assert pace.seconds_left == 0
