"""Reading stored runs beside the window: it can be left at any moment."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import numpy as np
import pytest

from gan_desktop.app.comparison.stored import StoredComparison
from gan_desktop.app.run_observing import RunObserving
from gan_desktop.app.run_reading import RunReading
from gan_desktop.app.runs_in_use import HeldRun
from gan_desktop.core.presets import load_preset
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.store.run_file import RunReader, RunWriter


@pytest.fixture
def run(tmp_path):
    """A stored run of one snapshot."""
    config, path = load_preset("two-modes"), tmp_path / "run.ganrun"
    points = config.target.sample(10, np.random.default_rng(0))
    with RunWriter(path, config, "run") as writer:
        writer.add_snapshot(Snapshot("run", 0, points, points, {"js": 0.5}, config.target))
    return path


@pytest.fixture
def endless(monkeypatch):
    """Reading the history never ends; set as soon as it has begun."""
    begun = threading.Event()

    def history(reader: RunReader):
        begun.set()
        query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 2 FROM n) SELECT i FROM n"
        with reader._file.at("measures"):
            reader._file.one(f"{query} WHERE i > 2")

    monkeypatch.setattr(RunReader, "history", history)
    return begun


def test_a_run_whose_reading_never_ends_keeps_nobody_from_closing(qtbot, no_leaks, run, endless):
    reading = RunReading()
    told: list[object] = []
    reading.failed.connect(told.append)
    reading.open(run)
    qtbot.waitUntil(endless.is_set)
    reading.close()
    assert not reading._thread.isRunning()
    reading.close()
    assert told == []


def test_a_comparison_whose_reading_never_ends_can_be_closed(qtbot, no_leaks, run, endless):
    comparison = StoredComparison()
    comparison.open((run, run))
    qtbot.waitUntil(endless.is_set)
    comparison.close()
    assert not comparison._thread.isRunning()


def test_what_is_looked_at_is_held_until_it_is_let_go(qtbot, no_leaks, run, monkeypatch):
    closed: list[object] = []
    close = HeldRun.close
    monkeypatch.setattr(HeldRun, "close", lambda reader: (closed.append(reader), close(reader)))
    reading = RunReading()
    with qtbot.waitSignal(reading.opened):
        reading.open(run)
    assert closed == []
    reading.let_go()
    qtbot.waitUntil(lambda: len(closed) == 1)
    reading.close()


# A thread that hangs for good must not take the process with it either.
HANGING = """
import threading
from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot
from gan_desktop.app.ending import end

class Stuck(QObject):
    wanted = Signal()

    @Slot()
    def hang(self):
        begun.set()
        threading.Event().wait()

application = QCoreApplication([])
begun = threading.Event()
thread, worker = QThread(), Stuck()
worker.moveToThread(thread)
worker.wanted.connect(worker.hang, Qt.ConnectionType.QueuedConnection)
thread.start()
worker.wanted.emit()
begun.wait()
print(end(thread, worker, 0.05), end(thread, worker))
"""


def test_verdicts_leave_out_a_snapshot_that_is_damaged(tmp_path):
    config, path = load_preset("two-modes"), tmp_path / "run.ganrun"
    points = config.target.sample(10, np.random.default_rng(0))
    with RunWriter(path, config, "run") as writer:
        for step in (0, 50, 100):
            measured = {"high_quality": 0.9}
            writer.add_snapshot(Snapshot("run", step, points, points, measured, config.target))
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE cloud SET fake = ? WHERE step = 50", (b"damaged",))
    with RunReader.open(path) as reader:
        observing = RunObserving(reader, (), reader.history())
        while observing.advance():
            pass
        assert [seen.step for seen in observing.result().observations] == [0, 100]


def test_a_thread_that_hangs_is_left_to_itself():
    done = subprocess.run(
        [sys.executable, "-c", HANGING], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "False False\n", "")
