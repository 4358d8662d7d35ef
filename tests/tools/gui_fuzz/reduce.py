"""`smaller`: fewer actions that fail in the same way."""

import time
from collections.abc import Callable, Sequence

from gui_fuzz.chunk import Chunk, Running

# A failure may need luck: so often is tried whether some actions bring it about.
_TRIES = 2
_SUFFIXES = (5, 20, 60, 200)


class Reducer:
    """Runs subsets of the actions of a chunk, in processes of their own.

    Args:
        seed: of the chunk.
        signature: of the failure that is looked for.
        limit_s: no subset is begun later than this.
        say: takes a line on how it goes.
    """

    def __init__(
        self, seed: int, signature: str, limit_s: float, say: Callable[[str], None]
    ) -> None:
        self._seed, self._signature, self._say = seed, signature, say
        self._deadline = time.monotonic() + limit_s

    def smaller(self, indices: Sequence[int]) -> tuple[int, ...] | None:
        """Few of these that still fail; None if not even all of them do again."""
        found = self._fewest_last(indices)
        if found is None:
            return None
        parts = 2
        while len(found) > 1 and self._in_time():
            size = max(1, len(found) // parts)
            less = self._without_a_part(found, size)
            if less is not None:
                found, parts = less, max(2, parts - 1)
            elif size == 1:
                break
            else:
                parts = min(len(found), 2 * parts)
        return found

    def _fewest_last(self, indices: Sequence[int]) -> tuple[int, ...] | None:
        for count in (*(count for count in _SUFFIXES if count < len(indices)), len(indices)):
            if self._fails(indices[-count:]):
                return tuple(indices[-count:])
        return None

    def _without_a_part(self, indices: tuple[int, ...], size: int) -> tuple[int, ...] | None:
        for start in range(0, len(indices), size):
            rest = indices[:start] + indices[start + size :]
            if not self._in_time():
                return None
            if rest and self._fails(rest):
                return rest
        return None

    def _fails(self, indices: Sequence[int]) -> bool:
        running = [Running(self._seed, indices) for _ in range(_TRIES)]
        ended: list[Chunk] = [each.wait() for each in running]
        same = any(f.signature == self._signature for each in ended for f in each.failures)
        self._say(f"{len(indices)} actions: {'it fails' if same else 'it does not'}")
        return same

    def _in_time(self) -> bool:
        return time.monotonic() < self._deadline
