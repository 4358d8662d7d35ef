"""The folder that every run of the window is stored in, and which runs stay there."""

import datetime as dt
import time
from contextlib import suppress
from pathlib import Path

from gan_desktop.app.recordings import ORPHAN_AGE_S, SpoolLocks
from gan_desktop.app.runs_in_use import is_in_use, is_of_library
from gan_desktop.core.files import PART_SUFFIX
from gan_desktop.store.run_file import RUN_SUFFIX
from gan_desktop.store.run_file.new_file import COMPANIONS, remove

MOST_RUNS = 20
# Of all runs together; one run ends to be stored when it alone has grown to it.
MOST_BYTES = 2 << 30


class RunLibrary:
    """Names new runs, and removes the oldest ones when they are too many or too large.

    Only what it has named itself is counted and goes: what a person has saved in the folder is
    theirs. A run that is being written is held by a lock file beside it, as recordings are:
    whoever finds it sees whether its process still lives. One that is read stays as well
    (`runs_in_use`). What a crash has left is the latest run of its time, so it is among the last
    to go.
    """

    def __init__(
        self, folder: Path, most_runs: int = MOST_RUNS, most_bytes: int = MOST_BYTES
    ) -> None:
        self.folder = folder
        self._most_runs, self._most_bytes = most_runs, most_bytes
        self._locks = SpoolLocks()

    def take_new(self, run_id: str) -> Path:
        """A name for a new run, held by this process. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        stamp = dt.datetime.now().strftime("%Y-%m-%d %H.%M.%S")
        path = self.folder / f"{stamp} {run_id[:8]}{RUN_SUFFIX}"
        self._locks.take(path)
        return path

    def release(self, path: Path) -> None:
        """A run is complete."""
        self._locks.release(path)

    def discard(self, path: Path) -> None:
        """Remove a run that nobody needs."""
        with suppress(OSError):
            remove(path)
        self._locks.release(path)

    @property
    def max_bytes(self) -> int:
        """What a single run may grow to."""
        return self._most_bytes

    def runs(self) -> list[Path]:
        """All runs in the folder that were stored by themselves, the latest first."""
        found = []
        for path in filter(is_of_library, self.folder.glob(f"*{RUN_SUFFIX}")):
            # Another instance may remove it meanwhile.
            with suppress(OSError):
                found.append((_changed(path), path))
        return [path for _, path in sorted(found, reverse=True)]

    def make_room(self) -> None:
        """Remove what is too much, for a run that is kept; the latest stays, whatever its size."""
        total = 0
        for index, path in enumerate(self.runs()):
            with suppress(OSError):
                total += _size(path)
            if index and (index >= self._most_runs or total > self._most_bytes):
                self._remove_unused(path)
        now = time.time()
        for part in self.folder.glob(f".*{PART_SUFFIX}"):
            with suppress(OSError):
                if now - part.stat().st_mtime > ORPHAN_AGE_S:
                    part.unlink()

    def _remove_unused(self, path: Path) -> None:
        if self._locks.holds(path) or not self._locks.take(path):
            return
        if is_in_use(path):
            self.release(path)
        else:
            self.discard(path)


def _changed(path: Path) -> float:
    """When a run was last written to (seconds since the epoch)."""
    return max(each.stat().st_mtime for each in _parts(path))


def _size(path: Path) -> int:
    return sum(each.stat().st_size for each in _parts(path))


def _parts(path: Path) -> list[Path]:
    beside = (path.with_name(path.name + suffix) for suffix in COMPANIONS)
    return [path, *(each for each in beside if each.exists())]
