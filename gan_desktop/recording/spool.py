"""The spool: the data of a recording on disk while it runs, so that a crash loses one record."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from gan_desktop.core.files import naming, readable
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.words import Text
from gan_desktop.recording.spool_format import (
    JSON,
    MAGIC,
    MAX_HEADER_BYTES,
    MAX_RECORD_BYTES,
    VERSION,
    SpoolError,
    View,
    block,
    decode_header,
    decode_record,
    encode_header,
    encode_record,
    magic_line,
    read_block,
)

_MAX_MAGIC_LINE_BYTES = 64


class SpoolWriter:
    """Appends snapshots to a new file; each is with the operating system when `add` returns.

    A `kill -9` then loses at most the record being written. There is no fsync: a power cut may
    lose more, and the reader stops before it.
    """

    def __init__(self, path: Path, meta: Mapping[str, JSON]) -> None:
        """Create the file with its header.

        Raises:
            ValueError: `meta` is not JSON with finite numbers, or too long.
            FileExistsError: there is such a file: it may be what a crash has left.
            OSError: the file cannot be written; nothing is left.
        """
        start = magic_line() + block(encode_header(meta))
        self._path = path
        self._file = path.open("xb", buffering=0)
        self._frames = 0
        self._size = 0
        try:
            self._append(start)
        except BaseException:
            self._file.close()
            path.unlink(missing_ok=True)
            raise

    @property
    def frames(self) -> int:
        """Records written."""
        return self._frames

    @property
    def size(self) -> int:
        """Bytes written."""
        return self._size

    def add(self, snapshot: Snapshot, view: View) -> None:
        """Append one record.

        Args:
            snapshot: what to keep.
            view: x_min, x_max, y_min, y_max of the plot, in data units.

        Raises:
            ValueError: one sentence: a number that is not finite, too many points, or the spool
                is closed.
            OSError: the disk is full or gone; the records before stay readable, and a later
                `add` may succeed.
        """
        if self._file.closed:
            raise ValueError("The spool is closed.")
        self._append(block(encode_record(snapshot, view)))
        self._frames += 1

    def close(self) -> None:
        """Close the file; does nothing the second time."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _append(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            with naming(self._path, None):
                while rest:  # a full disk first writes less, and fails the next time
                    rest = rest[self._file.write(rest) :]
        except BaseException:
            # Half a record would hide all records after it.
            with suppress(OSError):
                self._file.seek(self._size)
                self._file.truncate()
            raise
        self._size += len(data)


class SpoolReader:
    """Reads the complete records of a spool, also of one that a crash has cut off.

    The file is opened for each reading only, so nothing is to be closed.
    """

    def __init__(self, path: Path) -> None:
        """Read the header and find the records: all before the first that is cut off or damaged.

        Raises:
            SpoolError: not a spool, made by a newer version, or its header is unreadable.
            OSError: the file cannot be read.
        """
        self._path = path
        with readable(path) as file:
            self._meta = self._read_start(file)
            self._offsets = _record_offsets(file)

    @property
    def meta(self) -> Mapping[str, JSON]:
        """What the writer was given."""
        return self._meta

    @property
    def frames(self) -> int:
        """Number of readable records."""
        return len(self._offsets)

    def __len__(self) -> int:
        return self.frames

    def read(self, index: int) -> tuple[Snapshot, View]:
        """One record, 0 <= index < frames.

        Raises:
            IndexError: there is no such record.
            SpoolError: the record holds what no spool may hold, such as a NaN.
            OSError: the file cannot be read.
        """
        if not 0 <= index < self.frames:
            raise IndexError(f"record {index} of {self.frames}")
        with readable(self._path) as file:
            file.seek(self._offsets[index])
            payload = read_block(file, MAX_RECORD_BYTES)
        if payload is None:
            raise SpoolError(
                Text(
                    "{name}: record {number} has changed since it was opened.",
                    name=self._path.name,
                    number=index + 1,
                )
            )
        try:
            return decode_record(payload)
        except ValueError as error:
            raise SpoolError(
                Text(
                    "{name}: record {number} is unreadable: {what}.",
                    name=self._path.name,
                    number=index + 1,
                    what=str(error),
                )
            ) from error

    def __iter__(self) -> Iterator[tuple[Snapshot, View]]:
        return map(self.read, range(self.frames))

    def _read_start(self, file: BinaryIO) -> Mapping[str, JSON]:
        name = self._path.name
        line = file.readline(_MAX_MAGIC_LINE_BYTES)
        version = line.removeprefix(MAGIC).removesuffix(b"\n")
        if line != MAGIC + version + b"\n" or not version.isdigit() or not int(version):
            raise SpoolError(Text("{name} is not a GAN Desktop spool.", name=name))
        if int(version) > VERSION:
            raise SpoolError(Text("{name} was made by a newer version of GAN Desktop.", name=name))
        payload = read_block(file, MAX_HEADER_BYTES)
        if payload is None:
            raise SpoolError(
                Text("{name}: the header of the spool is cut off or damaged.", name=name)
            )
        try:
            return decode_header(payload)
        except ValueError as error:
            text = Text(
                "{name}: the header of the spool is unreadable: {what}.", name=name, what=str(error)
            )
            raise SpoolError(text) from error


def _record_offsets(file: BinaryIO) -> list[int]:
    """Where each record begins, from here to the first that is cut off or damaged."""
    offsets: list[int] = []
    while True:
        offset = file.tell()
        if read_block(file, MAX_RECORD_BYTES) is None:
            return offsets
        offsets.append(offset)
