"""What is not saved is kept, and found again when its process has ended."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from gan_desktop.app.document import Document
from gan_desktop.app.experiment import Experiment, Source
from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.app.process_identity import identity, lives, this_machine, this_process
from gan_desktop.app.recovery import DELAY_MS, Recovery
from gan_desktop.app.session import TrainingSession
from gan_desktop.app.settings import Settings
from gan_desktop.store.experiment_file import save_experiment
from gan_desktop.store.recovery_file import Edits, Unsaved, load_recovery, save_recovery


class Desk:
    """An experiment with its recovery, without a window."""

    def __init__(self, config, folder: Path) -> None:
        self.folder = folder
        self.experiment = Experiment(config)
        self.session = TrainingSession(config)
        self.jobs = FileJobs()
        self.document = Document(self.experiment, Settings(), self.jobs)
        self.recovery = Recovery(self.document, self.experiment, self.session, folder)
        self.found, self.failed = [], []
        self.recovery.found.connect(self.found.append)
        self.recovery.failed.connect(self.failed.append)

    def edit(self, seed: int) -> None:
        self.experiment.edit({"training.seed": seed}, "edit")

    @property
    def files(self) -> list[Path]:
        return list(self.folder.glob("*"))

    @property
    def kept(self) -> Unsaved:
        (path,) = self.files
        return load_recovery(path)

    def settle(self, qtbot) -> None:
        """Until what was ordered is done; an edit is waited for no longer."""
        timer = self.recovery._timer
        if timer.isActive():
            timer.stop()
            timer.timeout.emit()
        qtbot.waitUntil(lambda: not self.recovery._jobs.busy)

    def close(self, *, keep: bool = False) -> None:
        self.recovery.end(keep=keep)
        self.session.close()
        self.jobs.close()


@pytest.fixture
def desk(qtbot, no_leaks, quick_config, tmp_path):
    desks = []

    def make() -> Desk:
        desks.append(Desk(quick_config, tmp_path / "recovery"))
        return desks[-1]

    yield make
    for made in desks:
        made.close()


@pytest.fixture
def left(tmp_path, quick_config):
    """Leaves a file of a process that has ended, as a crash does."""

    def leave(name: str = "1.recovery", **changes: object) -> Path:
        folder = tmp_path / "recovery"
        folder.mkdir(exist_ok=True)
        edits = Edits(quick_config.with_values({"training.seed": 5}), quick_config, None)
        unsaved = Unsaved("1 never", this_machine(), datetime.now(), edits, None)
        save_recovery(folder / name, replace(unsaved, **changes))
        return folder / name

    return leave


def test_a_process_is_known_by_its_number_and_its_start():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = identity(child.pid)
    assert process.startswith(f"{child.pid} ")
    assert lives(process)
    assert lives(this_process())
    # The same number, given to another process later.
    assert not lives(f"{child.pid} 1 another boot")
    child.kill()
    # Not asked yet how it ended.
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not lives(process)
    child.communicate()
    assert not lives(process)
    for nonsense in ("", "0 x", "x", "²", "9" * 30):
        assert not lives(nonsense)


def test_edits_are_on_the_disk_within_five_seconds_also_during_a_drag(desk, qtbot):
    made = desk()
    made.edit(5)
    timer = made.recovery._timer
    assert timer.isActive()
    assert timer.interval() == DELAY_MS <= 2500
    # The next edits do not put it off.
    before = timer.timerId()
    made.edit(6)
    assert timer.timerId() == before
    assert not made.files
    made.settle(qtbot)
    assert made.kept.owner == this_process()
    assert made.kept.edits.config == made.experiment.config
    made.edit(7)
    made.settle(qtbot)
    assert made.kept.edits.config.training.seed == 7


def test_a_long_file_job_does_not_put_it_off(desk, qtbot):
    import threading

    made, may_end = desk(), threading.Event()
    made.jobs.order(may_end.wait, lambda _: None, print)
    made.edit(5)
    try:
        made.settle(qtbot)
        assert made.kept.edits.config.training.seed == 5
    finally:
        may_end.set()


def test_it_goes_when_nothing_is_unsaved_and_not_before(desk, qtbot, tmp_path, monkeypatch):
    made = desk()
    made.edit(5)
    made.settle(qtbot)
    (tmp_path / "folder.toml").mkdir()
    with qtbot.waitSignal(made.document.failed):
        made.document.save(tmp_path / "folder.toml")
    made.settle(qtbot)
    assert made.files
    with qtbot.waitSignal(made.document.saved):
        made.document.save(tmp_path / "a.toml")
    made.settle(qtbot)
    assert not made.files
    made.edit(6)
    made.settle(qtbot)
    assert made.kept.edits.path == tmp_path / "a.toml"
    made.experiment.undo()
    made.settle(qtbot)
    assert not made.files


def test_a_window_that_is_closed_leaves_nothing_but_what_nobody_was_asked_about(desk, qtbot):
    asked, not_asked = desk(), desk()
    for made in (asked, not_asked):
        made.edit(5)
        made.settle(qtbot)
    assert len(asked.files) == 2
    asked.close()
    assert len(asked.files) == 1
    # The last edit is kept, too, although its time has not come.
    not_asked.edit(6)
    not_asked.close(keep=True)
    assert not_asked.kept.edits.config.training.seed == 6
    later = desk()
    later.recovery.look()
    later.settle(qtbot)
    assert [each.edits.config.training.seed for each in later.found] == [6]


def test_what_an_ended_process_has_left_is_offered_until_it_is_answered(desk, left, qtbot):
    path = left()
    # Again and again: those before have crashed before anybody answered.
    for _ in range(3):
        made = desk()
        made.recovery.look()
        made.settle(qtbot)
        assert [each.path for each in made.found] == [path]
        made.close(keep=True)
        assert path.exists()
    made = desk()
    made.recovery.look()
    made.settle(qtbot)
    made.recovery.discard(made.found[0])
    made.settle(qtbot)
    assert not path.exists()


def test_what_is_restored_is_given_up_only_when_it_is_in_the_own_file(desk, left, qtbot):
    path = left()
    made = desk()
    made.recovery.look()
    made.settle(qtbot)
    (found,) = made.found
    made.experiment.open(found.edits.config, "restore", found.edits.reference, source=Source())
    made.recovery.adopt(found)
    assert path.exists()
    made.settle(qtbot)
    assert made.files != [path]
    assert made.kept.edits.config == found.edits.config


def test_nothing_of_a_living_process_nor_of_another_machine_is_offered(desk, left, qtbot):
    left("alive.recovery", owner=this_process())
    left("elsewhere.recovery", machine="another one")
    made = desk()
    made.recovery.look()
    made.settle(qtbot)
    assert not made.found
    assert len(made.files) == 2


def test_what_was_saved_in_the_last_moment_is_not_offered(
    desk, left, qtbot, tmp_path, quick_config
):
    edits = Edits(quick_config, quick_config, tmp_path / "a.toml")
    save_experiment(edits.path, quick_config)
    left(edits=edits)
    other = quick_config.with_values({"training.seed": 9})
    left("other.recovery", edits=replace(edits, config=other))
    made = desk()
    made.recovery.look()
    made.settle(qtbot)
    (found,) = made.found
    assert found.edits.config == other
    assert found.saved == quick_config
    assert [path.name for path in made.files] == ["other.recovery"]


def test_a_run_is_offered_from_its_last_step_if_it_is_there(desk, left, qtbot, stored_run):
    left("gone.recovery", edits=None, run=Path("/nowhere/a.ganrun"))
    left(edits=None, run=stored_run)
    made = desk()
    made.recovery.look()
    made.settle(qtbot)
    (found,) = made.found
    assert (found.run, found.step, found.edits) == (stored_run, 40, None)
    assert [path.name for path in made.files] == ["1.recovery"]


def test_the_time_is_that_of_what_is_offered(desk, left, qtbot, stored_run, tmp_path):
    run = tmp_path / "copy.ganrun"
    run.write_bytes(stored_run.read_bytes())
    edited, stored = datetime(2026, 1, 2, 3, 4), datetime(2026, 1, 2, 5, 6)
    for name, changes in (("1.recovery", {"edits": None}), ("2.recovery", {})):
        os.utime(left(name, run=run, **changes), (edited.timestamp(),) * 2)
    os.utime(run, (stored.timestamp(),) * 2)
    made = desk()
    made.recovery.look()
    made.settle(qtbot)
    assert {found.path.name: found.when for found in made.found} == {
        "1.recovery": stored,
        "2.recovery": edited,
    }


def test_a_file_that_cannot_be_read_is_a_sentence_and_stays(desk, left, qtbot):
    path = left()
    path.write_text("nonsense")
    made = desk()
    made.recovery.look()
    made.settle(qtbot)
    (found,) = made.found
    assert "1.recovery" in found.problem
    assert path.exists()


def test_a_disk_that_takes_nothing_is_told_of_once(desk, qtbot, tmp_path):
    (tmp_path / "recovery").touch()
    made = desk()
    for seed in (5, 6):
        made.edit(seed)
        made.settle(qtbot)
    assert len(made.failed) == 1
    (tmp_path / "recovery").unlink()
    made.edit(7)
    made.settle(qtbot)
    assert made.kept.edits.config.training.seed == 7


def test_half_written_files_of_long_ago_go(desk, left, qtbot):
    old, young = (left().with_name(f".x.recovery.{name}.part") for name in ("old", "young"))
    for path in (old, young):
        path.touch()
    os.utime(old, (1, 1))
    made = desk()
    made.recovery.look()
    made.settle(qtbot)
    assert not old.exists()
    assert young.exists()
