"""The one place that writes files: complete under its name, or not there at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PART_SUFFIX = ".part"


def part_file(path: Path) -> Path:
    """Create an empty temporary file beside `path`, to be moved over it by `commit`.

    Raises:
        OSError: the folder is missing or not writable.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=PART_SUFFIX, dir=path.parent)
    os.close(handle)
    # mkstemp makes it private; a file that a person saves follows their umask.
    umask = os.umask(0)
    os.umask(umask)
    Path(name).chmod(0o666 & ~umask)
    return Path(name)


def commit(part: Path, path: Path) -> None:
    """Make a written part file durable and give it its name, replacing an older file."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """Yield a temporary path to write; on success it becomes `path`, on failure it is removed."""
    part = part_file(path)
    try:
        yield part
        commit(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def check_writable_target(path: Path) -> None:
    """Raise OSError now if a file could not be created at `path` later; nothing is created."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder, not a file")
    check_writable_folder(path.parent)


def check_writable_folder(folder: Path) -> None:
    """Raise OSError if files cannot be created in `folder`; it is never made."""
    if not folder.exists():
        raise FileNotFoundError(f"the folder {folder} does not exist")
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder")
    # os.access lies on network folders and for root: try it.
    with tempfile.TemporaryFile(dir=folder):
        pass
