"""Files are complete under their name, or not there at all."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from gan_desktop.core.files import (
    PART_SUFFIX,
    atomic,
    check_writable_folder,
    check_writable_target,
    commit,
    part_file,
)

posix_only = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write_half(path: Path, error: BaseException) -> None:
    with atomic(path) as part:
        part.write_text("half")
        raise error


class TestAtomic:
    def test_writes_a_new_file_and_leaves_no_part(self, tmp_path: Path) -> None:
        with atomic(tmp_path / "a.txt") as part:
            part.write_text("new")
            assert part.parent == tmp_path
            assert part.name.endswith(PART_SUFFIX)
            assert not (tmp_path / "a.txt").exists()
        assert names(tmp_path) == ["a.txt"]
        assert (tmp_path / "a.txt").read_text() == "new"

    def test_replaces_an_old_file_at_the_end_only(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("old")
        with atomic(path) as part:
            part.write_text("new")
            assert path.read_text() == "old"
        assert path.read_text() == "new"
        assert names(tmp_path) == ["a.txt"]

    @pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt(), RuntimeError()])
    def test_failure_leaves_the_old_file_and_no_part(
        self, tmp_path: Path, error: BaseException
    ) -> None:
        path = tmp_path / "a.txt"
        path.write_text("old")
        with pytest.raises(type(error)):
            write_half(path, error)
        assert path.read_text() == "old"
        assert names(tmp_path) == ["a.txt"]

    def test_failure_leaves_nothing_where_nothing_was(self, tmp_path: Path) -> None:
        with pytest.raises(RuntimeError), atomic(tmp_path / "a.txt"):
            raise RuntimeError
        assert names(tmp_path) == []

    def test_a_part_that_its_writer_removed_is_no_second_error(self, tmp_path: Path) -> None:
        def remove_and_fail() -> None:
            with atomic(tmp_path / "a.txt") as part:
                part.unlink()
                raise RuntimeError("mine")

        with pytest.raises(RuntimeError, match="mine"):
            remove_and_fail()

    def test_failure_of_the_move_leaves_no_part(self, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        with pytest.raises(OSError, match="folder"), atomic(tmp_path / "folder") as part:
            part.write_text("new")
        assert names(tmp_path) == ["folder"]

    def test_failure_to_flush_leaves_the_old_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.txt"
        path.write_text("old")

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"), atomic(path) as part:
            part.write_text("new")
        assert path.read_text() == "old"
        assert names(tmp_path) == ["a.txt"]

    def test_the_bytes_are_on_the_disk_before_the_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.txt"
        there: list[bool] = []
        monkeypatch.setattr(os, "fsync", lambda _: there.append(path.exists()))
        with atomic(path) as part:
            part.write_text("new")
        assert there[0] is False
        assert os.name != "posix" or there == [False, True]

    def test_two_writers_do_not_share_a_part(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        with atomic(path) as first, atomic(path) as second:
            assert first != second
            first.write_text("first")
            second.write_text("second")
        assert path.read_text() == "first"
        assert names(tmp_path) == ["a.txt"]

    def test_a_missing_folder_is_an_error_and_is_not_made(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError), atomic(tmp_path / "no" / "a.txt"):
            pytest.fail("was entered")
        assert names(tmp_path) == []

    @posix_only
    @pytest.mark.usefixtures("umask")
    @pytest.mark.parametrize("mask", [0o022, 0o077, 0o002, 0o000])
    def test_permissions_follow_the_umask(self, tmp_path: Path, mask: int) -> None:
        os.umask(mask)
        with atomic(tmp_path / "a.txt") as part:
            part.write_text("new")
        assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o666 & ~mask
        assert os.umask(mask) == mask


class TestParts:
    def test_a_part_is_empty_hidden_and_beside_its_file(self, tmp_path: Path) -> None:
        part = part_file(tmp_path / "a.gif")
        assert part.read_bytes() == b""
        assert part.parent == tmp_path
        assert part.name.startswith(".a.gif.")
        assert part.suffix == PART_SUFFIX

    def test_commit_moves_it(self, tmp_path: Path) -> None:
        part = part_file(tmp_path / "a.gif")
        part.write_bytes(b"x")
        commit(part, tmp_path / "a.gif")
        assert names(tmp_path) == ["a.gif"]


class TestChecks:
    def test_a_good_target_leaves_nothing_behind(self, tmp_path: Path) -> None:
        check_writable_target(tmp_path / "a.txt")
        check_writable_folder(tmp_path)
        assert names(tmp_path) == []
        (tmp_path / "a.txt").write_text("old")
        check_writable_target(tmp_path / "a.txt")
        assert (tmp_path / "a.txt").read_text() == "old"

    def test_says_what_is_wrong(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(FileNotFoundError, match="does not exist"):
            check_writable_target(tmp_path / "no" / "a.txt")
        with pytest.raises(NotADirectoryError, match="is not a folder"):
            check_writable_target(tmp_path / "file" / "a.txt")
        with pytest.raises(IsADirectoryError, match="is a folder"):
            check_writable_target(tmp_path)
        with pytest.raises(FileNotFoundError, match="does not exist"):
            check_writable_folder(tmp_path / "no")
        assert names(tmp_path) == ["file"]

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_folder_without_permission(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        try:
            with pytest.raises(PermissionError):
                check_writable_folder(tmp_path)
            with pytest.raises(PermissionError), atomic(tmp_path / "a.txt"):
                pytest.fail("was entered")
        finally:
            tmp_path.chmod(0o700)
