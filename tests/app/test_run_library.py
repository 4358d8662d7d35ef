"""Which stored runs stay."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gan_desktop.app.run_library import RunLibrary
from gan_desktop.app.runs_in_use import HeldRun, is_in_use
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.presets import load_preset
from gan_desktop.store.run_file import RunWriter


def add(library: RunLibrary, name: str, changed: float, size: int = 100) -> Path:
    """A file as large as said that the library takes for a run of its own."""
    path = library.folder / f"2026-01-01 00.00.00 {name}.ganrun"
    path.write_bytes(bytes(size))
    os.utime(path, (changed, changed))
    return path


def add_whole(library: RunLibrary, name: str, changed: float) -> Path:
    """A run that can be read."""
    path = add(library, name, changed)
    path.unlink()
    RunWriter(path, load_preset("two-modes"), "run").close()
    os.utime(path, (changed, changed))
    return path


@pytest.fixture
def library(tmp_path) -> RunLibrary:
    return RunLibrary(tmp_path, most_runs=3, most_bytes=1000)


def names(library: RunLibrary) -> list[str]:
    return [path.stem.split()[-1] for path in library.runs()]


def test_the_oldest_go_and_what_is_beside_them(library):
    for age in range(6):
        path = add(library, f"age{age}", 1000 - age)
        Path(f"{path}-wal").touch()
        os.utime(f"{path}-wal", (500, 500))
    (library.folder / "notes.txt").touch()
    new = library.take_new("abcdef0123")
    assert new.suffix == ".ganrun"
    assert "abcdef01" in new.name
    # A name alone makes no room: the run may never be trained.
    assert len(names(library)) == 6
    library.make_room()
    assert names(library) == ["age0", "age1", "age2"]
    assert not Path(f"{path}-wal").exists()
    assert (library.folder / "notes.txt").exists()


def test_a_new_name_is_one_of_those_that_may_go(library):
    library.take_new("0123456789abcdef").touch()
    assert names(library) == ["01234567"]


def test_what_a_person_has_saved_there_is_theirs(library):
    kept = library.folder / "my best.ganrun"
    copy = library.folder / "2026-01-01 00.00.00 age0 (copy).ganrun"
    for path in (kept, copy):
        path.write_bytes(bytes(5000))
        os.utime(path, (1, 1))
    for age in range(5):
        add(library, f"age{age}", 1000 - age)
    library.make_room()
    assert kept.exists()
    assert copy.exists()
    assert names(library) == ["age0", "age1", "age2"]


def test_the_oldest_go_when_all_are_too_large_but_never_the_latest(library):
    add(library, "young", 3, 600)
    add(library, "middle", 2, 300)
    add(library, "old", 1, 200)
    library.make_room()
    assert names(library) == ["young", "middle"]
    add(library, "huge", 4, 5000)
    library.make_room()
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
    library.make_room()
    assert {"other", "mine"} <= set(names(library))
    other.release(old)
    library.release(mine)
    library.make_room()
    assert names(library) == ["0", "1", "2"]


def test_a_run_that_is_read_stays_until_the_last_reader_has_gone(library):
    path = add_whole(library, "read", 1)
    for age in range(5):
        add(library, f"age{age}", 1000 - age)
    one, other = HeldRun.open(path), HeldRun.open(path)
    one.close()
    one.close()
    library.make_room()
    assert names(library) == ["age0", "age1", "age2", "read"]
    other.close()
    assert not is_in_use(path)
    library.make_room()
    assert names(library) == ["age0", "age1", "age2"]
    assert not list(library.folder.glob("*read*"))


def test_a_run_that_another_process_reads_stays_until_that_ends(library):
    path = add_whole(library, "read", 1)
    for age in range(5):
        add(library, f"age{age}", 1000 - age)
    script = (
        "import sys; from pathlib import Path; from gan_desktop.app.runs_in_use import HeldRun\n"
        "run = HeldRun.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout.readline().strip() == b"open"
        # Both read it; the first to end does not take the other's mark away.
        HeldRun.open(path).close()
        library.make_room()
        assert path.exists()
        reader.kill()
    library.make_room()
    assert not path.exists()


def test_what_cannot_be_read_and_what_a_person_has_saved_is_not_marked(library):
    with pytest.raises(InvalidValueError):
        HeldRun.open(add(library, "broken", 1))
    saved = add_whole(library, "mine", 1).rename(library.folder / "mine.ganrun")
    with HeldRun.open(saved):
        assert sorted(each.suffix for each in library.folder.iterdir()) == [".ganrun", ".ganrun"]
    with pytest.raises(FileNotFoundError):
        HeldRun.open(library.folder / "2026-01-01 00.00.00 gone.ganrun")
    assert len(list(library.folder.iterdir())) == 2


def test_what_a_killed_process_held_is_held_no_more(library):
    for age in range(5):
        add(library, f"{age}", 100 - age)
    # The lock of a process that has ended: no process has this number.
    lock = library.folder / "2026-01-01 00.00.00 4.ganrun.lock"
    lock.write_text(f"999999999\ngan-desktop\n{socket.gethostname()}\n\n\n")
    library.make_room()
    assert names(library) == ["0", "1", "2"]


def test_half_made_files_of_long_ago_go(library):
    library.folder.mkdir(exist_ok=True)
    old, young = (library.folder / f".x.{name}.part" for name in ("old", "young"))
    old.touch()
    young.touch()
    os.utime(old, (1, 1))
    library.make_room()
    assert not old.exists()
    assert young.exists()


def test_a_folder_that_is_none_is_an_os_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        RunLibrary(tmp_path / "file").take_new("run")
