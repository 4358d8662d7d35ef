"""Which stored runs stay."""

import os
import socket
from pathlib import Path

import pytest

from gan_desktop.app.run_library import RunLibrary


def add(library: RunLibrary, name: str, changed: float, size: int = 100) -> Path:
    path = library.folder / f"{name}.ganrun"
    path.write_bytes(bytes(size))
    os.utime(path, (changed, changed))
    return path


@pytest.fixture
def library(tmp_path) -> RunLibrary:
    return RunLibrary(tmp_path, most_runs=4, most_bytes=1000)


def names(library: RunLibrary) -> list[str]:
    return [path.stem for path in library.runs()]


def test_the_oldest_go_and_what_is_beside_them(library):
    for age in range(6):
        path = add(library, f"age {age}", 1000 - age)
        Path(f"{path}-wal").touch()
        os.utime(f"{path}-wal", (500, 500))
    (library.folder / "notes.txt").touch()
    new = library.take_new("abcdef0123")
    assert new.suffix == ".ganrun"
    assert "abcdef01" in new.name
    assert names(library) == ["age 0", "age 1", "age 2"]
    assert not (library.folder / "age 3.ganrun-wal").exists()
    assert (library.folder / "notes.txt").exists()


def test_the_oldest_go_when_all_are_too_large_but_never_the_latest(library):
    add(library, "young", 3, 600)
    add(library, "middle", 2, 300)
    add(library, "old", 1, 200)
    library.take_new("a")
    assert names(library) == ["young", "middle"]
    add(library, "huge", 4, 5000)
    library.take_new("b")
    assert names(library) == ["huge"]


def test_a_run_that_a_living_process_writes_stays_until_it_is_complete(library):
    other = RunLibrary(library.folder, most_runs=100)
    old = other.take_new("other")
    old.write_bytes(bytes(100))
    os.utime(old, (1, 1))
    mine = library.take_new("mine")
    mine.write_bytes(bytes(100))
    os.utime(mine, (2, 2))
    for age in range(6):
        add(library, f"{age}", 100 - age)
    library.take_new("new")
    assert {old.stem, mine.stem} <= set(names(library))
    other.release(old)
    library.release(mine)
    library.take_new("newer")
    assert names(library) == ["0", "1", "2"]


def test_what_a_killed_process_held_is_held_no_more(library):
    for age in range(5):
        add(library, f"{age}", 100 - age)
    # The lock of a process that has ended: no process has this number.
    lock = library.folder / "4.ganrun.lock"
    lock.write_text(f"999999999\ngan-desktop\n{socket.gethostname()}\n\n\n")
    library.take_new("new")
    assert names(library) == ["0", "1", "2"]


def test_half_made_files_of_long_ago_go(library):
    library.folder.mkdir(exist_ok=True)
    old, young = (library.folder / f".x.{name}.part" for name in ("old", "young"))
    old.touch()
    young.touch()
    os.utime(old, (1, 1))
    library.take_new("new")
    assert not old.exists()
    assert young.exists()


def test_a_folder_that_is_none_is_an_os_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        RunLibrary(tmp_path / "file").take_new("run")
