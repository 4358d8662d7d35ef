"""Several files that get their names together: all of them, or all is as it was before."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from gan_desktop.core.files import commit, naming, part_file


@contextmanager
def together(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield a temporary path for each file; on success they become `paths`.

    If one of them cannot be placed, those that were are taken back, and older files are there
    again. (Not so if the machine stops in the few milliseconds in between.)

    Raises:
        OSError: a temporary file cannot be made, or a file not be placed.
    """
    parts: list[Path] = []
    try:
        with ExitStack() as names:
            for path in paths:
                parts.append(part_file(path))
                names.enter_context(naming(path, parts[-1]))
            yield parts
        _place(parts, paths)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def _place(parts: Sequence[Path], paths: Sequence[Path]) -> None:
    """Give all parts their names."""
    kept: list[Path | None] = []
    placed = 0
    try:
        kept.extend(map(_kept, paths))
        for part, path in zip(parts, paths, strict=True):
            commit(part, path)
            placed += 1
    except BaseException:
        for path, older in zip(paths[:placed], kept, strict=False):
            # What cannot be taken back leaves the first error the one that is told.
            with suppress(OSError):
                real = Path(os.path.realpath(path))
                if older is None:
                    real.unlink()
                else:
                    older.replace(real)
        raise
    finally:
        for older in kept:
            if older is not None:
                older.unlink(missing_ok=True)


def _kept(path: Path) -> Path | None:
    """Another name of a file as it is now; None where there is none."""
    if not path.exists():
        return None
    older = part_file(path)
    try:
        older.unlink()
        try:
            os.link(os.path.realpath(path), older)
        except OSError:
            # No hard links here (FAT, some network folders).
            with naming(path, None, older):
                shutil.copy2(path, older)
    except BaseException:
        older.unlink(missing_ok=True)
        raise
    return older
