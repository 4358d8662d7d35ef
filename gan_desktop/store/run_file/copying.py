"""A run file as another file: whole, also of a run that is still being written."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import atomic
from gan_desktop.core.words import Text
from gan_desktop.store.run_file.failures import as_os_errors
from gan_desktop.store.run_file.in_use import refuse_in_use
from gan_desktop.store.run_file.new_file import remove_companions
from gan_desktop.store.run_file.opening import connected

# Pages copied between two looks at whether it is still wanted: some 4 MB.
_PAGES = 1024


class CopyCancelledError(Exception):
    """The person does not want the copy any more."""


def copy_run(
    source: Path,
    target: Path,
    progressed: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Write a copy that stands alone, with all that is stored at this moment.

    Args:
        source: the run.
        target: the copy; a file of that name is replaced when the copy is complete, unless a
            run is being written to it.
        progressed: told of pages done and pages in all.
        cancelled: asked in between.

    Returns:
        False when it was cancelled; then nothing has changed.

    Raises:
        InvalidValueError: the source is no run, or damaged, or is the target itself.
        OSError: it could not be read or written, or the target is in use; an older one is as it
            was.
    """

    def tell(_status: int, remaining: int, total: int) -> None:
        progressed(total - remaining, total)
        if cancelled():
            raise CopyCancelledError

    # Whichever of them is not there is not the other one.
    with suppress(OSError):
        if source.samefile(target):
            raise InvalidValueError(Text("{name} is that run's own file.", name=target.name))
    refuse_in_use(target)
    reading = connected(source)
    try:
        with atomic(target) as part, as_os_errors(target):
            writing = sqlite3.connect(part, isolation_level=None)
            try:
                reading.backup(writing, pages=_PAGES, progress=tell)
                # One file, complete in itself, whatever becomes of the run.
                writing.execute("PRAGMA journal_mode = DELETE")
                writing.execute("UPDATE run SET finished = 1")
            finally:
                writing.close()
            # It took a while.
            refuse_in_use(target)
        # What is left beside an older target that was no run is not one of this.
        remove_companions(target)
    except CopyCancelledError:
        return False
    finally:
        reading.close()
    return True
