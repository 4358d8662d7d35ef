"""Several files at once: all of them or none, and older ones as they were."""

from pathlib import Path

import pytest

from gan_desktop.core import files_together
from gan_desktop.core.files_together import together


def names(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def write_all(paths):
    with together(paths) as parts:
        for part, path in zip(parts, paths, strict=True):
            part.write_text(f"new {path.name}")


@pytest.fixture
def paths(tmp_path):
    (tmp_path / "b").write_text("older")
    return [tmp_path / name for name in "abc"]


def test_all_of_them(paths, tmp_path):
    write_all(paths)
    assert names(tmp_path) == {name: f"new {name}" for name in "abc"}


@pytest.mark.parametrize("links", [True, False])
def test_one_that_cannot_be_placed_takes_the_others_back(paths, tmp_path, monkeypatch, links):
    commit, placed = files_together.commit, []

    def third_fails(part, path):
        if len(placed) == 2:
            raise PermissionError(1, "Operation not permitted", str(path))
        placed.append(path.name)
        commit(part, path)

    def no_links(*_paths):
        raise OSError("no links here")

    monkeypatch.setattr(files_together, "commit", third_fails)
    if not links:
        monkeypatch.setattr(files_together.os, "link", no_links)
    with pytest.raises(PermissionError):
        write_all(paths)
    assert placed == ["a", "b"]
    assert names(tmp_path) == {"b": "older"}


def test_nothing_is_left_when_the_work_fails(paths, tmp_path):
    def fails():
        with together(paths) as parts:
            parts[0].write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert names(tmp_path) == {"b": "older"}


def test_the_file_behind_a_link_is_the_one(paths, tmp_path):
    (tmp_path / "real").write_text("older")
    paths[0].symlink_to(tmp_path / "real")
    write_all(paths)
    assert paths[0].is_symlink()
    assert (tmp_path / "real").read_text() == "new a"
