"""The one place that writes files: complete under its name, or not there at all.

Whoever has bytes calls `write_bytes`, whoever makes them one after the other writes to the file of
`written`. A library that insists on a path gets one from `atomic`, and what it has written there is
looked at afterwards: many say nothing of a disk that is full.
"""

import glob
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Any, BinaryIO, Self

from gan_desktop.core.words import Text, told

PART_SUFFIX = ".part"
# A part of a name is enough to know it by, and a long name has room for the rest.
_KNOWN_BY = 60
# What the usual file systems allow.
MAX_NAME_BYTES = 255


def system_write(handle: int, data: memoryview) -> int:
    """Hand bytes to the system, all that is written by `NewFile`; returns how many it took."""
    return os.write(handle, data)


class _Sink(io.FileIO):
    """Takes all bytes of each write, or raises an OSError that names the file."""

    def __init__(self, part: Path, path: Path) -> None:
        super().__init__(part, "wb")
        self._path = path

    def write(self, data: Any, /) -> int:
        """Write all of it: a disk that fills up takes a part first, and refuses the rest."""
        rest = memoryview(data).cast("B")
        size = len(rest)
        with naming(self._path, None):
            while rest:
                rest = rest[system_write(self.fileno(), rest) :]
        return size


class NewFile:
    """A file on its way to its name; leaving a `with` block by an exception aborts it.

    Attributes:
        file: takes the bytes.
    """

    def __init__(self, path: Path) -> None:
        """Create a temporary file beside `path`. Raises OSError."""
        self._path = path
        self._part = part_file(path)
        self.file: BinaryIO = io.BufferedWriter(_Sink(self._part, path))

    def commit(self) -> None:
        """Make it durable and give it its name, replacing an older file.

        Raises:
            OSError: it could not be written; nothing is left, an older file is untouched.
        """
        try:
            with naming(self._path, None):
                self.file.close()
            commit(self._part, self._path)
        except BaseException:
            self.abort()
            raise

    def abort(self) -> None:
        """Leave the folder as it was. Idempotent."""
        with suppress(OSError):  # what could not be written is not wanted any more
            self.file.close()
        self._part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is None:
            self.commit()
        else:
            self.abort()


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write to; it becomes `path` at the end, or nothing is left of it.

    Raises:
        OSError: it could not be written; the error names `path`, an older file is untouched.
    """
    with NewFile(path) as new:
        yield new.file


def write_bytes(path: Path, content: bytes | memoryview) -> None:
    """Write a file, complete or not at all. Raises OSError as `written`."""
    with written(path) as file:
        file.write(content)


def write_text(path: Path, text: str) -> None:
    """Write a text as it is, in UTF-8. Raises OSError as `written`."""
    write_bytes(path, text.encode())


@contextmanager
def naming(path: Path, *others: Path | None) -> Iterator[None]:
    """Let errors of the system name `path` where they name one of others; None: where they do not.

    Args:
        path: what the person knows the file by.
        others: temporary files that stand for it.
    """
    try:
        yield
    except OSError as error:
        named = None if error.filename is None else Path(os.fsdecode(error.filename))
        # One that is a sentence of ours has no such word.
        if error.strerror is not None and named in others:
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def part_file(path: Path) -> Path:
    """Create an empty temporary file beside `path`, to be moved over it by `commit`.

    A link is followed: the file that it points to is the one that will be replaced.

    Raises:
        OSError: the folder is missing or not writable.
    """
    real = Path(os.path.realpath(path))
    while True:
        part = real.with_name(f".{real.name[:_KNOWN_BY]}.{token_hex(4)}{PART_SUFFIX}")
        with naming(path, None, part):
            try:
                # As every file that a person saves: what their umask allows.
                os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            except FileExistsError:
                continue
        return part


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
    real = Path(os.path.realpath(path))
    with naming(path, None, part):
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(real)
    if os.name != "posix":
        return
    # The file is there, whole: a file system that cannot do this takes a moment longer to be sure
    # of its name.
    with suppress(OSError):
        folder = os.open(real.parent, os.O_RDONLY)
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
    """Yield a temporary path to write; on success it becomes `path`, on failure it is removed.

    For libraries that take nothing but a path: whoever calls them makes sure that all was written.
    """
    part = part_file(path)
    try:
        with naming(path, None, part):
            yield part
        commit(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def check_is_file(path: Path) -> None:
    """Raise OSError unless it is there and a file: a pipe is waited for, a device never ends."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(Text("{path} is not a file", path=str(path)))


def readable(path: Path) -> BinaryIO:
    """Open a file for reading. Raises OSError as `check_is_file`, and when it may not be read."""
    check_is_file(path)
    return path.open("rb")


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
    part_file(folder / "gan-desktop").unlink()
