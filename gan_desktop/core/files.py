"""The one place that writes files: complete under its name, or not there at all."""

import glob
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gan_desktop.core.words import Text, told

PART_SUFFIX = ".part"
# A part of a name is enough to know it by, and a long name has room for the rest.
_KNOWN_BY = 60
# What the usual file systems allow.
MAX_NAME_BYTES = 255


def part_file(path: Path) -> Path:
    """Create an empty temporary file beside `path`, to be moved over it by `commit`.

    A link is followed: the file that it points to is the one that will be replaced.

    Raises:
        OSError: the folder is missing or not writable.
    """
    path = Path(os.path.realpath(path))
    prefix = f".{path.name[:_KNOWN_BY]}."
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=PART_SUFFIX, dir=path.parent)
    os.close(handle)
    # mkstemp makes it private; a file that a person saves follows their umask.
    umask = os.umask(0)
    os.umask(umask)
    Path(name).chmod(0o666 & ~umask)
    return Path(name)


def remove_part(part: Path) -> None:
    """Remove a part file, and such as were made beside it on the way to it.

    Raises:
        OSError: the folder does not allow it.
    """
    part.unlink(missing_ok=True)
    if len(part.name) <= _KNOWN_BY:
        # Else their names do not tell whose they are.
        for other in part.parent.glob(f"{glob.escape(f'.{part.name}.')}*{PART_SUFFIX}"):
            other.unlink(missing_ok=True)


def commit(part: Path, path: Path) -> None:
    """Make a written part file durable and give it its name, replacing an older file."""
    path = Path(os.path.realpath(path))
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def place_new(source: Path, candidates: Iterator[Path]) -> Path:
    """Move a complete file to the first free name of the candidates; never over another file.

    Raises:
        OSError: the folder does not allow it.
    """
    for path in candidates:
        try:
            os.link(source, path)
        except FileExistsError:
            continue
        except OSError:
            # No hard links here (FAT, some network folders): check, then rename.
            if path.exists():
                continue
            source.rename(path)
        else:
            source.unlink()
        return path
    raise FileExistsError(Text("there is no free name in {folder}", folder=str(source.parent)))


def sentence(error: OSError) -> str:
    """What went wrong, without error numbers: "/data/x.gif: No space left on device"."""
    if error.strerror is None:
        return told(error)
    name = error.filename2 or error.filename
    return f"{name}: {error.strerror}" if name else error.strerror


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
        raise IsADirectoryError(Text("{path} is a folder, not a file", path=str(path)))
    if len(os.fsencode(path.name)) > MAX_NAME_BYTES:
        raise OSError(Text("the file name {name}… is too long", name=path.name[:30]))
    if path.exists() and not path.is_file():
        # Renaming over a device or a pipe would put a plain file in its place.
        raise OSError(Text("{path} is not a regular file", path=str(path)))
    check_writable_folder(Path(os.path.realpath(path)).parent)


def check_writable_folder(folder: Path) -> None:
    """Raise OSError if files cannot be created in `folder`; it is never made."""
    if not folder.exists():
        raise FileNotFoundError(Text("the folder {folder} does not exist", folder=str(folder)))
    if not folder.is_dir():
        raise NotADirectoryError(Text("{folder} is not a folder", folder=str(folder)))
    # os.access lies on network folders and for root: try it.
    with tempfile.TemporaryFile(dir=folder):
        pass
