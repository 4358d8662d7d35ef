"""Work on files off the GUI thread: in order, answered here, finished before the end."""

import threading

import pytest

from gan_desktop.app.file_jobs import FileJobs
from gan_desktop.core.errors import GanDesktopError


class Clerk:
    """Jobs with their answers, and where they were given."""

    def __init__(self) -> None:
        self.jobs = FileJobs()
        self.done: list[object] = []
        self.failed: list[str] = []
        self.threads: set[int] = set()

    def order(self, work) -> None:
        self.jobs.order(work, self.note, self.fail)

    def note(self, result) -> None:
        self.threads.add(threading.get_ident())
        self.done.append(result)

    def fail(self, reason) -> None:
        self.threads.add(threading.get_ident())
        self.failed.append(reason)


@pytest.fixture
def clerk(no_leaks):
    made = Clerk()
    yield made
    made.jobs.close()


def test_works_elsewhere_and_answers_here(clerk, qtbot):
    clerk.order(threading.get_ident)
    assert clerk.jobs.busy
    qtbot.waitUntil(lambda: bool(clerk.done))
    assert clerk.done[0] != threading.get_ident()
    assert clerk.threads == {threading.get_ident()}
    assert not clerk.jobs.busy


def test_one_after_the_other(clerk, qtbot):
    for number in range(20):
        clerk.order(lambda number=number: number)
    qtbot.waitUntil(lambda: len(clerk.done) == 20)
    assert clerk.done == list(range(20))


def test_does_not_wait_for_the_disk(clerk, qtbot):
    gate = threading.Event()
    clerk.order(lambda: gate.wait(20))
    assert clerk.jobs.busy
    gate.set()
    qtbot.waitUntil(lambda: clerk.done == [True])


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file or directory", "/x/y.csv"), "/x/y.csv: No such file"),
        (GanDesktopError("that is no file of ours"), "that is no file of ours"),
    ],
)
def test_a_failure_is_one_sentence_and_the_next_job_is_done(clerk, qtbot, error, words):
    def fail():
        raise error

    clerk.order(fail)
    clerk.order(lambda: "next")
    qtbot.waitUntil(lambda: clerk.done == ["next"])
    assert len(clerk.failed) == 1
    assert clerk.failed[0].startswith(words)
    assert "Errno" not in clerk.failed[0]


def test_an_error_of_ours_is_answered_and_reported(clerk, qtbot):
    from pytestqt.exceptions import capture_exceptions

    def fail():
        raise ZeroDivisionError("by nought")

    with capture_exceptions() as caught:
        clerk.order(fail)
        qtbot.waitUntil(lambda: clerk.failed == ["ZeroDivisionError: by nought"])
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_closing_finishes_what_was_ordered(clerk, tmp_path):
    files = [tmp_path / f"{number}" for number in range(50)]
    for file in files:
        clerk.order(lambda file=file: file.write_text("there"))
    clerk.jobs.close()
    assert all(file.exists() for file in files)
    clerk.order(lambda: files[0].unlink())
    clerk.jobs.close()
    assert files[0].exists()
    assert clerk.done == []


def test_without_a_job_there_is_no_thread(clerk, qtbot):
    assert not clerk.jobs._thread.isRunning()
    clerk.order(lambda: None)
    qtbot.waitUntil(lambda: clerk.done == [None])
    assert clerk.jobs._thread.isRunning()
