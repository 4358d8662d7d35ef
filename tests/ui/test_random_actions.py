"""Random actions on the whole window, and whether the machine that makes them notices failures."""

import sys

import pytest
from gui_fuzz.chunk import Chunk, Running, run
from gui_fuzz.injected import INJECTED
from gui_fuzz.log import Failure
from gui_fuzz.reduce import smaller

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="threads are named in /proc"),
    # On a machine that is busy otherwise.
    pytest.mark.timeout(600),
]
# What is brought about, and the kind of failure that it is: those that a process survives first.
SURVIVED = {
    "slot": "exception",
    "thread": "exception",
    "qt warning": "warning",
    "python warning": "warning",
    "message": "told",
    "busy": "busy",
    "leaked thread": "leak",
    "leaked process": "leak",
    "leaked file": "leak",
    "output": "output",
}
FATAL = {"hang": "hang", "abort": "crash", "exit": "crash", "leaked qt thread": "leak"}


LIMITS = {"busy_s": 0.3, "hang_s": 60, "leaving_s": 0.3}


def text(failure: Failure) -> str:
    return failure.what + failure.details


def told(chunk: Chunk) -> str:
    failures = [f"{f.kind}, action {f.index}: {f.what}\n{f.details}" for f in chunk.failures]
    return "\n".join(failures + list(chunk.actions[-60:]))


def test_random_actions_bring_nothing_to_light():
    running = {seed: Running(seed, range(500)) for seed in (1, 2, 3)}
    for seed, chunk in {seed: each.wait() for seed, each in running.items()}.items():
        assert not chunk.failures, f"seed {seed}\n{told(chunk)}"
        assert chunk.made == 500


def test_actions_on_a_plain_window_bring_nothing_to_light():
    chunk = run(1, range(30), plain=True)
    assert not chunk.failures, told(chunk)
    assert chunk.made == 30
    # In the loop of the dialog that a button has opened, too.
    assert any("QInputDialog" in line for line in chunk.actions)


def test_the_machine_notices_what_a_process_survives():
    chunk = run(1, range(len(SURVIVED) + 2), plain=True, inject=tuple(SURVIVED), **LIMITS)
    noticed = {
        (f.kind, name)
        for f in chunk.failures
        for name in SURVIVED
        if f"injected_{name}".replace(" ", "_") in text(f)
    }
    assert noticed == {(kind, name) for name, kind in SURVIVED.items()}, told(chunk)


@pytest.mark.parametrize("name", FATAL)
def test_the_machine_notices_what_ends_a_process(name):
    limits = LIMITS | ({"hang_s": 3} if name == "hang" else {})
    chunk = run(1, range(4), plain=True, inject=(name,), **limits)
    assert chunk.failures, told(chunk)
    # Another may follow: a thread that is left is a crash in the end.
    failure = chunk.failures[0]
    assert failure.kind == FATAL[name], told(chunk)
    # A thread's name is cut short by the system.
    assert f"injected {name}".replace(" ", "_")[:15] in text(failure)
    assert failure.index >= 0
    assert SURVIVED.keys() | FATAL.keys() == INJECTED.keys()


def test_actions_depend_on_seed_and_index_alone():
    whole, some = run(1, range(12), plain=True), run(1, (2, 5, 11), plain=True)
    assert some.made == 3

    def of(chunk: Chunk, index: int) -> list[str]:
        return [line for line in chunk.actions if line.startswith(f"{index}: ")]

    for index in (2, 5, 11):
        assert of(some, index) == of(whole, index)


@pytest.mark.parametrize("needed", [{999}, {17}, {3, 500, 998}, {0, 1, 2}])
def test_the_fewest_actions_that_fail_are_found(needed):
    tried = []

    def fails(indices) -> bool:
        tried.append(indices)
        return needed <= set(indices)

    assert smaller(range(1000), fails, lambda: True) == tuple(sorted(needed))
    assert len(tried) < 100


def test_what_does_not_fail_again_has_no_fewest_actions():
    assert smaller(range(1000), lambda _: False, lambda: True) is None
